import Glibc
import Responses
import Utilities

/// Bytes that are written from start to end and then read back once, on the disk of the report. The file has no
/// name, so that nothing of it remains, however the run ends.
struct SpoolFile: ~Copyable, Sendable {
    private let descriptor: FileDescriptor
    private let folder: String
    /// Appended bytes that are not written yet, or read bytes that are not used yet.
    private var buffer = OutputBuffer()
    private var start = 0
    private var isReading = false

    private static let chunk = 1 << 18

    init(in folder: String) throws(ReportError) {
        self.folder = folder
        let path = folder + "/.spool"
        do throws(SystemError) {
            descriptor = try FileDescriptor(opening: path, O_RDWR | O_CREAT | O_EXCL, mode: 0o600)
        } catch {
            throw .failed("create", path, error)
        }
        FileSystem.remove(path)
    }

    mutating func append(_ bytes: BorrowedText) throws(ReportError) {
        buffer.append(bytes)
        if buffer.count >= Self.chunk { try flush() }
    }

    private mutating func flush() throws(ReportError) {
        do throws(SystemError) {
            try buffer.text.withSpan { bytes throws(SystemError) in try descriptor.write(bytes) }
        } catch {
            throw .failed("write", folder, error)
        }
        buffer.removeAll()
    }

    /// Passes the next `count` bytes to `body`, from the first on; returns nil at the end.
    mutating func read<Result>(
        _ count: Int, _ body: (BorrowedText) throws(ReportError) -> Result
    ) throws(ReportError) -> Result? {
        if !isReading {
            try flush()
            guard lseek(descriptor.number, 0, SEEK_SET) == 0 else { throw .last("read", folder) }
            isReading = true
        }
        while buffer.count - start < count {
            if try !fill(atLeast: count) { return nil }
        }
        defer { start += count }
        return try body(buffer.text.slice(start..<start + count))
    }

    /// False at the end.
    private mutating func fill(atLeast count: Int) throws(ReportError) -> Bool {
        buffer.removeFirst(start)
        start = 0
        do throws(SystemError) {
            return try buffer.append(from: descriptor, upTo: max(count, Self.chunk)) > 0
        } catch {
            throw .failed("read", folder, error)
        }
    }
}
