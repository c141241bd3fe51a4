import Digests
import Glibc
import Utilities

/// A file, device, FIFO or standard input, read from front to back. A file that shrinks meanwhile ends earlier.
final class FileSource: Source {
    private let descriptor: FileDescriptor
    /// Whether a read can wait: for a pipe, a terminal or a device.
    private let isStream: Bool
    /// Bytes taken by `peek`. `read` returns them first.
    private var peeked: [UInt8] = []
    private(set) var bytesRead = 0
    private var digest: SHA256Stream?
    private let whileWaiting: ((_ bytesRead: Int) -> Void)?

    /// Opens a path. A FIFO is opened at once: the first `read` waits for its writer, and can be cancelled.
    convenience init(path: [UInt8], _ options: SourceOptions = SourceOptions()) throws(InputFailure) {
        let descriptor: FileDescriptor
        do throws(SystemError) {
            descriptor = try FileDescriptor(opening: path, O_RDONLY | O_NOCTTY | O_NONBLOCK)
        } catch {
            throw .unopened(errno: error.number)
        }
        self.init(descriptor, options)
    }

    /// Reads an open descriptor that the caller closes.
    convenience init(borrowing number: Int32, _ options: SourceOptions = SourceOptions()) {
        self.init(FileDescriptor(borrowing: number), options)
    }

    private init(_ descriptor: consuming FileDescriptor, _ options: SourceOptions) {
        isStream = !descriptor.isRegularFile
        digest = options.digests ? SHA256Stream() : nil
        whileWaiting = options.whileWaiting
        self.descriptor = descriptor
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

    /// The first `count` bytes, fewer at the end. They stay in the source.
    func peek(_ count: Int) throws(InputFailure) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var filled = 0
        while filled < count {
            let came = try unsafe bytes.withUnsafeMutableBufferPointer { room throws(InputFailure) in
                let rest = unsafe UnsafeMutableBufferPointer(rebasing: room[filled...])
                return try unsafe fetch(into: UnsafeMutableRawBufferPointer(rest))
            }
            if came == 0 { break }
            filled += came
        }
        peeked = Array(bytes.prefix(filled))
        return peeked
    }

    /// Returns when bytes or the end can be read. Checks ten times a second whether the run is cancelled.
    private func awaitBytes() throws(InputFailure) {
        var wanted = pollfd(fd: descriptor.number, events: Int16(POLLIN), revents: 0)
        while unsafe poll(&wanted, 1, 100) <= 0 {
            if Interruption.isRequested { throw .stopped }
            whileWaiting?(bytesRead)
        }
    }

    func finishDigest() -> String? { digest?.finish() }

    private func fetch(into buffer: UnsafeMutableRawBufferPointer) throws(InputFailure) -> Int {
        while true {
            if isStream { try awaitBytes() }
            do throws(SystemError) {
                let count = try unsafe descriptor.read(into: buffer)
                bytesRead += count
                unsafe digest?.update(buffer.bindMemory(to: UInt8.self).span.extracting(0..<count))
                return count
            } catch {
                if error.number != EAGAIN { throw .unread(errno: error.number) }
            }
        }
    }
}
