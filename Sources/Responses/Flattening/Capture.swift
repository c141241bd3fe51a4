/// What an answer that `modaudit pull` kept says of itself: the envelope *capture*,
/// `{"fetched_at", "url", "status", "attempts", "sha256", "response"}`.
///
/// Its texts are valid until the parser reads its next text.
package struct Capture: Sendable {
    /// SHA-256 of the bytes of `response` as they stand there, in hexadecimal; nil where it is no text.
    package var sha256: BorrowedText?
    /// What was asked for.
    package var url: BorrowedText?
    /// Whether nothing follows `response`, which saves the walk through it.
    let responseIsLast: Bool

    /// The bytes of `response` in the text that this was read from, without the blanks around them.
    package func response(in text: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
        guard let range = RawMember.range(of: "response", in: unsafe text.bytes, isLast: responseIsLast) else {
            return nil
        }
        return unsafe UnsafeRawBufferPointer(rebasing: text[range])
    }
}
