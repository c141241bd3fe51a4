/// What an answer that `modaudit pull` kept says of itself: the envelope *capture*,
/// `{"fetched_at", "url", "status", "attempts", "sha256", "response"}`.
///
/// Its texts are valid until the parser reads its next text.
package struct Capture: Sendable {
    /// SHA-256 of the bytes of `response` as they stand there, in hexadecimal; nil where it is no text.
    package var sha256: BorrowedText?
    /// What was asked for.
    package var url: BorrowedText?
    /// The id of the task that was asked for.
    package var taskID: BorrowedText? { url?.taskID }
    /// Whether nothing follows `response`, which saves the walk through it.
    let responseIsLast: Bool

    /// The bytes of `response` in the text that this was read from, without the blanks around them.
    package func response(in text: BorrowedText) -> BorrowedText? {
        RawMember.range(of: "response", in: text, isLast: responseIsLast).map(text.slice)
    }

    /// The id of the task that was asked for, in a line of an archive that is not JSON, as far as it goes: `pull` writes
    /// the URL before the answer. Nil of any other text. The id is valid as long as the text is.
    package static func taskID(inBroken line: BorrowedText) -> BorrowedText? {
        guard line.starts(with: "{\"fetched_at\":".utf8),
            let range = RawMember.range(of: "url", in: line), range.count >= 2, range.upperBound <= line.count,
            line[range.upperBound - 1] == UInt8(ascii: "\"")
        else { return nil }
        return line.slice(range.lowerBound + 1..<range.upperBound - 1).taskID
    }
}
