import Intake
import Responses

/// Describes why a text cannot be read: the position of the fault, and the format if the first bytes reveal it.
enum UnreadableReason {
    /// - Parameters:
    ///   - range: The text's range in the bytes of its framed text.
    ///   - place: The text's position in its file.
    ///   - indentation: The number of blanks before the framed text on its line.
    static func words(
        _ fault: UnreadableText, of range: Range<Int>, in framed: BorrowedText, line: Int,
        indentation: Int
    ) -> String {
        guard fault == .notJSON else { return fault.reason }
        let before = framed[..<range.lowerBound]
        var column = 1
        if let lineFeed = before.lastIndex(of: UInt8(ascii: "\n")) {
            column += characters(before[(lineFeed + 1)...])
        } else {
            column += indentation + characters(before)
        }
        return JSONFault.reason(in: framed.slice(range), line: line, column: column)
    }

    private static func characters(_ bytes: Slice<BorrowedText>) -> Int {
        bytes.count { $0 & 0xC0 != 0x80 }
    }
}
