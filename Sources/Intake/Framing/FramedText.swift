/// A piece of the input that holds one JSON text, or a note that something could not be read.
package struct FramedText: Sendable, Equatable {
    /// Index of the file it came from, in `ResponseReader.files`.
    package var source: Int
    /// Line of its first byte, counted from 1 (line feeds before it, plus one).
    package var line: Int
    /// Offset of its first byte in the file as decompressed, in bytes.
    package var byteOffset: Int
    /// Where it lies in the batch's bytes, without blanks at either end; empty where there is trouble.
    package var range: Range<Int>
    /// Blanks at the start of the line that its first byte stands on; `TextSplitter` wants to know.
    package var indentation: Int
    /// Why it could not be read; nil for a text.
    package var failure: InputFailure?
}
