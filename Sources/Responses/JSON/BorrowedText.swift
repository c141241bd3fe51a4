import Glibc

/// Text of a response: UTF-8 bytes that lie in the parser's string buffer.
///
/// A view, not a copy. It is valid until the `ResponseParser` it came from reads its next text; whoever
/// wants to keep it longer makes a `String` of it. `Text` of a static string is valid for ever.
@safe
package struct BorrowedText: Sendable {
    @usableFromInline nonisolated(unsafe) let base: UnsafePointer<UInt8>
    package let count: Int

    @inlinable
    package init(unsafeBase base: UnsafePointer<UInt8>, count: Int) {
        unsafe self.base = base
        self.count = count
    }

    package init(_ text: StaticString) {
        unsafe self.init(unsafeBase: text.utf8Start, count: text.utf8CodeUnitCount)
    }

    /// The bytes, for code that copies or compares them while the text is valid.
    @inlinable
    package var bytes: UnsafeBufferPointer<UInt8> {
        unsafe UnsafeBufferPointer(start: base, count: count)
    }

    @inlinable
    package var isEmpty: Bool { count == 0 }

    @inlinable
    package static func == (left: BorrowedText, right: BorrowedText) -> Bool {
        unsafe left.count == right.count && memcmp(left.base, right.base, left.count) == 0
    }

    package static func == (left: BorrowedText, right: StaticString) -> Bool { left == BorrowedText(right) }
    package static func != (left: BorrowedText, right: StaticString) -> Bool { !(left == BorrowedText(right)) }
}

extension BorrowedText {
    /// The first `limit` bytes, and up to three more where a character begins among them and ends behind.
    func cut(to limit: Int) -> BorrowedText {
        var end = min(limit, count)
        while end < count, unsafe bytes[end] & 0xC0 == 0x80 { end += 1 }
        return unsafe BorrowedText(unsafeBase: base, count: end)
    }
}

extension String {
    /// A copy of `text` that outlives the parser's next text.
    package init(_ text: BorrowedText) {
        self = unsafe String(decoding: text.bytes, as: UTF8.self)
    }
}
