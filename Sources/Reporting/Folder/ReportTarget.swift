import Glibc
import Utilities

/// The target folder of the report: its resolved path, and whether a report may replace it.
struct ReportTarget {
    /// The absolute path, without links.
    let path: String
    let parent: String
    let name: String

    /// Creates the missing parent folders.
    init(_ wanted: String) throws(ReportError) {
        var wanted = wanted[...]
        while wanted.utf8.count > 1, wanted.utf8.last == UInt8(ascii: "/") { wanted.removeLast() }
        let given = String(wanted)
        let (above, last) = Self.split(given)
        let resolved: String
        var status = stat()
        if unsafe lstat(given, &status) == 0 {
            resolved = try Self.realPath(given)
        } else if errno == ENOENT, !last.isEmpty, last != "..", last != "." {
            do throws(SystemError) {
                try Directory.create(above)
            } catch {
                throw .failed("create the folder", above, error)
            }
            let realParent = try Self.realPath(above)
            resolved = (realParent == "/" ? "" : realParent) + "/" + last
        } else {
            throw .last("use the folder", given)
        }
        path = resolved
        (parent, name) = Self.split(resolved)
        if name.isEmpty { throw .refused(path: given, reason: "is no folder to write a report to") }
    }

    /// The permissions of the existing report; nil if there is none. Throws if the folder holds anything other than
    /// a report, because the folder is replaced as a whole.
    func check() throws(ReportError) -> mode_t? {
        let directory: Directory
        do throws(SystemError) {
            directory = try Directory(path: path)
        } catch {
            switch error.number {
            case ENOENT: return nil
            case ENOTDIR: throw .refused(path: path, reason: "is a file, not a folder; name another folder")
            default: throw .failed("open", path, error)
            }
        }
        let names: [String]
        do throws(SystemError) {
            names = try directory.names()
        } catch {
            throw .failed("list", path, error)
        }
        if !names.isEmpty, !names.contains(ReportFileName.summary) {
            throw .refused(
                path: path,
                reason:
                    "is not empty and holds no \(ReportFileName.summary), so it is no report; name another folder"
            )
        }
        if let other = names.sorted().first(where: { !Self.belongs($0) }) {
            throw .refused(
                path: path,
                reason: "holds \(other.visible), which is no file of a report and would be gone with it; "
                    + "move it, or name another folder"
            )
        }
        return directory.mode
    }

    /// Whether a report may have a file of this name: its own files, signatures and time stamps of its manifest,
    /// and the lock file of LibreOffice for an open file.
    private static func belongs(_ name: String) -> Bool {
        let others = ReportFileName.required + [ReportFileName.manifest]
        if others.contains(name) || name.hasPrefix(ReportFileName.manifest + ".") || name.hasPrefix(".~lock.") {
            return true
        }
        guard name.hasSuffix(".csv") else { return false }
        let stem = name.dropLast(4), title = stem.prefix { $0 != "-" }, number = stem.dropFirst(title.count + 1)
        return ReportTable(rawValue: String(title)) != nil && (title.count == stem.count || Int(number) != nil)
    }

    private static func split(_ path: String) -> (parent: String, name: String) {
        // Compared by bytes, as the system does: a slash with a combining mark would be another `Character`.
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return (".", path) }
        let parent = slash == path.startIndex ? "/" : String(path[..<slash])
        return (parent, String(path[path.utf8.index(after: slash)...]))
    }

    private static func realPath(_ path: String) throws(ReportError) -> String {
        do throws(SystemError) {
            return try ResolvedPath(path).text
        } catch {
            throw .failed("use the folder", path, error)
        }
    }
}
