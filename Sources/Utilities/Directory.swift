package import Glibc

/// An open folder.
package struct Directory: ~Copyable, Sendable {
    /// One name in a folder.
    package struct Entry {
        /// As it is on disk. Neither `.` nor `..`.
        package let name: [UInt8]
        /// A `DT_` constant of `readdir(3)`, `DT_UNKNOWN` if the file system does not give the type.
        package let type: Int
    }

    /// The open folder, for calls such as `openat(2)`.
    package let descriptor: FileDescriptor

    /// Opens the folder at `path`.
    package init(path: String) throws(SystemError) {
        descriptor = try FileDescriptor(opening: path, O_RDONLY | O_DIRECTORY)
    }

    /// Opens the folder with the path `path`, which holds no zero byte.
    package init(path: [UInt8]) throws(SystemError) {
        descriptor = try FileDescriptor(opening: path, O_RDONLY | O_DIRECTORY)
    }

    /// Takes over an open folder.
    init(_ descriptor: consuming FileDescriptor) { self.descriptor = descriptor }

    /// Opens an entry of `parent` that is a folder and no link.
    private init(named name: [UInt8], in parent: borrowing Directory) throws(SystemError) {
        descriptor = try FileDescriptor(
            opening: name, in: parent.descriptor, O_RDONLY | O_DIRECTORY | O_NOFOLLOW)
    }

    /// Creates the folder at `path` and the missing folders above it. An existing folder stays as it is.
    package static func create(_ path: String) throws(SystemError) {
        if unsafe mkdir(path, 0o777) == 0 || errno == EEXIST { return }
        // By bytes, as the system reads paths: in a String, a slash and a combining mark are one character.
        guard errno == ENOENT, let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")), slash > path.startIndex
        else { throw .last }
        try create(String(path[..<slash]))
        guard unsafe mkdir(path, 0o777) == 0 || errno == EEXIST else { throw .last }
    }

    /// The permission bits, `0o700` if they cannot be read.
    package var mode: mode_t { (try? descriptor.status()).map { $0.st_mode & 0o7777 } ?? 0o700 }

    /// Sets the permission bits.
    package func setMode(_ mode: mode_t) throws(SystemError) {
        guard fchmod(descriptor.number, mode) == 0 else { throw .last }
    }

    /// Returns when the names of its entries are on the disk.
    package func sync() throws(SystemError) { try descriptor.sync() }

    /// Takes an advisory lock without waiting. It ends when the directory is closed or the process ends.
    package func lock() -> FileDescriptor.Lock { descriptor.lock() }

    /// Whether `path` names this folder.
    package func isAt(_ path: String) -> Bool {
        var other = stat()
        guard let own = try? descriptor.status(), unsafe lstat(path, &other) == 0 else { return false }
        return own.st_dev == other.st_dev && own.st_ino == other.st_ino
    }

    /// The entries, in no order; those so far, once `goesOn` returns false.
    package func entries(while goesOn: () -> Bool = { true }) throws(SystemError) -> [Entry] {
        // The stream closes the descriptor that it is given, and shares its position with the copies.
        let own = fcntl(descriptor.number, F_DUPFD_CLOEXEC, 0)
        guard own >= 0 else { throw .last }
        guard let stream = unsafe fdopendir(own) else {
            let error = SystemError.last
            close(own)
            throw error
        }
        defer { unsafe closedir(stream) }
        unsafe rewinddir(stream)
        let offset = MemoryLayout<dirent>.offset(of: \.d_name) ?? 0
        var entries: [Entry] = []
        while goesOn() {
            // `readdir` returns nil at the end and after a failure. Only `errno` tells which.
            errno = 0
            guard let entry = unsafe readdir(stream) else {
                if errno != 0 { throw .last }
                break
            }
            let start = unsafe (UnsafeRawPointer(entry) + offset).assumingMemoryBound(to: UInt8.self)
            let name = unsafe Array(UnsafeBufferPointer(start: start, count: strlen(start)))
            if name.elementsEqual(".".utf8) || name.elementsEqual("..".utf8) { continue }
            entries.append(Entry(name: name, type: unsafe Int(entry.pointee.d_type)))
        }
        return entries
    }

    /// Whether an entry is a regular file. A link is none.
    package func isPlainFile(_ entry: Entry) -> Bool {
        if entry.type != DT_UNKNOWN { return entry.type == DT_REG }
        guard let status = try? descriptor.status(of: entry.name, followsLinks: false) else { return false }
        return status.st_mode & S_IFMT == S_IFREG
    }

    /// The names of the entries, in no order. Bytes that are not UTF-8 become U+FFFD.
    package func names() throws(SystemError) -> [String] {
        try entries().map { String(decoding: $0.name, as: UTF8.self) }
    }

    /// Removes all entries that can be removed. Links are removed, not followed.
    package func removeContents() {
        guard let entries = try? entries() else { return }
        for entry in entries where !unlink(entry.name, 0) {
            guard let inner = try? Directory(named: entry.name, in: self) else { continue }
            inner.removeContents()
            _ = unlink(entry.name, AT_REMOVEDIR)
        }
    }

    /// Removes the entry `name`, no folder, if it can be removed.
    package func remove(_ name: String) { _ = unlink(Array(name.utf8), 0) }

    /// Renames the entry `name` to `other`, and replaces an existing `other`.
    package func rename(_ name: String, to other: String) throws(SystemError) {
        guard unsafe renameat(descriptor.number, name, descriptor.number, other) == 0 else { throw .last }
    }

    private func unlink(_ name: [UInt8], _ flags: Int32) -> Bool {
        unsafe name.withCString { unsafe unlinkat(descriptor.number, $0, flags) == 0 }
    }
}
