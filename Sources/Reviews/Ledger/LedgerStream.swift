import Glibc
import Reporting
import Responses
import Utilities

/// Reads the whole lines of a ledger's file from its start. A last line without a line feed is not one of them.
struct LedgerStream: ~Copyable {
    /// The longest line in bytes. The rows of one generation in a report are far shorter.
    static let longestLine = 16 << 20

    private let path: String
    private let file: FileDescriptor
    private var chunk = [UInt8](repeating: 0, count: 1 << 18)
    /// Bytes that are read and not yet returned, from `position` on.
    private var buffer: [UInt8] = []
    private var position = 0
    /// The offset of the buffer's first byte in the file.
    private var offset = 0
    private var number = 0

    /// - Parameter file: Its position is the start of the file.
    init(_ file: consuming FileDescriptor, path: String) {
        self.path = path
        self.file = file
    }

    /// The offset behind the last line that was returned.
    var end: Int { offset + position }

    /// Passes the next line without its line feed, and its offset in the file, to `body`.
    /// - Returns: nil at the end.
    mutating func next<Result>(
        _ body: (BorrowedText, Int) throws(ReportError) -> Result
    ) throws(ReportError) -> Result? {
        var searched = position
        while true {
            let count = buffer.count
            let found = buffer.withBorrowedText(ofFirst: count) {
                $0.firstOffset(of: .lineFeed, from: searched)
            }
            if let found {
                let start = position
                number += 1
                position = found + 1
                return try buffer.withBorrowedText(ofFirst: count) { text throws(ReportError) in
                    try body(text.slice(start..<found), offset + start)
                }
            }
            searched = count - position
            guard searched <= Self.longestLine else {
                throw .refused(path: path, reason: "line \(number + 1) is longer than 16 MiB")
            }
            if try !fill() { return nil }
        }
    }

    /// Removes the bytes before `position` and reads more. Returns false at the end of the file.
    private mutating func fill() throws(ReportError) -> Bool {
        if Interruption.isRequested { throw .stopped }
        buffer.removeSubrange(..<position)
        offset += position
        position = 0
        do throws(SystemError) {
            let count = try file.read(into: &chunk)
            buffer += chunk[..<count]
            return count > 0
        } catch {
            throw .failed(action: "read", path: path, errno: error.number)
        }
    }
}
