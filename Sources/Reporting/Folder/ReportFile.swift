import Digests
import Glibc

/// A file of the report, written from front to back, and digested on the way.
struct ReportFile: ~Copyable {
    let path: String
    private let descriptor: Int32
    private var bytes = 0
    private var digest = SHA256Stream()

    /// Creates the file, readable as the umask lets it be.
    init(path: String) throws(ReportError) {
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw .last("create", path) }
        self.path = path
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) throws(ReportError) {
        guard let base = bytes.baseAddress else { return }
        var done = 0
        while done < bytes.count {
            let written = unsafe write(descriptor, base + done, bytes.count - done)
            if written >= 0 {
                done += written
            } else if errno != EINTR {
                throw .last("write", path)
            }
        }
        self.bytes += bytes.count
        unsafe digest.update(UnsafeRawBufferPointer(bytes))
    }

    mutating func append(_ bytes: [UInt8]) throws(ReportError) {
        try unsafe bytes.withUnsafeBufferPointer { bytes throws(ReportError) in try unsafe append(bytes) }
    }

    mutating func append(_ text: StaticString) throws(ReportError) {
        try unsafe append(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// Returns when the bytes are on the disk. Nothing is appended afterwards.
    mutating func seal() throws(ReportError) -> SealedFile {
        guard fsync(descriptor) == 0 else { throw .last("write", path) }
        let name =
            path.utf8.lastIndex(of: UInt8(ascii: "/")).map { path[path.index(after: $0)...] } ?? path[...]
        return SealedFile(name: String(name), bytes: bytes, sha256: digest.finish())
    }
}
