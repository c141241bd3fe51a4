/// The format of a file, by its first bytes.
package enum FileSignature: Sendable {
    /// gzip (RFC 1952).
    case gzip
    /// Zstandard (RFC 8878).
    case zstd
    case bzip2, xz
    /// A zip archive; workbooks of today's spreadsheets are zip archives.
    case zip
    /// A compound document: workbooks of spreadsheets before 2007.
    case compoundDocument
    case pdf, picture, video, parquet, sqlite
    /// Text in UTF-16 with a byte order mark, in either byte order.
    case utf16

    /// Nil if the first bytes, of which fifteen are looked at, are those of no format here.
    package init?(of start: some Sequence<UInt8>) {
        guard let known = Self.marks.first(where: { start.dropFirst($0.offset).starts(with: $0.bytes) }) else {
            return nil
        }
        self = known.signature
    }

    private static let marks: [(offset: Int, bytes: [UInt8], signature: FileSignature)] = [
        (0, [0x1F, 0x8B], .gzip), (0, [0x28, 0xB5, 0x2F, 0xFD], .zstd), (0, [0x50, 0x4B, 0x03, 0x04], .zip),
        (0, Array("BZh".utf8), .bzip2), (0, [0xFD, 0x37, 0x7A, 0x58, 0x5A], .xz),
        (0, [0xD0, 0xCF, 0x11, 0xE0], .compoundDocument), (0, Array("%PDF".utf8), .pdf),
        (0, [0x89, 0x50, 0x4E, 0x47], .picture), (0, [0xFF, 0xD8, 0xFF], .picture),
        (4, Array("ftyp".utf8), .video), (0, Array("PAR1".utf8), .parquet),
        (0, Array("SQLite format 3".utf8), .sqlite), (0, [0xFF, 0xFE], .utf16), (0, [0xFE, 0xFF], .utf16),
    ]
}
