import Intake
import Reporting
import Responses

/// The current position of an audit in a batch.
struct TextCursor {
    /// The current framed text, or the next one.
    private(set) var framed = 0
    /// For a framed text that is not one JSON text: the splitter for its texts, and the fault of the whole.
    var splitting: (splitter: TextSplitter, fault: UnreadableText)?
    /// The text with the records that are being judged.
    var text: OpenText?

    struct OpenText {
        /// The text's range in the bytes of the framed text.
        var range: Range<Int>
        var place: TextPlace
        /// The number of its generations, and of its items of `unaudited`, that are done.
        var generationsDone = 0
        var unauditedDone = 0
        /// `BatchRows.roomOfText` before the next row.
        var roomOfRows: Int
        /// The SHA-256 in 64 hexadecimal digits, once computed.
        var evidence: String?

        init(range: Range<Int>, place: TextPlace) {
            self.range = range
            self.place = place
            roomOfRows = BatchRows.room(textBytes: range.count)
        }
    }

    mutating func endText() {
        text = nil
        if splitting == nil { endFrame() }
    }

    mutating func endFrame() {
        framed += 1
        splitting = nil
    }
}
