/// Reads a file of a finished report line by line.
package struct LineReader: ~Copyable {
    private var reader: FileReader
    /// The bytes that are read and not yet returned. `position` is the offset after the last returned byte.
    private var buffer: [UInt8] = []
    private var position = 0

    /// Opens the file.
    package init(path: String) throws(ReportError) { reader = try FileReader(path: path) }

    /// The next line without its line feed; nil at the end of the file. Bytes after the last line feed are ignored.
    package mutating func next() throws(ReportError) -> [UInt8]? {
        var searched = position
        while true {
            if let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) {
                defer { position = end + 1 }
                return Array(buffer[position..<end])
            }
            searched = buffer.count - position
            buffer.removeSubrange(..<position)
            position = 0
            let more = try reader.next()
            if more.isEmpty { return nil }
            buffer += more
        }
    }
}
