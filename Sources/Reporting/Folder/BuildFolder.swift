import Glibc
import Utilities

/// The folder beside the target in which the report is built. It is locked during its run, and removed unless it
/// replaces the target.
struct BuildFolder: ~Copyable {
    let path: String
    private let target: ReportTarget
    private let directory: Directory
    /// The permissions of a new folder under the umask. While the report is built, only its owner can read it.
    private let newMode: mode_t
    private var standing = true

    init(beside target: ReportTarget) throws(ReportError) {
        Self.removeLeftovers(of: target)
        var path = ""
        let directory = try Self.create(beside: target, path: &path)
        self.path = path
        self.target = target
        newMode = directory.mode
        try? directory.setMode(0o700)
        self.directory = directory
    }

    deinit { if standing { Self.remove(path, directory) } }

    mutating func remove() {
        if standing { Self.remove(path, directory) }
        standing = false
    }

    /// Replaces the target with the folder in one step, with the permissions of the old report, which is then
    /// removed.
    mutating func swapIn() throws(ReportError) {
        do throws(SystemError) {
            try directory.sync()
        } catch {
            throw .failed("write", path, error)
        }
        // A report can appear or disappear between check and exchange; then check again.
        var last = SystemError(EEXIST)
        for _ in 0..<10 {
            let oldMode = try target.check()
            do throws(SystemError) {
                try directory.setMode(oldMode ?? newMode)
            } catch {
                throw .failed("set the permissions of", path, error)
            }
            if Interruption.isRequested { throw .stopped }
            Interruption.settle()
            do throws(SystemError) {
                if oldMode != nil {
                    try FileSystem.exchange(path, target.path)
                } else {
                    try FileSystem.rename(path, to: target.path)
                }
                return finish(replacing: oldMode != nil)
            } catch {
                last = error
                guard [ENOENT, EEXIST, ENOTEMPTY].contains(error.number) else { break }
            }
        }
        throw .failed("replace", target.path, last)
    }

    private mutating func finish(replacing: Bool) {
        standing = false
        try? Directory(path: target.parent).sync()
        // What cannot be removed now is a leftover for the next run.
        if replacing, let old = try? Directory(path: path) { Self.remove(path, old) }
    }

    /// Creates and locks a new folder; `path` becomes its path.
    private static func create(
        beside target: ReportTarget, path: inout String
    ) throws(ReportError) -> Directory {
        for _ in 0..<100 {
            path = "\(target.parent)/\(prefix(of: target))\(randomSuffix())"
            do throws(SystemError) {
                try FileSystem.makeFolder(path)
            } catch {
                guard error.number == EEXIST else { throw .failed("create the folder", path, error) }
                continue
            }
            // Another run may remove a folder that is not locked yet as a dead run's; then try another name.
            if let directory = try? Directory(path: path), directory.lock() != .busy, directory.isAt(path) {
                return directory
            }
        }
        throw .failed("create the folder", path, SystemError(EEXIST))
    }

    private static func removeLeftovers(of target: ReportTarget) {
        let names = (try? Directory(path: target.parent).names()) ?? []
        let prefix = prefix(of: target)
        for name in names
        where name.hasPrefix(prefix) && name.utf8.count == prefix.utf8.count + suffixLength {
            let path = "\(target.parent)/\(name)"
            // The lock is free, so its run is dead. The name may already mean another folder.
            guard let folder = try? Directory(path: path), folder.lock() == .taken, folder.isAt(path) else {
                continue
            }
            remove(path, folder)
        }
    }

    private static func remove(_ path: String, _ directory: borrowing Directory) {
        try? directory.setMode(0o700)
        directory.removeContents()
        FileSystem.removeFolder(path)
    }

    private static let suffixLength = 6

    private static func prefix(of target: ReportTarget) -> String { ".\(target.name).modaudit-" }

    private static func randomSuffix() -> String {
        let letters = Array("abcdefghijklmnopqrstuvwxyz0123456789")
        return String((0..<suffixLength).compactMap { _ in letters.randomElement() })
    }
}
