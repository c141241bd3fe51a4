/// The encoding of a sheet.
package enum SheetEncoding: String, Sendable {
    case utf8 = "UTF-8"
    case utf16LittleEndian = "UTF-16LE"
    case utf16BigEndian = "UTF-16BE"
    case windows1252 = "Windows-1252"
}

/// The bytes of a sheet, read as UTF-8 piece by piece.
struct SheetText {
    let encoding: SheetEncoding
    private let bytes: [UInt8]
    /// The offset after the byte order mark.
    private let start: Int
    private var position: Int

    /// The most bytes of a sheet that are decoded at a time. It is even, so that no unit of UTF-16 is split.
    private static let piece = 1 << 16

    init(_ bytes: [UInt8]) {
        switch (bytes.first, bytes.dropFirst().first) {
        case (0xFF, 0xFE): (encoding, start) = (.utf16LittleEndian, 2)
        case (0xFE, 0xFF): (encoding, start) = (.utf16BigEndian, 2)
        default:
            start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
            encoding = Self.isUTF8(bytes) ? .utf8 : .windows1252
        }
        self.bytes = bytes
        position = start
    }

    /// The next bytes in UTF-8; empty at the end. A half of a surrogate pair becomes U+FFFD.
    mutating func next() -> [UInt8] {
        var end = min(position + Self.piece, bytes.count)
        switch encoding {
        case .utf8:
            defer { position = end }
            return Array(bytes[position..<end])
        case .windows1252:
            defer { position = end }
            var text: [UInt8] = []
            text.reserveCapacity(2 * (end - position))
            for byte in bytes[position..<end] { text += UTF8.encode(Self.windows1252(byte)) ?? .init() }
            return text
        case .utf16LittleEndian, .utf16BigEndian:
            // The second half of a pair stays with the first.
            if end - position > 2, end < bytes.count, UTF16.isLeadSurrogate(unit(at: end - 2)) { end -= 2 }
            defer { position = end }
            let units = stride(from: position, to: end - 1, by: 2).map { unit(at: $0) }
            return Array(String(decoding: units, as: UTF16.self).utf8)
        }
    }

    mutating func rewind() { position = start }

    private func unit(at offset: Int) -> UInt16 {
        let first = UInt16(bytes[offset]), second = UInt16(bytes[offset + 1])
        return encoding == .utf16LittleEndian ? second << 8 | first : first << 8 | second
    }

    private static func isUTF8(_ bytes: [UInt8]) -> Bool {
        do {
            _ = try UTF8Span(validating: bytes.span)
            return true
        } catch {
            return false
        }
    }

    /// The character of a byte in Windows-1252. The five bytes without a character are control characters.
    private static func windows1252(_ byte: UInt8) -> Unicode.Scalar {
        guard 0x80...0x9F ~= byte else { return Unicode.Scalar(byte) }
        return high[Int(byte) - 0x80]
    }

    private static let high: [Unicode.Scalar] = Array(
        ("\u{20AC}\u{81}\u{201A}\u{192}\u{201E}\u{2026}\u{2020}\u{2021}\u{2C6}\u{2030}\u{160}\u{2039}\u{152}\u{8D}"
            + "\u{17D}\u{8F}\u{90}\u{2018}\u{2019}\u{201C}\u{201D}\u{2022}\u{2013}\u{2014}\u{2DC}\u{2122}\u{161}"
            + "\u{203A}\u{153}\u{9D}\u{17E}\u{178}").unicodeScalars)
}
