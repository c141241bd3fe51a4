internal import CLinux
package import Glibc

/// An open file, folder or stream. An owned descriptor is closed with its value.
///
/// Reads and writes repeat a call that a signal interrupts (`EINTR`).
package struct FileDescriptor: ~Copyable, Sendable {
    /// The system's number of the descriptor.
    package let number: Int32
    private let isOwned: Bool

    /// Opens the file at `path`. The descriptor is not inherited by child processes (`O_CLOEXEC`).
    /// - Parameters:
    ///   - flags: Flags of `open(2)`.
    ///   - mode: The permissions of a new file, before the umask.
    package init(opening path: String, _ flags: Int32, mode: mode_t = 0o644) throws(SystemError) {
        let opened = unsafe open(path, flags | O_CLOEXEC, mode)
        guard opened >= 0 else { throw .last }
        self.init(owning: opened)
    }

    /// Opens the file with the path `path`, which holds no zero byte.
    package init(opening path: [UInt8], _ flags: Int32) throws(SystemError) {
        let opened = unsafe path.withCString { unsafe open($0, flags | O_CLOEXEC) }
        guard opened >= 0 else { throw .last }
        self.init(owning: opened)
    }

    /// Opens the entry `name` of an open folder.
    package init(
        opening name: String, in folder: borrowing FileDescriptor, _ flags: Int32, mode: mode_t = 0o644
    ) throws(SystemError) {
        let opened = unsafe openat(folder.number, name, flags | O_CLOEXEC, mode)
        guard opened >= 0 else { throw .last }
        self.init(owning: opened)
    }

    /// Opens the entry `name`, which holds no zero byte, of an open folder.
    package init(
        opening name: [UInt8], in folder: borrowing FileDescriptor, _ flags: Int32
    ) throws(SystemError) {
        let opened = unsafe name.withCString { unsafe openat(folder.number, $0, flags | O_CLOEXEC) }
        guard opened >= 0 else { throw .last }
        self.init(owning: opened)
    }

    /// Takes over an open descriptor.
    package init(owning number: Int32) {
        self.number = number
        isOwned = true
    }

    /// Uses an open descriptor that the caller closes: a standard stream.
    package init(borrowing number: Int32) {
        self.number = number
        isOwned = false
    }

    deinit { if isOwned { close(number) } }

    /// Another descriptor of the same open file.
    package func duplicate() throws(SystemError) -> FileDescriptor {
        let copy = fcntl(number, F_DUPFD_CLOEXEC, 0)
        guard copy >= 0 else { throw .last }
        return FileDescriptor(owning: copy)
    }

    /// The type, size, permissions and identity of the file.
    package func status() throws(SystemError) -> stat {
        var status = stat()
        guard unsafe fstat(number, &status) == 0 else { throw .last }
        return status
    }

    /// The same of the entry `name`, which holds no zero byte, of this open folder.
    package func status(of name: [UInt8], followsLinks: Bool = true) throws(SystemError) -> stat {
        var status = stat()
        let flags = followsLinks ? 0 : AT_SYMLINK_NOFOLLOW
        guard unsafe name.withCString({ unsafe fstatat(number, $0, &status, flags) }) == 0 else { throw .last }
        return status
    }

    /// Whether it is a regular file.
    package var isRegularFile: Bool {
        guard let status = try? status() else { return false }
        return status.st_mode & S_IFMT == S_IFREG
    }

    /// The result of `lock(isShared:)`.
    package enum Lock {
        /// This descriptor holds the lock.
        case taken
        /// Another open descriptor holds a lock that does not permit this one.
        case busy
        /// The file system has no locks.
        case unsupported
    }

    /// Takes an advisory lock (`flock(2)`) without waiting. It ends when the descriptor is closed or the process ends.
    /// - Parameter isShared: Whether others can hold a shared lock too.
    package func lock(isShared: Bool = false) -> Lock {
        if flock(number, (isShared ? LOCK_SH : LOCK_EX) | LOCK_NB) == 0 { return .taken }
        return errno == EWOULDBLOCK ? .busy : .unsupported
    }

    /// Ends a lock. A process that was started shortly before can still have a copy of the descriptor, which would keep it.
    package func unlock() { flock(number, LOCK_UN) }

    /// Cuts the file to a length in bytes.
    package func truncate(to length: Int) throws(SystemError) {
        guard ftruncate(number, off_t(length)) == 0 else { throw .last }
    }

    /// Returns when the file's bytes and attributes are on the disk.
    package func sync() throws(SystemError) {
        guard fsync(number) == 0 else { throw .last }
    }

    /// Starts writing the file's bytes to the disk. Some file systems cannot, and then `sync` does it all.
    package func startSync() { _ = linux_start_sync(number) }

    /// Returns when the file's bytes, and what is needed to read them, are on the disk.
    package func syncData() throws(SystemError) {
        guard fdatasync(number) == 0 else { throw .last }
    }
}

extension FileDescriptor {
    /// Reads up to `buffer.count` bytes and returns their number, 0 at the end of the file.
    package func read(into buffer: UnsafeMutableRawBufferPointer) throws(SystemError) -> Int {
        while true {
            let count = unsafe Glibc.read(number, buffer.baseAddress, buffer.count)
            if count >= 0 { return count }
            if errno != EINTR { throw .last }
        }
    }

    /// Reads up to `chunk.count` bytes into the front of `chunk` and returns their number, 0 at the end of the file.
    package func read(into chunk: inout [UInt8]) throws(SystemError) -> Int {
        try unsafe chunk.withUnsafeMutableBufferPointer { bytes throws(SystemError) in
            try unsafe read(into: UnsafeMutableRawBufferPointer(bytes))
        }
    }

    /// Reads up to `range.count` bytes into `range` of `bytes` and returns their number, 0 at the end of the file.
    package func read(into bytes: inout [UInt8], at range: Range<Int>) throws(SystemError) -> Int {
        try unsafe bytes.withUnsafeMutableBufferPointer { bytes throws(SystemError) in
            try unsafe read(
                into: UnsafeMutableRawBufferPointer(UnsafeMutableBufferPointer(rebasing: bytes[range])))
        }
    }

    /// Reads to the end of the file, or up to `limit` bytes.
    package func readAll(limit: Int = .max) throws(SystemError) -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: min(limit, 1 << 16))
        while bytes.count < limit {
            let count = try read(into: &chunk)
            if count == 0 { break }
            bytes += chunk[..<min(count, limit - bytes.count)]
        }
        return bytes
    }

    /// Reads all bytes of `range`, offsets in the file.
    /// - Throws: `EIO` if the file ends before the range.
    package func read(_ range: Range<Int>) throws(SystemError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: range.count)
        let count = unsafe pread(number, &bytes, bytes.count, off_t(range.lowerBound))
        guard count == bytes.count else { throw count < 0 ? .last : SystemError(EIO) }
        return bytes
    }

    /// Writes all bytes, with one call where the system permits it. Waits for a descriptor that does not block.
    private func write(_ bytes: UnsafeRawBufferPointer) throws(SystemError) {
        guard let start = bytes.baseAddress else { return }
        var done = 0
        while done < bytes.count {
            let written = unsafe Glibc.write(number, start + done, bytes.count - done)
            if written >= 0 {
                done += written
            } else if errno == EAGAIN {
                // Another process that shares the pipe or terminal can have set O_NONBLOCK.
                var room = pollfd(fd: number, events: Int16(POLLOUT), revents: 0)
                _ = unsafe poll(&room, 1, -1)
            } else if errno != EINTR {
                throw .last
            }
        }
    }

    /// Writes all bytes, with one call where the system permits it. Waits for a descriptor that does not block.
    package func write(_ bytes: Span<UInt8>) throws(SystemError) {
        try unsafe bytes.withUnsafeBytes { bytes throws(SystemError) in try unsafe write(bytes) }
    }

    /// Writes all bytes, with one call where the system permits it. Waits for a descriptor that does not block.
    package func write(_ bytes: ArraySlice<UInt8>) throws(SystemError) { try write(bytes.span) }
}
