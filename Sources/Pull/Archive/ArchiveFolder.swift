import Glibc

/// The folder of an archive, locked while its pull lives.
struct ArchiveFolder: ~Copyable {
    let path: String
    private let directory: OpenFile
    private let lock: OpenFile

    static let lockName = "pull.lock"
    /// By these a scan knows a folder for a report, which it may replace as a whole.
    private static let reportFiles = ["summary.json", "manifest-sha256.txt"]

    /// Creates the folder and those above it where they are missing.
    /// - Throws: `PullError.busy` where another pull has it, `.refused` where it is a report's.
    init(_ path: String) throws(PullError) {
        try Self.create(path)
        let folder = unsafe Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw .failed(action: "open the archive", path: path, errno: errno) }
        let directory = OpenFile(folder)
        guard !Self.reportFiles.contains(where: { unsafe faccessat(folder, $0, F_OK, 0) == 0 }) else {
            throw .refused("\(path): holds a report, all of which the next scan replaces; name another folder")
        }
        // The lock is the kernel's, on the open file: it ends with its process, however that ends.
        let lock = try Self.open(Self.lockName, O_RDWR | O_CREAT, in: directory, path)
        guard flock(lock.descriptor, LOCK_EX | LOCK_NB) == 0 else {
            throw errno == EWOULDBLOCK
                ? .busy(archive: path) : .failed(action: "lock the archive", path: path, errno: errno)
        }
        self.path = path
        self.directory = directory
        self.lock = lock
    }

    /// Unlocks it at once: a process that was forked just now may have a copy of the lock's descriptor still.
    deinit { flock(lock.descriptor, LOCK_UN) }

    /// The names of its entries.
    func names() throws(PullError) -> [String] { try Self.names(in: directory, path) }

    static func names(in directory: borrowing OpenFile, _ path: String) throws(PullError) -> [String] {
        let copy = unsafe openat(directory.descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard copy >= 0 else { throw .failed(action: "read", path: path, errno: errno) }
        guard let stream = unsafe fdopendir(copy) else {
            let number = errno
            close(copy)
            throw .failed(action: "read", path: path, errno: number)
        }
        defer { unsafe closedir(stream) }
        var names: [String] = []
        errno = 0
        while let entry = unsafe readdir(stream) {
            names.append(
                unsafe withUnsafeBytes(of: &entry.pointee.d_name) { name in
                    unsafe String(decoding: name.prefix { $0 != 0 }, as: UTF8.self)
                })
            errno = 0
        }
        // An end and a failure look the same but for this.
        guard errno == 0 else { throw .failed(action: "read", path: path, errno: errno) }
        return names
    }

    /// Opens a file in it.
    /// - Throws: also where it is something other than a file, which could keep its opener waiting.
    func open(_ name: String, _ flags: Int32) throws(PullError) -> OpenFile {
        try Self.open(name, flags, in: directory, path)
    }

    private static func open(
        _ name: String, _ flags: Int32, in directory: borrowing OpenFile, _ path: String
    ) throws(PullError) -> OpenFile {
        let flags = flags | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK
        let descriptor = unsafe openat(directory.descriptor, name, flags, 0o644)
        guard descriptor >= 0 else { throw .failed(action: "open", path: "\(path)/\(name)", errno: errno) }
        let file = OpenFile(descriptor)
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw .notAFile(path: "\(path)/\(name)")
        }
        return file
    }

    /// Whether an entry is a file, or a link to one.
    func isFile(_ name: String) -> Bool {
        var status = stat()
        return unsafe fstatat(directory.descriptor, name, &status, 0) == 0 && status.st_mode & S_IFMT == S_IFREG
    }

    /// Removes an entry, if there is one.
    func remove(_ name: String) { _ = unsafe unlinkat(directory.descriptor, name, 0) }

    /// Puts a finished file in the place of another.
    func rename(_ name: String, to other: String) throws(PullError) {
        guard unsafe renameat(directory.descriptor, name, directory.descriptor, other) == 0 else {
            throw .failed(action: "replace", path: "\(path)/\(other)", errno: errno)
        }
    }

    /// Returns when the names of new files are on the disk.
    func sync() throws(PullError) {
        guard fsync(directory.descriptor) == 0 else { throw .failed(action: "write", path: path, errno: errno) }
    }

    private static func create(_ path: String) throws(PullError) {
        var upTo = path.startIndex
        while upTo < path.endIndex {
            upTo = path[path.index(after: upTo)...].firstIndex(of: "/") ?? path.endIndex
            let folder = String(path[..<upTo])
            if unsafe mkdir(folder, 0o777) != 0, errno != EEXIST, upTo == path.endIndex {
                throw .failed(action: "create the archive", path: path, errno: errno)
            }
        }
    }
}
