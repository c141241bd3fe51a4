/// The position of a JSON text in the input: the `source` and `byte_offset` of the reports (CONTRACT section 6).
package struct TextPlace: Sendable {
    /// The input's path as the run names it, with bytes that are not UTF-8 replaced.
    package var path: String
    /// The line, from 1.
    package var line: Int
    /// The offset in bytes of the decompressed input, from 0.
    package var byteOffset: Int

    /// Creates a position.
    package init(path: String, line: Int, byteOffset: Int) {
        self.path = path
        self.line = line
        self.byteOffset = byteOffset
    }
}
