/// The format of a file, by its first bytes.
package enum FileSignature: Sendable {
    /// gzip (RFC 1952).
    case gzip
    /// Zstandard (RFC 8878).
    case zstd
    /// A zip archive; workbooks of today's spreadsheets are zip archives.
    case zip
    /// A compound document: workbooks of spreadsheets before 2007.
    case compoundDocument
    /// Text in UTF-16 with a byte order mark, in either byte order.
    case utf16

    /// Nil if the first bytes, of which four are looked at, are those of no format here.
    package init?(of start: some Sequence<UInt8>) {
        guard let known = Self.marks.first(where: { start.starts(with: $0.bytes) }) else { return nil }
        self = known.signature
    }

    private static let marks: [(bytes: [UInt8], signature: FileSignature)] = [
        ([0x1F, 0x8B], .gzip), ([0x28, 0xB5, 0x2F, 0xFD], .zstd), ([0x50, 0x4B, 0x03, 0x04], .zip),
        ([0xD0, 0xCF, 0x11, 0xE0], .compoundDocument), ([0xFF, 0xFE], .utf16), ([0xFE, 0xFF], .utf16),
    ]
}
