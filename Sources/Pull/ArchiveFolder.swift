import Glibc

/// The folder of an archive, locked while its pull lives.
struct ArchiveFolder: ~Copyable {
    let path: String
    private let directory: OpenFile
    private let lock: OpenFile

    static let lockName = "pull.lock"

    /// Creates the folder and those above it where they are missing.
    /// - Throws: `PullError.busy` where another pull has it.
    init(_ path: String) throws(PullError) {
        try Self.create(path)
        let folder = unsafe Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw .failed(action: "open the archive", path: path, errno: errno) }
        let directory = OpenFile(folder)
        // The lock is the kernel's, on the open file: it ends with its process, however that ends.
        let file = unsafe openat(folder, Self.lockName, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o644)
        guard file >= 0 else {
            throw .failed(action: "lock the archive", path: "\(path)/\(Self.lockName)", errno: errno)
        }
        let lock = OpenFile(file)
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
            throw errno == EWOULDBLOCK
                ? .busy(archive: path) : .failed(action: "lock the archive", path: path, errno: errno)
        }
        self.path = path
        self.directory = directory
        self.lock = lock
    }

    /// The names of its entries.
    func names() -> [String] {
        let copy = unsafe openat(directory.descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard copy >= 0 else { return [] }
        guard let stream = unsafe fdopendir(copy) else {
            close(copy)
            return []
        }
        defer { unsafe closedir(stream) }
        var names: [String] = []
        while let entry = unsafe readdir(stream) {
            names.append(
                unsafe withUnsafeBytes(of: &entry.pointee.d_name) { name in
                    unsafe String(decoding: name.prefix { $0 != 0 }, as: UTF8.self)
                })
        }
        return names
    }

    /// Opens a file in it.
    func open(_ name: String, _ flags: Int32) throws(PullError) -> OpenFile {
        let descriptor = unsafe openat(directory.descriptor, name, flags | O_CLOEXEC | O_NOFOLLOW, 0o644)
        guard descriptor >= 0 else { throw .failed(action: "open", path: "\(path)/\(name)", errno: errno) }
        return OpenFile(descriptor)
    }

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
