import Glibc
import Reporting
import Utilities

/// The options of a scan that writes a part (CONTRACT section 17).
package struct PartRequest: Sendable {
    /// The path of the part file.
    package var path: String
    /// The number of the part, 1…`count`.
    package var number: Int
    /// The number of parts of the report.
    package var count: Int
    /// The path of the skip list; nil if there is none.
    package var skip: String?
    /// The path of the policy file; nil for the built-in policy.
    package var policy: String?

    /// Creates a request. Parameters have the meaning of the properties.
    package init(path: String, number: Int, of count: Int, skip: String? = nil, policy: String? = nil) {
        self.path = path
        self.number = number
        self.count = count
        self.skip = skip
        self.policy = policy
    }

    /// The files that are written: the part, and its keys.
    package var files: [String] { [path, path + PartChunk.keysEnding] }

    /// The largest number of parts of a report.
    package static var mostParts: Int { PartHeader.mostParts }

    /// The reason why the part cannot be at its path; nil if it can.
    func misplaced(_ inputs: [String]) -> String? {
        let read = inputs + [skip, policy].compactMap(\.self)
        for file in files {
            if let status = try? FileSystem.status(of: file, followsLinks: false),
                status.st_mode & S_IFMT != S_IFREG
            {
                return "\(file.visible): is no regular file; name another file with --part"
            }
            if let overlap = Overlap.first(of: read, file: file, option: "--part") {
                return overlap
            }
        }
        return nil
    }
}
