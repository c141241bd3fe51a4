/// Where a JSON text begins in the input: the `source` and `byte_offset` of the reports (CONTRACT section 6).
package struct TextPlace: Sendable {
    /// The input's path as the run names it; bytes that are not UTF-8 already repaired.
    package var path: String
    /// 1 for the first line.
    package var line: Int
    /// In bytes, 0 for the first; of the decompressed input.
    package var byteOffset: Int

    package init(path: String, line: Int, byteOffset: Int) {
        self.path = path
        self.line = line
        self.byteOffset = byteOffset
    }
}
