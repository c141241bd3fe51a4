/// One of the texts that a frame turned out to hold.
package struct TextPiece: Sendable, Equatable {
    package enum Kind: UInt8, Sendable {
        /// Its brackets are balanced, or it is one line that starts with none. The parser says whether it is JSON.
        case complete
        /// Its brackets never close.
        case broken
    }

    /// Offset of its first byte in the frame.
    package var start: Int
    /// Offset behind its last byte in the frame.
    package var end: Int
    /// Line feeds of the frame before it.
    package var line: Int
    /// Blanks at the start of the line that it starts on.
    package var indentation: Int32
    package var kind: Kind

    package var range: Range<Int> { start..<end }
}
