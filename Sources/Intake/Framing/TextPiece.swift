/// One of the texts in a framed text that is not a single JSON text.
package struct TextPiece: Sendable, Equatable {
    /// Whether a piece can be JSON.
    package enum Kind: UInt8, Sendable {
        /// Its brackets are balanced, or it is one line that starts with no bracket. Only the parser tells whether it is
        /// JSON.
        case complete
        /// It cannot be JSON: a bracket is never closed, or see `TextSplitter`.
        case broken
    }

    /// Offset of its first byte in the framed text.
    package var start: Int
    /// Offset after its last byte in the framed text.
    package var end: Int
    /// Line feeds before it in the framed text.
    package var line: Int
    /// Blanks at the start of its first line.
    package var indentation: Int32
    /// Whether it can be JSON.
    package var kind: Kind

    /// Its bytes in the framed text.
    package var range: Range<Int> { start..<end }
}
