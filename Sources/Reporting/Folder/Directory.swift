import Glibc

/// An open directory.
struct Directory: ~Copyable {
    enum Lock {
        case taken, busy, unsupported
    }

    private let descriptor: Int32

    /// nil with `errno` set where there is none or it can't be opened.
    init?(path: String) {
        // Nothing is kept before it is good: giving up a value would close its descriptor and lose `errno`.
        let opened = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if opened < 0 { return nil }
        descriptor = opened
    }

    /// An entry of `parent`, unless it is a link.
    private init?(named name: UnsafePointer<CChar>, in parent: borrowing Directory) {
        let opened = unsafe openat(
            parent.descriptor, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        if opened < 0 { return nil }
        descriptor = opened
    }

    deinit { close(descriptor) }

    /// The permission bits.
    var mode: mode_t {
        var status = stat()
        return unsafe fstat(descriptor, &status) == 0 ? status.st_mode & 0o7777 : 0o700
    }

    func setMode(_ mode: mode_t) -> Bool { fchmod(descriptor, mode) == 0 }

    /// Returns when the entries are on the disk.
    func sync() -> Bool { fsync(descriptor) == 0 }

    /// An advisory lock, held until the directory is closed; it ends with the process, however that ends.
    func lock() -> Lock {
        if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return .taken }
        return errno == EWOULDBLOCK ? .busy : .unsupported
    }

    /// Whether `path` still names this directory.
    func isAt(_ path: String) -> Bool {
        var own = stat()
        var other = stat()
        return unsafe fstat(descriptor, &own) == 0 && lstat(path, &other) == 0
            && own.st_dev == other.st_dev && own.st_ino == other.st_ino
    }

    /// The names of its entries, in no order; nil with `errno` set where they can't be told.
    var names: [String]? {
        var names: [String] = []
        return unsafe forEachEntry { unsafe names.append(String(cString: $0)) } ? names : nil
    }

    /// Removes all entries, as far as it may; links are removed, not followed.
    func removeContents() {
        unsafe forEachEntry { name in
            if unsafe unlinkat(descriptor, name, 0) == 0 { return }
            guard let inner = unsafe Directory(named: name, in: self) else { return }
            inner.removeContents()
            unsafe unlinkat(descriptor, name, AT_REMOVEDIR)
        }
    }

    /// - Returns: false with `errno` set where there may be more entries than were met.
    @discardableResult
    private func forEachEntry(_ body: (UnsafePointer<CChar>) -> Void) -> Bool {
        // The stream closes the descriptor it is given, and shares its position with its copies.
        let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
        guard copy >= 0 else { return false }
        guard let stream = unsafe fdopendir(copy) else {
            let fault = errno
            close(copy)
            errno = fault
            return false
        }
        unsafe rewinddir(stream)
        let offset = MemoryLayout<dirent>.offset(of: \.d_name) ?? 0
        while true {
            errno = 0
            guard let entry = unsafe readdir(stream) else { break }
            let name = unsafe (UnsafeRawPointer(entry) + offset).assumingMemoryBound(to: CChar.self)
            if unsafe strcmp(name, ".") == 0 || strcmp(name, "..") == 0 { continue }
            unsafe body(name)
        }
        let fault = errno
        unsafe closedir(stream)
        errno = fault
        return fault == 0
    }
}
