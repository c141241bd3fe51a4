public import Glibc

/// Text of a response: UTF-8 bytes that lie in the parser's string buffer.
///
/// A view, not a copy. It is valid until the `ResponseParser` it came from reads its next text; whoever
/// wants to keep it longer makes a `String` of it. `Text` of a static string is valid for ever.
@safe
public struct BorrowedText: Sendable {
    @usableFromInline nonisolated(unsafe) let base: UnsafePointer<UInt8>
    public let count: Int

    @inlinable
    public init(unsafeBase base: UnsafePointer<UInt8>, count: Int) {
        unsafe self.base = base
        self.count = count
    }

    public init(_ text: StaticString) {
        unsafe self.init(unsafeBase: text.utf8Start, count: text.utf8CodeUnitCount)
    }

    /// The bytes, for code that copies or compares them while the text is valid.
    @inlinable
    public var bytes: UnsafeBufferPointer<UInt8> {
        unsafe UnsafeBufferPointer(start: base, count: count)
    }

    @inlinable
    public var isEmpty: Bool { count == 0 }

    @inlinable
    public static func == (left: BorrowedText, right: BorrowedText) -> Bool {
        unsafe left.count == right.count && memcmp(left.base, right.base, left.count) == 0
    }

    public static func == (left: BorrowedText, right: StaticString) -> Bool { left == BorrowedText(right) }
    public static func != (left: BorrowedText, right: StaticString) -> Bool { !(left == BorrowedText(right)) }
}

extension String {
    /// A copy of `text` that outlives the parser's next text.
    public init(_ text: BorrowedText) {
        self = unsafe String(decoding: text.bytes, as: UTF8.self)
    }
}
