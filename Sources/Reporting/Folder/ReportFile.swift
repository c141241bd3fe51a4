import Digests
import Glibc
import Responses
import Utilities

/// A file of the report that is written from start to end and digested at the same time.
struct ReportFile: ~Copyable {
    let path: String
    /// Nil if nothing is written.
    private var descriptor: FileDescriptor?
    private var bytes = 0
    /// The bytes that are on their way to the disk.
    private var started = 0
    private var digest = SHA256Stream()

    /// Creates the file with the permissions that the umask allows.
    init(path: String) throws(ReportError) {
        do throws(SystemError) {
            descriptor = try FileDescriptor(opening: path, O_WRONLY | O_CREAT | O_TRUNC)
        } catch {
            throw .failed("create", path, error)
        }
        self.path = path
    }

    /// After so many bytes, the disk begins to write them. `seal` would wait for all of a large file.
    private static let syncStep = 8 << 20

    /// A file that is digested and not written.
    init(digesting path: String) {
        descriptor = nil
        self.path = path
    }

    mutating func append(_ bytes: Span<UInt8>) throws(ReportError) {
        do throws(SystemError) {
            try descriptor?.write(bytes)
        } catch {
            throw .failed("write", path, error)
        }
        self.bytes += bytes.count
        if self.bytes - started >= Self.syncStep {
            descriptor?.startSync()
            started = self.bytes
        }
        digest.update(bytes)
    }

    mutating func append(_ text: BorrowedText) throws(ReportError) {
        try text.withSpan { bytes throws(ReportError) in try append(bytes) }
    }

    mutating func append(_ bytes: [UInt8]) throws(ReportError) { try append(bytes.span) }

    mutating func append(_ text: StaticString) throws(ReportError) { try append(BorrowedText(text)) }

    /// Syncs the file to disk. Nothing may be appended afterwards.
    mutating func seal() throws(ReportError) -> SealedFile {
        do throws(SystemError) {
            try descriptor?.sync()
        } catch {
            throw .failed("write", path, error)
        }
        let name =
            path.utf8.lastIndex(of: UInt8(ascii: "/")).map { path[path.index(after: $0)...] } ?? path[...]
        return SealedFile(name: String(name), bytes: bytes, sha256: digest.finish())
    }
}
