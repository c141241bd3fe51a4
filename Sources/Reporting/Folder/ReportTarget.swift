import Glibc
import Utilities

/// The target folder of the report: its resolved path, and whether a report may replace it.
struct ReportTarget {
    /// What the folder holds. Only a folder of the same kind is replaced.
    private let kind: FolderKind
    /// The absolute path, without links.
    let path: String
    /// As the user named it, without slashes at the end.
    private let given: String
    let parent: String
    let name: String
    /// The ledger, which may hold the edits of `generations.csv`; nil without one.
    private let sheets: (any DispositionSource)?

    /// Creates the missing parent folders.
    init(
        _ wanted: String, as kind: FolderKind = .report, sheets: (any DispositionSource)? = nil
    ) throws(ReportError) {
        self.kind = kind
        self.sheets = sheets
        var wanted = wanted[...]
        while wanted.utf8.count > 1, wanted.utf8.last == UInt8(ascii: "/") { wanted.removeLast() }
        let given = String(wanted)
        try Self.requireUnsealed(given)
        let (above, last) = Self.split(given)
        let resolved: String
        let error: SystemError?
        do throws(SystemError) {
            _ = try FileSystem.status(of: given, followsLinks: false)
            error = nil
        } catch let failure {
            error = failure
        }
        if let error {
            guard error.number == ENOENT, !last.isEmpty, last != "..", last != "." else {
                throw .failed("use the folder", given, error)
            }
            do throws(SystemError) {
                try Directory.create(above)
            } catch {
                throw .failed("create the folder", above, error)
            }
            let realParent = try Self.realPath(above)
            resolved = (realParent == "/" ? "" : realParent) + "/" + last
        } else {
            resolved = try Self.realPath(given)
        }
        path = resolved
        self.given = given
        (parent, name) = Self.split(resolved)
        if name.isEmpty { throw .refused(path: given, reason: "is no folder to write a \(kind) to") }
        if let current = try? ResolvedPath(".").text, current == path {
            throw .refused(
                path: given, reason: "is the current folder, which cannot be replaced; name a folder within it")
        }
    }

    /// Throws an error if the folder is within a sealed one, which may hold nothing else.
    private static func requireUnsealed(_ given: String) throws(ReportError) {
        guard let around = SealedReport.place(around: given) else { return }
        throw .refused(
            path: given,
            reason: "is in the folder of a \(around.kind), which may hold nothing else; name another folder")
    }

    /// The permissions of the existing report; nil if there is none.
    ///
    /// The folder is replaced as a whole, so it may hold only the report: plain files in its manifest with the digests in
    /// the manifest, signatures and time stamps of the manifest, and the lock files of LibreOffice for open files
    /// (CONTRACT section 6). A `generations.csv` that was imported as a review sheet may be edited (section 15). Reads every
    /// file of the report once.
    /// - Throws: `ReportError.refused` or `.edited` if the folder holds anything else.
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
        let entries: [Directory.Entry]
        do throws(SystemError) {
            entries = try directory.entries()
        } catch {
            throw .failed("list", path, error)
        }
        if !entries.isEmpty { try checkReport(entries, in: directory) }
        return directory.mode
    }

    private func checkReport(
        _ entries: [Directory.Entry], in directory: borrowing Directory
    ) throws(ReportError) {
        guard let report = try? SealedReport(at: path),
            report.manifest.entries.contains(where: { $0.name == kind.mark })
        else {
            throw .refused(
                path: path,
                reason:
                    "is not empty and holds no \(ReportFileName.manifest) of a \(kind), so it is no \(kind) to "
                    + "replace; name another folder")
        }
        if [.report, .copy].contains(kind), report.isCopy != (kind == .copy) {
            let found = kind == .copy ? FolderKind.report : .copy
            throw .refused(path: path, reason: "is a \(found), which no \(kind) replaces; name another folder")
        }
        let named = Set(report.manifest.entries.map { Array($0.name.utf8) })
        let foreign = entries.filter {
            !named.contains($0.name) && !Self.belongs($0.name) || !directory.isPlainFile($0)
        }
        if let other = foreign.min(by: { $0.name.lexicographicallyPrecedes($1.name) }) {
            throw .refused(
                path: path,
                reason:
                    "holds \(String(decoding: other.name, as: UTF8.self).visible), which is no file of a \(kind) "
                    + "and would be gone with it; move it, or name another folder")
        }
        if let change = try report.firstChange(except: isImported) {
            throw .edited(path: "\(given)/\(change.name)", isMissing: change.isMissing, of: kind)
        }
    }

    /// Whether an edited file is a review sheet of which the ledger has the decisions.
    private func isImported(_ name: String, _ sha256: String) throws(ReportError) -> Bool {
        guard name == ReportFileName.first(of: .generations), let sheets else { return false }
        return try sheets.hasImported(name, of: path, sha256: sha256)
    }

    /// Whether a file of this name may be beside the files that the manifest names: the manifest, a signature or time stamp
    /// of it, or the mark that LibreOffice puts beside a file that is open.
    private static func belongs(_ name: [UInt8]) -> Bool {
        let manifest = Array(ReportFileName.manifest.utf8)
        return name == manifest || name.starts(with: manifest + [UInt8(ascii: ".")])
            || name.starts(with: ".~lock.".utf8)
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
