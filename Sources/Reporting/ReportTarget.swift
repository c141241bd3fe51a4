import Glibc

/// The folder that the report will be: which one it really is, and whether it may be.
struct ReportTarget {
    /// Absolute, without links.
    let path: String
    let parent: String
    let name: String

    /// Creates the folders above it where they are missing.
    init(_ wanted: String) throws(ReportError) {
        var wanted = wanted[...]
        while wanted.count > 1, wanted.last == "/" { wanted.removeLast() }
        let given = String(wanted)
        let (above, last) = Self.split(given)
        let resolved: String
        var status = stat()
        if unsafe lstat(given, &status) == 0 {
            resolved = try Self.realPath(given)
        } else if errno == ENOENT, !last.isEmpty, last != "..", last != "." {
            try Self.createFolders(above)
            let realParent = try Self.realPath(above)
            resolved = (realParent == "/" ? "" : realParent) + "/" + last
        } else {
            throw .last("use the folder", given)
        }
        path = resolved
        (parent, name) = Self.split(resolved)
        if name.isEmpty { throw .refused(path: given, reason: "is no folder to write a report to") }
    }

    /// The permissions of the report that stands there, nil where there is none yet. Throws where there is
    /// something else.
    func check() throws(ReportError) -> mode_t? {
        guard let directory = Directory(path: path) else {
            switch errno {
            case ENOENT: return nil
            case ENOTDIR: throw .refused(path: path, reason: "is a file, not a folder; name another folder")
            default: throw .last("open", path)
            }
        }
        if !directory.contains("summary.json"), !directory.isEmpty {
            throw .refused(
                path: path,
                reason: "is not empty and holds no summary.json, so it is no report; name another folder"
            )
        }
        return directory.mode
    }

    private static func split(_ path: String) -> (parent: String, name: String) {
        guard let slash = path.lastIndex(of: "/") else { return (".", path) }
        let parent = slash == path.startIndex ? "/" : String(path[..<slash])
        return (parent, String(path[path.index(after: slash)...]))
    }

    private static func realPath(_ path: String) throws(ReportError) -> String {
        guard let resolved = unsafe realpath(path, nil) else { throw .last("use the folder", path) }
        defer { unsafe free(resolved) }
        return unsafe String(cString: resolved)
    }

    private static func createFolders(_ path: String) throws(ReportError) {
        if unsafe mkdir(path, 0o777) == 0 || errno == EEXIST { return }
        guard errno == ENOENT, path != "/", path != "." else { throw .last("create the folder", path) }
        try createFolders(split(path).parent)
        guard unsafe mkdir(path, 0o777) == 0 || errno == EEXIST else { throw .last("create the folder", path) }
    }
}
