import Utilities

/// Finds the value of an object's member in the text.
///
/// The text must be valid JSON. A name that is written with escapes is not recognised.
enum RawMember {
    /// Nil if the text is not an object or has no such member. `isLast` promises that the member is the last one.
    static func range(of name: StaticString, in text: BorrowedText, isLast: Bool = false) -> Range<Int>? {
        var index = blanks(in: text, from: 0)
        guard byte(text, index) == UInt8(ascii: "{") else { return nil }
        while true {
            index = blanks(in: text, from: index + 1)
            guard byte(text, index) == UInt8(ascii: "\"") else { return nil }
            let nameEnd = string(in: text, from: index)
            let isNamed = isEqual(text, index + 1..<nameEnd - 1, name)
            let colon = blanks(in: text, from: nameEnd)
            let start = blanks(in: text, from: colon + 1)
            if isNamed, isLast { return lastValue(in: text, from: start) }
            let end = value(in: text, from: start)
            if isNamed { return start..<end }
            index = blanks(in: text, from: end)
            guard byte(text, index) == UInt8(ascii: ",") else { return nil }
        }
    }

    private static func lastValue(in text: BorrowedText, from start: Int) -> Range<Int>? {
        var end = text.count
        func trim() {
            while end > start, byte(text, end - 1).isBlank { end -= 1 }
        }
        trim()
        guard end > start, byte(text, end - 1) == UInt8(ascii: "}") else { return nil }
        end -= 1
        trim()
        return start < end ? start..<end : nil
    }

    /// The index after the value at `start`.
    private static func value(in text: BorrowedText, from start: Int) -> Int {
        var index = start, depth = 0
        while index < text.count {
            switch byte(text, index) {
            case UInt8(ascii: "\""):
                index = string(in: text, from: index)
                if depth == 0 { return index }
                continue
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                // The end of the surrounding object, after a number or a literal.
                if depth == 0 { return index }
                depth -= 1
                if depth == 0 { return index + 1 }
            case let other where depth == 0 && (other == UInt8(ascii: ",") || other.isBlank):
                return index
            default: break
            }
            index += 1
        }
        return index
    }

    /// The index after the string with its opening quote at `start`.
    private static func string(in text: BorrowedText, from start: Int) -> Int {
        var index = start + 1
        while index < text.count, byte(text, index) != UInt8(ascii: "\"") {
            index += byte(text, index) == UInt8(ascii: "\\") ? 2 : 1
        }
        return min(index + 1, text.count)
    }

    private static func blanks(in text: BorrowedText, from start: Int) -> Int {
        var index = start
        while index < text.count, byte(text, index).isBlank { index += 1 }
        return index
    }

    private static func isEqual(_ text: BorrowedText, _ range: Range<Int>, _ name: StaticString) -> Bool {
        let expected = BorrowedText(name)
        guard range.count == expected.count else { return false }
        return zip(range, expected).allSatisfy { byte(text, $0) == $1 }
    }

    /// The byte at `index`; 0 past the end.
    private static func byte(_ text: BorrowedText, _ index: Int) -> UInt8 {
        index < text.count ? text[index] : 0
    }
}
