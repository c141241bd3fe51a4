import Glibc

/// An absolute path without links, `.` and `..` (`realpath(3)`).
package struct ResolvedPath: Sendable {
    /// Ends in a slash only for the root folder.
    package let text: String

    /// Resolves the path of an existing file.
    package init(_ path: String) throws(SystemError) {
        text = try FileSystem.resolved(path)
    }

    /// Resolves the part of the path that exists, and appends the rest. The rest has no `.` or `..` to resolve.
    package init(ofMissing path: String) throws(SystemError) {
        var above = path, below = ""
        while true {
            do throws(SystemError) {
                let base = try ResolvedPath(above.isEmpty ? "." : above)
                text = below.isEmpty ? base.text : (base.text == "/" ? "" : base.text) + below
                return
            } catch {
                while above.utf8.last == UInt8(ascii: "/") { above.removeLast() }
                let slash = above.utf8.lastIndex(of: UInt8(ascii: "/"))
                let name = above[(slash.map { above.utf8.index(after: $0) } ?? above.startIndex)...]
                guard error.number == ENOENT, !name.isEmpty else { throw error }
                below = "/\(name)\(below)"
                above = slash.map { String(above[..<above.utf8.index(after: $0)]) } ?? ""
            }
        }
    }

    /// Whether this path is in the folder `folder`, at any depth.
    package func isWithin(_ folder: ResolvedPath) -> Bool {
        text.utf8.count > folder.text.utf8.count
            && text.utf8.starts(with: (folder.text == "/" ? "/" : folder.text + "/").utf8)
    }

    /// Whether this path is an entry of the folder `folder`.
    package func isEntry(of folder: ResolvedPath) -> Bool {
        isWithin(folder)
            && text.utf8.dropFirst(folder.text.utf8.count + 1).firstIndex(of: UInt8(ascii: "/")) == nil
    }
}

extension ResolvedPath: Equatable {
    /// Whether the bytes are equal. Two Unicode forms of one text are different names to the system.
    package static func == (left: ResolvedPath, right: ResolvedPath) -> Bool {
        left.text.utf8.elementsEqual(right.text.utf8)
    }
}
