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

    /// Creates a request. Parameters have the meaning of the properties.
    package init(path: String, number: Int, of count: Int, skip: String? = nil) {
        self.path = path
        self.number = number
        self.count = count
        self.skip = skip
    }

    /// The files that are written: the part, and its keys.
    package var files: [String] { [path, path + PartChunk.keysEnding] }

    /// The largest number of parts of a report.
    package static var mostParts: Int { PartHeader.mostParts }

    /// The reason why the part cannot be at its path; nil if it can.
    func misplaced(_ inputs: [String]) -> String? {
        for file in files {
            guard let place = try? ResolvedPath(ofMissing: file) else { continue }
            for input in inputs where input != "-" {
                guard let other = try? ResolvedPath(ofMissing: input) else { continue }
                if place == other {
                    return "\(file.visible): is both input and part; name another file with --part"
                }
                if place.isWithin(other) {
                    return
                        "\(file.visible): is in the input \(input.visible); name a file outside of it with --part"
                }
            }
        }
        return nil
    }
}
