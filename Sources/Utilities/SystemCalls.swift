internal import CLinux
package import Glibc

/// Calls of the system that take paths.
package enum FileSystem {
    /// The type, size, permissions and identity of the file at `path`.
    package static func status(of path: String, followsLinks: Bool = true) throws(SystemError) -> stat {
        var status = stat()
        let failed = unsafe followsLinks ? stat(path, &status) != 0 : lstat(path, &status) != 0
        if failed { throw .last }
        return status
    }

    /// Whether there is a file or folder at `path`. A broken link is none.
    package static func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }

    /// Creates a folder, with the permissions that the umask allows.
    package static func makeFolder(_ path: String) throws(SystemError) {
        guard unsafe mkdir(path, 0o777) == 0 else { throw .last }
    }

    /// Removes an empty folder, if it can be removed.
    package static func removeFolder(_ path: String) { _ = unsafe rmdir(path) }

    /// Removes a file, if it can be removed.
    package static func remove(_ path: String) { _ = unsafe unlink(path) }

    /// Gives a file or folder another name.
    package static func rename(_ path: String, to other: String) throws(SystemError) {
        guard unsafe Glibc.rename(path, other) == 0 else { throw .last }
    }

    /// Swaps the names of two files or folders in one step.
    package static func exchange(_ path: String, _ other: String) throws(SystemError) {
        guard unsafe linux_exchange(path, other) == 0 else { throw .last }
    }

    /// Creates a file without a name, for reading and writing: one at `path` that is removed at once.
    /// - Returns: The descriptor, which the caller closes.
    package static func createUnnamed(at path: String) throws(SystemError) -> Int32 {
        let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .last }
        remove(path)
        return descriptor
    }

    /// The absolute path without links, `.` and `..`.
    static func resolved(_ path: String) throws(SystemError) -> String {
        guard let resolved = unsafe realpath(path, nil) else { throw .last }
        defer { unsafe free(resolved) }
        return unsafe String(cString: resolved)
    }
}

/// Variables of the environment.
package enum Environment {
    /// The value of a variable; nil if it is not set.
    package static func value(of name: String) -> String? {
        unsafe getenv(name).map { unsafe String(cString: $0) }
    }
}

/// A clock that no change of the time of day moves.
package enum MonotonicClock {
    /// Seconds since some moment.
    package static var seconds: Double {
        var time = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}

/// Limits of this process on resources (`setrlimit(2)`).
package enum ResourceLimit {
    /// The soft and the hard limit of open files; nil if they are unknown.
    package static var openFiles: (soft: UInt, hard: UInt)? {
        var limit = rlimit()
        let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        return unsafe getrlimit(resource, &limit) == 0 ? (UInt(limit.rlim_cur), UInt(limit.rlim_max)) : nil
    }

    /// Sets the limits of open files.
    /// - Returns: Whether the system permits it.
    package static func setOpenFiles(soft: UInt, hard: UInt) -> Bool {
        var limit = rlimit(rlim_cur: rlim_t(soft), rlim_max: rlim_t(hard))
        return unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0
    }

    /// Forbids core dumps.
    package static func forbidCoreDumps() {
        var none = rlimit()
        unsafe setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
    }
}

/// The signal mask of the current thread while it blocks one signal.
package struct SignalMask {
    private var before = sigset_t()

    /// Blocks the signal `number`.
    package init(blocking number: Int32) {
        var signals = sigset_t()
        unsafe sigemptyset(&signals)
        unsafe sigaddset(&signals, number)
        unsafe pthread_sigmask(SIG_BLOCK, &signals, &before)
    }

    /// Restores the previous mask.
    package func restore() {
        var mask = before
        unsafe pthread_sigmask(SIG_SETMASK, &mask, nil)
    }
}

/// The terminal and the null device behind descriptors.
package enum Device {
    /// The columns of a terminal; nil if the descriptor is none.
    package static func columns(of descriptor: Int32) -> Int? {
        var size = winsize()
        let isKnown = unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
        return isKnown ? Int(size.ws_col) : nil
    }

    /// Opens `/dev/null`; less than 0 if that fails.
    package static func openNull(_ flags: Int32) -> Int32 { unsafe open("/dev/null", flags) }
}

extension SystemError {
    /// The system's words.
    var words: String {
        var text = [CChar](repeating: 0, count: 256)
        guard unsafe strerror_r(number, &text, text.count) == 0 else { return "error \(number)" }
        return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}

extension [UInt8] {
    /// Calls `body` with the bytes as a C string. The bytes are a path or a file name, which holds no zero byte.
    func withCString<T>(_ body: (UnsafePointer<CChar>) -> T) -> T {
        unsafe (self + [0]).withUnsafeBufferPointer { bytes in
            unsafe bytes.withMemoryRebound(to: CChar.self) { chars in
                guard let start = chars.baseAddress else { return unsafe "".withCString { unsafe body($0) } }
                return unsafe body(start)
            }
        }
    }
}
