import Glibc
import Reporting
import Responses
import Utilities

/// Whole lines that follow each other in a ledger's file.
struct LedgerBatch: Sendable {
    /// The lines, each with its line feed, and at least `LedgerStream.padding` bytes more.
    fileprivate(set) var bytes: [UInt8]
    /// The offsets of the line feeds in `bytes`.
    fileprivate(set) var ends: [Int] = []
    /// The offset of the first byte in the file.
    fileprivate(set) var offset = 0

    /// The number of lines.
    var count: Int { ends.count }

    /// The number of bytes of all lines with their line feeds.
    var size: Int { ends.last.map { $0 + 1 } ?? 0 }

    /// A line without its line feed, as offsets in `bytes`.
    subscript(line: Int) -> Range<Int> { (line == 0 ? 0 : ends[line - 1] + 1)..<ends[line] }
}

/// Reads the whole lines of a ledger's file from its start, many at once. A last line without a line feed is not one of
/// them.
struct LedgerStream: ~Copyable {
    /// The longest line in bytes. The rows of one generation in a report are far shorter.
    static let longestLine = 16 << 20
    /// The bytes behind the last line that a parser may read.
    static let padding = 64
    /// The bytes that are read at once. More would leave the cache of a processor.
    private static let step = 1 << 20

    /// The lines since the last `advance`.
    private(set) var batch = LedgerBatch(bytes: Array(repeating: 0, count: step + padding))
    private let path: String
    private let file: FileDescriptor
    /// The number of bytes in `batch` that are read, those behind its last line among them.
    private var filled = 0
    /// The number of lines before the batch.
    private var number = 0

    /// - Parameter file: Its position is the start of the file.
    init(_ file: consuming FileDescriptor, path: String) {
        self.path = path
        self.file = file
    }

    /// Replaces the lines in `batch` by those that follow. Returns false at the end of the file.
    mutating func advance() throws(ReportError) -> Bool {
        discard()
        var searched = 0
        while true {
            findLines(from: searched)
            if batch.count > 0 { return true }
            guard filled <= Self.longestLine else {
                throw .refused(path: path, reason: "line \(number + 1) is longer than 16 MiB")
            }
            searched = filled
            if try !fill() { return false }
        }
    }

    /// Removes the lines, and moves what follows them to the front.
    private mutating func discard() {
        let size = batch.size
        guard size > 0 else { return }
        for place in size..<filled { batch.bytes[place - size] = batch.bytes[place] }
        filled -= size
        batch.offset += size
        number += batch.count
        batch.ends.removeAll(keepingCapacity: true)
    }

    /// Finds the line feeds up to a line that is too long.
    private mutating func findLines(from start: Int) {
        var ends = batch.ends
        batch.ends = []
        batch.bytes.withBorrowedText(ofFirst: filled) { text in
            var begin = 0, searched = start
            while let end = text.firstOffset(of: .lineFeed, from: searched), end - begin <= Self.longestLine {
                ends.append(end)
                begin = end + 1
                searched = begin
            }
        }
        batch.ends = ends
    }

    /// Reads more. Returns false at the end of the file.
    private mutating func fill() throws(ReportError) -> Bool {
        if Interruption.isRequested { throw .stopped }
        if filled + Self.padding == batch.bytes.count {
            batch.bytes += repeatElement(0, count: filled)
        }
        do throws(SystemError) {
            let count = try file.read(into: &batch.bytes, at: filled..<batch.bytes.count - Self.padding)
            filled += count
            return count > 0
        } catch {
            throw .failed(action: "read", path: path, errno: error.number)
        }
    }
}
