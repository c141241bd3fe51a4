/// Where a JSON text begins in the input: the `source` and `byte_offset` of the reports (CONTRACT section 6).
public struct TextPlace: Sendable {
    /// The input's path as the run names it; bytes that are not UTF-8 already repaired.
    public var path: String
    /// 1 for the first line.
    public var line: Int
    /// In bytes, 0 for the first; of the decompressed input.
    public var byteOffset: Int

    public init(path: String, line: Int, byteOffset: Int) {
        self.path = path
        self.line = line
        self.byteOffset = byteOffset
    }
}
