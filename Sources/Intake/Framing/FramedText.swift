/// The range of one JSON text in a batch, or a part of the input that could not be read.
package struct FramedText: Sendable, Equatable {
    /// Index of its file in `ResponseReader.files`.
    package var source: Int
    /// Line of its first byte, from 1: the line feeds before it, plus one.
    package var line: Int
    /// Offset of its first byte in the decompressed file, from 0.
    package var byteOffset: Int
    /// Its bytes in the batch, without blanks at either end. Empty if `failure` is set.
    package var range: Range<Int>
    /// Blanks at the start of the line of its first byte, for `TextSplitter`.
    package var indentation: Int
    /// Why it could not be read; nil for a JSON text.
    package var failure: InputFailure?
}
