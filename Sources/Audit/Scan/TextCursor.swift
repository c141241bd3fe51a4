import Intake
import Reporting
import Responses

/// Where in a batch the examining stands.
struct TextCursor {
    /// The frame at work, or the next one.
    private(set) var framed = 0
    /// Of a frame that turned out not to be one text: what gives the texts it holds, and what is wrong with it as one.
    var splitting: (splitter: TextSplitter, fault: UnreadableText)?
    /// The text whose records are being judged.
    var text: OpenText?

    struct OpenText {
        /// In the frame's bytes.
        var range: Range<Int>
        var place: TextPlace
        /// Its generations, and its items of `unaudited`, that are done.
        var generationsDone = 0
        var unauditedDone = 0
        /// SHA-256 in hexadecimal digits, once it was asked for.
        var evidence: String?
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
