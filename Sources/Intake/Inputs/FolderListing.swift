import Glibc

/// The entries of one folder that matter, in the byte order of the paths under it.
struct FolderListing {
    struct Entry {
        /// As it is on disk; a folder's has a "/" at the end, which puts it where its files belong in the order.
        var name: [UInt8]
        var isFolder: Bool
    }

    /// Tells folders apart, whatever their paths.
    struct Identity: Equatable {
        var device: UInt
        var inode: UInt
    }

    let identity: Identity
    private(set) var entries: [Entry] = []
    /// Files of other endings, devices and the like.
    private(set) var otherFiles = 0
    /// Names of the first of them, in byte order.
    private(set) var otherNames: [[UInt8]] = []
    /// How many names are kept: of a folder, and of a run.
    static let namesKept = 100

    /// Reads a folder; follows symbolic links to tell what they are.
    init(_ path: [UInt8]) throws(InputFailure) {
        let descriptor = unsafe path.withCString { unsafe open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        guard descriptor >= 0 else { throw .unopened(errno: errno) }
        var status = stat()
        let failed = unsafe fstat(descriptor, &status) != 0
        guard !failed, let folder = unsafe fdopendir(descriptor) else {
            let number = errno
            close(descriptor)
            throw .unopened(errno: number)
        }
        identity = Identity(device: UInt(status.st_dev), inode: UInt(status.st_ino))
        defer { unsafe closedir(folder) }
        errno = 0
        while let entry = unsafe readdir(folder) {
            add(name: unsafe Self.name(of: entry), type: unsafe entry.pointee.d_type, in: descriptor)
            errno = 0
        }
        if errno != 0 { throw .unread(errno: errno) }
        keepFirstNames()
        entries.sort { $0.name.lexicographicallyPrecedes($1.name) }
    }

    private mutating func add(name: [UInt8], type: UInt8, in descriptor: Int32) {
        if name == [UInt8(ascii: ".")] || name == Array("..".utf8) { return }
        var type = Int(type)
        if type == DT_LNK || type == DT_UNKNOWN {
            var status = stat()
            let failed = unsafe name.withCString { unsafe fstatat(descriptor, $0, &status, 0) != 0 }
            // A link that leads nowhere is taken for a file, and opening it tells.
            type = failed || status.st_mode & S_IFMT == S_IFREG ? DT_REG : DT_BLK
            if !failed && status.st_mode & S_IFMT == S_IFDIR { type = DT_DIR }
        }
        if type == DT_DIR {
            entries.append(Entry(name: name + [UInt8(ascii: "/")], isFolder: true))
        } else if type == DT_REG && FileEnding.isInput(name) {
            entries.append(Entry(name: name, isFolder: false))
        } else if !FileEnding.isArchives(name) {
            otherFiles += 1
            otherNames.append(name)
            if otherNames.count > 10 * Self.namesKept { keepFirstNames() }
        }
    }

    private mutating func keepFirstNames() {
        otherNames.sort { $0.lexicographicallyPrecedes($1) }
        otherNames.removeSubrange(min(Self.namesKept, otherNames.count)...)
    }

    private static func name(of entry: UnsafeMutablePointer<dirent>) -> [UInt8] {
        unsafe withUnsafeBytes(of: &entry.pointee.d_name) { room in
            unsafe Array(room.prefix { $0 != 0 })
        }
    }
}
