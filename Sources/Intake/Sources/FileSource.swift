import Glibc

/// A file, device, FIFO or standard input, read from front to back; a file that shrinks meanwhile just ends earlier.
final class FileSource: Source {
    private let descriptor: Int32
    private let owned: Bool
    /// Whether bytes may be long in coming: from a pipe, a terminal, a device.
    private let isStream: Bool
    /// Bytes that `peek` took, given out before anything else.
    private var peeked: [UInt8] = []
    private(set) var bytesRead = 0

    /// Opens a path. One that is a FIFO waits for its writer in the first `read`, where the run can be stopped.
    init(path: [UInt8]) throws(InputFailure) {
        let opened = unsafe path.withCString { unsafe open($0, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK) }
        guard opened >= 0 else { throw .unopened(errno: errno) }
        descriptor = opened
        owned = true
        isStream = Self.isStream(opened)
    }

    /// Reads an open descriptor, which stays the caller's.
    init(borrowing descriptor: Int32) {
        self.descriptor = descriptor
        owned = false
        isStream = Self.isStream(descriptor)
    }

    deinit {
        if owned { close(descriptor) }
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputFailure) -> Int {
        if !peeked.isEmpty {
            let count = min(peeked.count, buffer.count)
            unsafe buffer.copyBytes(from: peeked.prefix(count))
            peeked.removeFirst(count)
            return count
        }
        return try unsafe fetch(into: buffer)
    }

    /// The first bytes, up to `count`; fewer at the end. They stay to be read.
    func peek(_ count: Int) throws(InputFailure) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var filled = 0
        while filled < count {
            let got: Result<Int, InputFailure> = unsafe bytes.withUnsafeMutableBytes { room in
                let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: room[filled...])
                return Result { () throws(InputFailure) in try unsafe fetch(into: rest) }
            }
            let came = try got.get()
            if came == 0 { break }
            filled += came
        }
        peeked = Array(bytes.prefix(filled))
        return peeked
    }

    private static func isStream(_ descriptor: Int32) -> Bool {
        var status = stat()
        return unsafe fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT != S_IFREG
    }

    /// Returns when there is something to read, or the end; looks now and then whether the run was stopped.
    private func awaitBytes() throws(InputFailure) {
        var wanted = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        while unsafe poll(&wanted, 1, 100) <= 0 {
            if Task.isCancelled { throw .stopped }
        }
    }

    private func fetch(into buffer: UnsafeMutableRawBufferPointer) throws(InputFailure) -> Int {
        while true {
            if isStream { try awaitBytes() }
            let count = unsafe Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            if count >= 0 {
                bytesRead += count
                return count
            }
            if errno != EINTR && errno != EAGAIN { throw .unread(errno: errno) }
        }
    }
}

extension [UInt8] {
    /// Calls `body` with the bytes as a C string. A path never holds a zero byte: the system could not have named it.
    func withCString<T>(_ body: (UnsafePointer<CChar>) -> T) -> T {
        unsafe (self + [0]).withUnsafeBufferPointer { bytes in
            unsafe bytes.withMemoryRebound(to: CChar.self) { chars in
                guard let start = chars.baseAddress else { return unsafe "".withCString { unsafe body($0) } }
                return unsafe body(start)
            }
        }
    }
}
