internal import CDecimals

/// JSON in its one canonical form, to be digested: UTF-8 without white space, strings that escape only `"`, `\` and
/// characters below U+0020, numbers in the shortest decimal form that reads back to the same double.
///
/// The caller gives the keys in their order, and the punctuation. Emptied, a value keeps its storage.
package struct CanonicalJSON: Sendable {
    /// The text so far.
    package private(set) var bytes: [UInt8] = []

    /// Creates an empty text.
    package init() {}

    /// Removes all bytes and keeps the storage.
    package mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

    /// Bytes as they are: punctuation, keys, and whatever else needs no escapes.
    package mutating func raw(_ text: Span<UInt8>) {
        unsafe text.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
    }

    /// Bytes as they are: punctuation and keys.
    package mutating func raw(_ text: StaticString) {
        unsafe bytes.append(
            contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// A string, in quotes.
    package mutating func string(_ text: String) { string(text.utf8Span.span) }

    /// A string, in quotes. `text` is UTF-8.
    package mutating func string(_ text: Span<UInt8>) {
        bytes.append(UInt8(ascii: "\""))
        if Self.isPlain(text) { raw(text) } else { escape(text) }
        bytes.append(UInt8(ascii: "\""))
    }

    private static func isPlain(_ text: Span<UInt8>) -> Bool {
        var strange: UInt8 = 0
        for index in text.indices {
            let byte = text[index]
            let isEscaped = byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
            strange |= isEscaped ? 1 : 0
        }
        return strange == 0
    }

    private mutating func escape(_ text: Span<UInt8>) {
        for index in text.indices {
            let byte = text[index]
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(byte)
            case 0..<0x20:
                raw(byte < 0x10 ? "\\u000" : "\\u001")
                let digit = byte & 15
                bytes.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
            default: bytes.append(byte)
            }
        }
    }

    /// A number; `value` is finite.
    package mutating func number(_ value: Double) {
        let room = Int(DECIMAL_ROOM)
        unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: room) { digits in
            guard let base = digits.baseAddress else { return }
            let count = unsafe decimal_shortest(value, base)
            for index in 0..<count { unsafe bytes.append(UInt8(bitPattern: digits[index])) }
        }
    }

    /// A whole number.
    package mutating func integer(_ value: Int64) {
        if value < 0 { bytes.append(UInt8(ascii: "-")) }
        let start = bytes.count
        var rest = value.magnitude
        repeat {
            bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
            rest /= 10
        } while rest > 0
        bytes[start...].reverse()
    }

    /// `true` or `false`.
    package mutating func boolean(_ value: Bool) { raw(value ? "true" : "false") }

    /// A list, its elements separated by commas.
    package mutating func array<Element>(
        _ elements: some Sequence<Element>, _ write: (Element, inout CanonicalJSON) -> Void
    ) {
        raw("[")
        var isFirst = true
        for element in elements {
            if !isFirst { raw(",") }
            isFirst = false
            write(element, &self)
        }
        raw("]")
    }
}
