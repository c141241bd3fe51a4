/// One of the texts that a frame turned out to hold.
public struct TextPiece: Sendable, Equatable {
    public enum Kind: UInt8, Sendable {
        /// Its brackets are balanced, or it is one line that starts with none. The parser says whether it is JSON.
        case complete
        /// Its brackets never close.
        case broken
    }

    /// Offset of its first byte in the frame.
    public var start: Int
    /// Offset behind its last byte in the frame.
    public var end: Int
    /// Line feeds of the frame before it.
    public var line: Int
    /// Blanks at the start of the line that it starts on.
    public var indentation: Int32
    public var kind: Kind

    public var range: Range<Int> { start..<end }
}
