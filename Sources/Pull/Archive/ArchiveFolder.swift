import Glibc
import Utilities

/// The folder of an archive, locked until its pull ends (CONTRACT section 9).
struct ArchiveFolder: ~Copyable {
    let path: String
    private let directory: Directory
    private let lock: FileDescriptor

    static let lockName = "pull.lock"
    /// Files of a report. A scan replaces a folder that contains them as a whole.
    private static let reportFiles = ["summary.json", "manifest-sha256.txt"]

    /// Opens and locks the folder. Creates it, and the missing folders above it.
    /// - Throws: `PullError.busy` if another pull has locked it, `.refused` if it contains a report.
    init(_ path: String) throws(PullError) {
        try PullError.wrap("create the archive", path) { () throws(SystemError) in try Directory.create(path) }
        let directory = try PullError.wrap("open the archive", path) { () throws(SystemError) in
            try Directory(path: path)
        }
        guard !Self.reportFiles.contains(where: { FileSystem.exists("\(path)/\($0)") }) else {
            throw .refused("\(path): contains a report, which the next scan replaces; use another folder")
        }
        // The kernel releases the lock when the process ends, however it ends.
        let lock = try Self.open(Self.lockName, O_RDWR | O_CREAT, in: directory.descriptor, path)
        guard flock(lock.number, LOCK_EX | LOCK_NB) == 0 else {
            throw errno == EWOULDBLOCK ? .busy(archive: path) : .failed("lock the archive", path, .last)
        }
        self.path = path
        self.directory = directory
        self.lock = lock
    }

    /// Releases the lock explicitly: a process forked shortly before can still have a copy of the descriptor.
    deinit { flock(lock.number, LOCK_UN) }

    /// The names of its entries.
    func names() throws(PullError) -> [String] {
        try PullError.wrap("read", path) { () throws(SystemError) in try directory.names() }
    }

    /// Opens a file in the folder, with flags of `open(2)`.
    /// - Throws: `PullError.notAFile` if it is not a regular file: opening a FIFO could wait.
    func open(_ name: String, _ flags: Int32) throws(PullError) -> FileDescriptor {
        try Self.open(name, flags, in: directory.descriptor, path)
    }

    private static func open(
        _ name: String, _ flags: Int32, in folder: borrowing FileDescriptor, _ path: String
    ) throws(PullError) -> FileDescriptor {
        let file: FileDescriptor
        do throws(SystemError) {
            file = try FileDescriptor(opening: name, in: folder, flags | O_NOFOLLOW | O_NONBLOCK)
        } catch {
            throw .failed("open", "\(path)/\(name)", error)
        }
        guard file.isRegularFile else { throw .notAFile(path: "\(path)/\(name)") }
        return file
    }

    /// Whether an entry is a regular file, or a link to one.
    func isFile(_ name: String) -> Bool {
        let status = try? directory.descriptor.status(of: Array(name.utf8))
        return status.map { $0.st_mode & S_IFMT == S_IFREG } ?? false
    }

    /// Removes an entry if it exists.
    func remove(_ name: String) { directory.remove(name) }

    /// Renames `name` to `other`, and replaces an existing `other`.
    func rename(_ name: String, to other: String) throws(PullError) {
        try PullError.wrap("replace", "\(path)/\(other)") { () throws(SystemError) in
            try directory.rename(name, to: other)
        }
    }

    /// Returns when the names of new files are on the disk.
    func sync() throws(PullError) {
        try PullError.wrap("write", path) { () throws(SystemError) in try directory.sync() }
    }
}
