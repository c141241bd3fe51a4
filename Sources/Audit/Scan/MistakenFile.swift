/// What a file without JSON is, told by its first bytes: for the reason of the row that it becomes.
enum MistakenFile {
    static func words(of start: UnsafeRawBufferPointer) -> String? {
        let known: [(mark: [UInt8], words: String)] = [
            ([0x1F, 0x8B], "this is gzip, and its name must end in .gz"),
            ([0x28, 0xB5, 0x2F, 0xFD], "this is zstd, and its name must end in .zst"),
            (Array("PK\u{3}\u{4}".utf8), "this is a zip archive or a workbook"),
            (Array("BZh".utf8), "this is bzip2; decompress it"),
            ([0xFD, 0x37, 0x7A, 0x58, 0x5A], "this is xz; decompress it"),
            (Array("%PDF".utf8), "this is a PDF"),
            ([0x89, 0x50, 0x4E, 0x47], "this is a picture"),
            ([0xFF, 0xD8, 0xFF], "this is a picture"),
            (Array("PAR1".utf8), "this is Parquet; export it as NDJSON"),
            (Array("SQLite format 3".utf8), "this is an SQLite database; export it as NDJSON"),
            ([0xFF, 0xFE], "this is UTF-16; save it as UTF-8"),
            ([0xFE, 0xFF], "this is UTF-16; save it as UTF-8"),
        ]
        if start.count >= 12, unsafe start[4..<8].elementsEqual("ftyp".utf8) { return "this is a video" }
        return known.first { unsafe start.starts(with: $0.mark) }?.words
    }
}
