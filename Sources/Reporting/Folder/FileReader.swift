import Digests
import Glibc

/// Reads a file of a finished report from front to back.
struct FileReader: ~Copyable {
    private let path: String
    private let descriptor: Int32
    private var chunk = [UInt8](repeating: 0, count: 1 << 16)

    /// A link is refused: the seal is over what lies in the folder.
    init(path: String) throws(ReportError) {
        let opened = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard opened >= 0 else { throw .last("read", path) }
        descriptor = opened
        self.path = path
    }

    deinit { close(descriptor) }

    /// The next bytes; none at the end.
    mutating func next() throws(ReportError) -> ArraySlice<UInt8> {
        while true {
            let count = unsafe read(descriptor, &chunk, chunk.count)
            if count >= 0 { return chunk[..<count] }
            if errno != EINTR { throw .last("read", path) }
        }
    }

    static func bytes(of path: String) throws(ReportError) -> [UInt8] {
        var reader = try FileReader(path: path)
        var bytes: [UInt8] = []
        while true {
            let more = try reader.next()
            if more.isEmpty { return bytes }
            bytes += more
        }
    }

    static func sha256(of path: String) throws(ReportError) -> String {
        var reader = try FileReader(path: path)
        var digest = SHA256Stream()
        while true {
            let more = try reader.next()
            if more.isEmpty { return digest.finish() }
            unsafe more.withUnsafeBytes { unsafe digest.update($0) }
        }
    }
}
