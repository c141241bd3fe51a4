package import Responses

/// Writes the values of a part file (CONTRACT section 17): whole numbers in LEB128, texts and bytes behind their length.
package struct PartEncoder: ~Copyable, Sendable {
    private var buffer = OutputBuffer()

    /// Creates an encoder without values.
    package init() {}

    /// The bytes so far. Valid until the encoder changes.
    var text: BorrowedText { buffer.text }

    /// Removes all values and keeps the storage.
    package mutating func removeAll() { buffer.removeAll() }

    /// A whole number of 64 bits.
    package mutating func word(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            buffer.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        buffer.append(UInt8(truncatingIfNeeded: rest))
    }

    /// A number of 64 bits in eight bytes, the most significant first.
    mutating func fixed(_ value: UInt64) { buffer.append(value.bigEndian, count: 8) }

    mutating func byte(_ value: UInt8) { buffer.append(value) }

    /// A number that is not negative.
    package mutating func count(_ value: Int) { word(UInt64(max(0, value))) }

    /// A flag.
    package mutating func flag(_ value: Bool) { buffer.append(value ? 1 : 0) }

    /// A whole number of 64 bits, with its sign.
    package mutating func integer(_ value: Int64) {
        word(UInt64(bitPattern: value << 1 ^ value >> 63))
    }

    /// A number with all its bits.
    package mutating func decimal(_ value: Double) { buffer.append(value.bitPattern.littleEndian, count: 8) }

    /// A text.
    package mutating func text(_ text: String) {
        count(text.utf8.count)
        buffer.append(text)
    }

    /// A text that may be absent.
    package mutating func text(_ text: String?) {
        flag(text != nil)
        if let text { self.text(text) }
    }

    /// Bytes.
    package mutating func bytes(_ bytes: BorrowedText) {
        count(bytes.count)
        buffer.append(bytes)
    }

    /// Bytes.
    package mutating func bytes(_ bytes: [UInt8]) {
        bytes.withBorrowedText(ofFirst: bytes.count) { self.bytes($0) }
    }

    /// A key in 16 bytes, the first half first.
    package mutating func key(_ key: IDKey) {
        fixed(key.high)
        fixed(key.low)
    }
}
