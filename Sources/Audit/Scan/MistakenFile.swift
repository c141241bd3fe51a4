/// What a file without JSON is, told by its first bytes: for the reason of the row that it becomes.
enum MistakenFile {
    static func words(of start: UnsafeRawBufferPointer) -> String? {
        let known: [(mark: [UInt8], words: String)] = [
            ([0x1F, 0x8B], "this is gzip, and its name must end in .gz"),
            ([0x28, 0xB5, 0x2F, 0xFD], "this is zstd, and its name must end in .zst"),
            (Array("PK\u{3}\u{4}".utf8), "this is a zip archive or a workbook"),
            ([0xFF, 0xFE], "this is UTF-16; save it as UTF-8"),
            ([0xFE, 0xFF], "this is UTF-16; save it as UTF-8"),
        ]
        return known.first { unsafe start.starts(with: $0.mark) }?.words
    }
}
