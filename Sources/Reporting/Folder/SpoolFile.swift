import Glibc
import Responses
import Utilities

/// Bytes that are written from start to end and then read back once. The first ones are in memory; the disk of the
/// report holds the others, in a file without a name, so that nothing of it remains, however the run ends.
struct SpoolFile: ~Copyable, Sendable {
    /// -1 while all bytes are in memory.
    private var descriptor: Int32 = -1
    private let folder: String
    /// Appended bytes that are not written yet, or read bytes that are not used yet.
    private var buffer = OutputBuffer()
    private var start = 0
    private var isReading = false

    private static let chunk = 1 << 18

    init(in folder: String) { self.folder = folder }

    deinit { if descriptor >= 0 { close(descriptor) } }

    mutating func append(_ bytes: BorrowedText) throws(ReportError) {
        buffer.append(bytes)
        if buffer.count >= Self.chunk { try flush() }
    }

    private mutating func create() throws(ReportError) {
        let path = folder + "/.spool"
        do throws(SystemError) {
            descriptor = try FileSystem.createUnnamed(at: path)
        } catch {
            throw .failed("create", path, error)
        }
    }

    private mutating func flush() throws(ReportError) {
        if descriptor < 0 { try create() }
        do throws(SystemError) {
            let file = FileDescriptor(borrowing: descriptor)
            try buffer.text.withSpan { bytes throws(SystemError) in try file.write(bytes) }
        } catch {
            throw .failed("write", folder, error)
        }
        buffer.removeAll()
    }

    /// Passes all bytes to `body`, in pieces of any length, and removes them. Nothing may be appended or read
    /// afterwards.
    mutating func drain(_ body: (BorrowedText) throws(ReportError) -> Void) throws(ReportError) {
        if descriptor >= 0 {
            guard lseek(descriptor, 0, SEEK_SET) == 0 else { throw .last("read", folder) }
            var piece = OutputBuffer(capacity: Self.chunk)
            while try append(next: Self.chunk, to: &piece) {
                if Interruption.isRequested { throw .stopped }
                try body(piece.text)
                piece.removeAll()
            }
            close(descriptor)
            descriptor = -1
        }
        if !buffer.text.isEmpty { try body(buffer.text) }
        buffer = OutputBuffer()
    }

    /// Passes the next `count` bytes to `body`, from the first on; returns nil at the end.
    mutating func read<Result>(
        _ count: Int, _ body: (BorrowedText) throws(ReportError) -> Result
    ) throws(ReportError) -> Result? {
        if !isReading, descriptor >= 0 {
            try flush()
            guard lseek(descriptor, 0, SEEK_SET) == 0 else { throw .last("read", folder) }
        }
        isReading = true
        while buffer.count - start < count {
            if try !fill(atLeast: count) { return nil }
        }
        defer { start += count }
        return try body(buffer.text.slice(start..<start + count))
    }

    /// False at the end.
    private mutating func fill(atLeast count: Int) throws(ReportError) -> Bool {
        if descriptor < 0 { return false }
        buffer.removeFirst(start)
        start = 0
        var buffer = OutputBuffer(capacity: 0)
        swap(&buffer, &self.buffer)
        defer { swap(&buffer, &self.buffer) }
        return try append(next: max(count, Self.chunk), to: &buffer)
    }

    /// Appends up to `count` bytes of the file to `buffer`; false at the end.
    private func append(next count: Int, to buffer: inout OutputBuffer) throws(ReportError) -> Bool {
        do throws(SystemError) {
            return try buffer.append(from: FileDescriptor(borrowing: descriptor), upTo: count) > 0
        } catch {
            throw .failed("read", folder, error)
        }
    }
}

extension SpoolFile {
    /// Appends the rows of a sheet, to be read back as such.
    mutating func append(_ sheet: borrowing CSVSheet) throws(ReportError) {
        try append(size: sheet.count)
        try append(size: sheet.rows)
        try append(sheet.text)
    }

    /// Adds the rows that were appended as one sheet; false at the end.
    mutating func read(into sheet: inout CSVSheet) throws(ReportError) -> Bool {
        guard let count = try readSize(), let rows = try readSize() else { return false }
        return try read(count) { sheet.rows($0, count: rows) } != nil
    }

    /// Appends a number, to be read back as such.
    mutating func append(size: Int) throws(ReportError) {
        let bytes = (0..<8).map { UInt8(truncatingIfNeeded: size >> (8 * $0)) }
        try bytes.withBorrowedText(ofFirst: bytes.count) { bytes throws(ReportError) in try append(bytes) }
    }

    /// The next number; nil at the end.
    mutating func readSize() throws(ReportError) -> Int? {
        try read(8) { bytes in bytes.reversed().reduce(0) { $0 << 8 | Int($1) } }
    }
}
