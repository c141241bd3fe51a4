/// The members of the envelope *capture*, which `modaudit pull` writes: `{"fetched_at", "url", "status", "attempts",
/// "sha256", "response"}`.
///
/// Its texts are valid until the parser reads its next text.
package struct Capture: Sendable {
    /// The SHA-256 of the bytes of `response` in hexadecimal; nil if the member is not a text.
    package var sha256: BorrowedText?
    /// The URL of the request.
    package var url: BorrowedText?
    /// The ID of the requested task.
    package var taskID: BorrowedText? { url?.taskID }
    /// Whether `response` is the last member. Its end is then known without a walk through it.
    let responseIsLast: Bool

    /// The bytes of `response` in the text that this capture was read from, without the surrounding blanks.
    package func response(in text: BorrowedText) -> BorrowedText? {
        RawMember.range(of: "response", in: text, isLast: responseIsLast).map(text.slice)
    }

    /// The ID of the requested task in a line of an archive that is not valid JSON; nil for any other text. The URL is
    /// readable because `pull` writes it before the answer. The ID is valid as long as the text is.
    package static func taskID(inBroken line: BorrowedText) -> BorrowedText? {
        guard line.starts(with: "{\"fetched_at\":".utf8),
            let range = RawMember.range(of: "url", in: line), range.count >= 2, range.upperBound <= line.count,
            line[range.upperBound - 1] == UInt8(ascii: "\"")
        else { return nil }
        return line.slice(range.lowerBound + 1..<range.upperBound - 1).taskID
    }
}
