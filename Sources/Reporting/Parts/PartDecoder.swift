package import Responses

/// Bytes that are not those of a part file.
package struct PartFault: Error {
    /// Creates a fault.
    package init() {}
}

/// Reads the values that a `PartEncoder` wrote. It reads nothing outside of its bytes, and no list is longer than they are,
/// whatever they hold.
package struct PartDecoder {
    private let source: BorrowedText
    private var position = 0

    /// The largest count. The counts of all parts add up without overflow.
    package static let largestCount = 1 << 44

    /// Reads `source`, which must stay valid.
    package init(_ source: BorrowedText) { self.source = source }

    /// The bytes that are left.
    package var left: Int { source.count - position }

    /// Throws a fault if bytes are left.
    package func end() throws(PartFault) { if left != 0 { throw PartFault() } }

    private mutating func byte() throws(PartFault) -> UInt8 {
        guard position < source.count else { throw PartFault() }
        position += 1
        return source[position - 1]
    }

    /// A whole number of 64 bits.
    package mutating func word() throws(PartFault) -> UInt64 {
        var value: UInt64 = 0
        for shift in stride(from: 0, to: 64, by: 7) {
            let byte = try byte()
            let bits = UInt64(byte & 0x7F)
            guard shift < 63 || bits <= 1 else { throw PartFault() }
            value |= bits << UInt64(shift)
            if byte < 0x80 { return value }
        }
        throw PartFault()
    }

    /// A number of 0…`limit`.
    package mutating func count(upTo limit: Int = largestCount) throws(PartFault) -> Int {
        guard let value = Int(exactly: try word()), value <= limit else { throw PartFault() }
        return value
    }

    /// The number of elements that follow, of at least one byte each.
    package mutating func elements() throws(PartFault) -> Int {
        let count = try count()
        guard count <= left else { throw PartFault() }
        return count
    }

    /// A flag.
    package mutating func flag() throws(PartFault) -> Bool {
        switch try byte() {
        case 0: false
        case 1: true
        default: throw PartFault()
        }
    }

    /// A whole number of 64 bits, with its sign.
    package mutating func integer() throws(PartFault) -> Int64 {
        let word = try word()
        return Int64(bitPattern: word >> 1) ^ -Int64(bitPattern: word & 1)
    }

    /// A number; never NaN.
    package mutating func decimal() throws(PartFault) -> Double {
        let value = Double(bitPattern: try raw(8).reversed().reduce(0) { $0 << 8 | UInt64($1) })
        guard !value.isNaN else { throw PartFault() }
        return value
    }

    /// A text. Bytes that are not UTF-8 become U+FFFD.
    package mutating func text() throws(PartFault) -> String { String(try bytes()) }

    /// A text that may be absent.
    package mutating func optionalText() throws(PartFault) -> String? { try flag() ? try text() : nil }

    /// A view of bytes.
    package mutating func bytes() throws(PartFault) -> BorrowedText { try raw(count()) }

    /// A key; nil if the bytes cannot be a key.
    package mutating func key() throws(PartFault) -> IDKey? {
        let high = try raw(8).reduce(0) { $0 << 8 | UInt64($1) }
        return IDKey(high: high, low: try raw(8).reduce(0) { $0 << 8 | UInt64($1) })
    }

    private mutating func raw(_ count: Int) throws(PartFault) -> BorrowedText {
        guard count <= left else { throw PartFault() }
        defer { position += count }
        return source.slice(position..<position + count)
    }
}
