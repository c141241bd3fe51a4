import Digests
import Intake
import Responses

extension ResponseBatch {
    /// The bytes of a framed text, followed by `padding` readable bytes. Valid until the batch is filled again.
    func text(of framed: FramedText) -> BorrowedText { unsafe BorrowedText(unsafeBytes: bytes(of: framed)) }
}

extension TextSplitter {
    /// The next text; nil at the end. `framed` is the same framed text in every call.
    mutating func next(in framed: BorrowedText) -> TextPiece? { framed.withSpan { next(in: $0) } }
}

extension SHA256Digest {
    /// The digest of `text`, 64 lower-case hexadecimal digits.
    static func hex(of text: BorrowedText) -> String { text.withSpan { hex(of: $0) } }
}
