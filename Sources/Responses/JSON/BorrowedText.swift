import Glibc

/// A text of a response: UTF-8 bytes in the parser's string buffer.
///
/// It is a view, not a copy, and valid until its `ResponseParser` reads the next text; make a `String` of it to
/// keep it longer. A text of a static string is always valid.
@safe
package struct BorrowedText: Sendable {
    /// The length in bytes.
    @usableFromInline nonisolated(unsafe) let base: UnsafePointer<UInt8>
    package let count: Int

    /// Creates a view of `count` bytes at `base`, which must stay valid while the view is used.
    @inlinable
    package init(unsafeBase base: UnsafePointer<UInt8>, count: Int) {
        unsafe self.base = base
        self.count = count
    }

    /// Creates a view of a static string.
    package init(_ text: StaticString) {
        unsafe self.init(unsafeBase: text.utf8Start, count: text.utf8CodeUnitCount)
    }

    /// The bytes. Valid while the text is.
    @inlinable
    package var bytes: UnsafeBufferPointer<UInt8> {
        unsafe UnsafeBufferPointer(start: base, count: count)
    }

    /// Whether the text has no bytes.
    @inlinable
    package var isEmpty: Bool { count == 0 }

    /// Compares the bytes.
    @inlinable
    package static func == (left: BorrowedText, right: BorrowedText) -> Bool {
        unsafe left.count == right.count && memcmp(left.base, right.base, left.count) == 0
    }

    /// Compares the bytes.
    package static func == (left: BorrowedText, right: StaticString) -> Bool { left == BorrowedText(right) }
    /// Compares the bytes.
    package static func != (left: BorrowedText, right: StaticString) -> Bool { !(left == BorrowedText(right)) }
}

extension String {
    /// Copies `text`, so that the result outlives it.
    package init(_ text: BorrowedText) {
        self = unsafe String(decoding: text.bytes, as: UTF8.self)
    }
}
