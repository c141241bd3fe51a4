public import Glibc

/// A text of a response: UTF-8 bytes in the parser's string buffer.
///
/// It is a view, not a copy, and valid until its `ResponseParser` reads the next text; make a `String` of it to
/// keep it longer. A text of a static string is always valid.
///
/// It is public, as are the values that every generation has by the hundred: the compiler inlines across modules only
/// what is public.
@safe
public struct BorrowedText: Sendable {
    /// The length in bytes.
    @usableFromInline nonisolated(unsafe) let base: UnsafePointer<UInt8>
    public let count: Int

    /// Creates a view of `count` bytes at `base`, which must stay valid while the view is used.
    @inlinable
    public init(unsafeBase base: UnsafePointer<UInt8>, count: Int) {
        unsafe self.base = base
        self.count = count
    }

    /// Creates a view of a static string.
    @inlinable
    public init(_ text: StaticString) {
        unsafe self.init(unsafeBase: text.utf8Start, count: text.utf8CodeUnitCount)
    }

    /// Creates a view of `bytes`, which must stay valid while the view is used.
    @inlinable
    public init(unsafeBytes bytes: UnsafeBufferPointer<UInt8>) {
        guard let start = bytes.baseAddress else {
            self.init("")
            return
        }
        unsafe self.init(unsafeBase: start, count: bytes.count)
    }

    /// The bytes. Valid while the text is.
    @inlinable
    public var bytes: UnsafeBufferPointer<UInt8> {
        unsafe UnsafeBufferPointer(start: base, count: count)
    }

    /// Passes the bytes to `body`.
    @inlinable
    public func withSpan<Result, Failure>(
        _ body: (Span<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result { try unsafe body(bytes.span) }

    /// Whether the text has no bytes.
    @inlinable
    public var isEmpty: Bool { count == 0 }

    /// Compares the bytes.
    @inlinable
    public static func == (left: BorrowedText, right: BorrowedText) -> Bool {
        unsafe left.count == right.count && memcmp(left.base, right.base, left.count) == 0
    }

    /// Compares the bytes.
    public static func == (left: BorrowedText, right: StaticString) -> Bool { left == BorrowedText(right) }
    /// Compares the bytes.
    public static func != (left: BorrowedText, right: StaticString) -> Bool { !(left == BorrowedText(right)) }

    /// Compares the bytes with the UTF-8 form of `right`.
    public static func == (left: BorrowedText, right: String) -> Bool {
        guard left.count == right.utf8.count else { return false }
        var right = right
        return right.withBorrowedText { left == $0 }
    }

    /// A view of the bytes at `range`, which must be within the text.
    @inlinable
    public func slice(_ range: Range<Int>) -> BorrowedText {
        precondition(range.lowerBound >= 0 && range.upperBound <= count, "range outside of the text")
        return unsafe BorrowedText(unsafeBase: base + range.lowerBound, count: range.count)
    }

    /// The offset of the first `byte` at or after `start`, which must be within the text; nil if there is none.
    public func firstOffset(of byte: UInt8, from start: Int) -> Int? {
        precondition(start >= 0 && start <= count, "offset outside of the text")
        guard let found = unsafe memchr(base + start, Int32(byte), count - start) else { return nil }
        return unsafe UnsafeRawPointer(found) - UnsafeRawPointer(base)
    }

    /// Compares the text with as many bytes of `bytes` from `start`, which must be within `bytes`.
    @inline(__always)
    func isEqual(to bytes: [UInt8], at start: Int) -> Bool {
        precondition(start >= 0 && start + count <= bytes.count, "offset outside of the bytes")
        return unsafe bytes.withUnsafeBufferPointer { known in
            guard let known = known.baseAddress else { return true }
            return unsafe memcmp(known + start, base, count) == 0
        }
    }

    /// Whether it is a SHA-256 in 64 lower-case hexadecimal digits. A line of a ledger has up to eleven of them, so that
    /// eight bytes are compared at once.
    var isSHA256: Bool {
        guard count == 64 else { return false }
        let every: UInt64 = 0x0101_0101_0101_0101
        var sound = 0x80 * every
        for place in stride(from: 0, to: 64, by: 8) {
            let bytes = unsafe UnsafeRawPointer(base + place).loadUnaligned(as: UInt64.self)
            // Below 0x80, a sum sets the upper bit of a byte that is at least the limit, and does not carry.
            func atLeast(_ limit: UInt8) -> UInt64 { (bytes & (0x7F * every)) &+ UInt64(0x80 - limit) * every }
            let isDigit = atLeast(UInt8(ascii: "0")) & ~atLeast(UInt8(ascii: "9") + 1)
            let isLetter = atLeast(UInt8(ascii: "a")) & ~atLeast(UInt8(ascii: "f") + 1)
            sound &= (isDigit | isLetter) & ~bytes
        }
        return sound == 0x80 * every
    }

    /// Whether the text comes before `other` in the order of their bytes.
    public func precedes(_ other: BorrowedText) -> Bool {
        let order = unsafe memcmp(base, other.base, Swift.min(count, other.count))
        return order == 0 ? count < other.count : order < 0
    }

    /// Adds the bytes to `hasher`.
    public func hash(into hasher: inout Hasher) { unsafe hasher.combine(bytes: UnsafeRawBufferPointer(bytes)) }
}

/// The bytes by offset, from 0.
extension BorrowedText: RandomAccessCollection {
    /// 0.
    @inlinable public var startIndex: Int { 0 }
    /// The length in bytes.
    @inlinable public var endIndex: Int { count }

    /// The byte at an offset in `0..<count`.
    @inlinable
    public subscript(index: Int) -> UInt8 {
        precondition(index >= 0 && index < count, "offset outside of the text")
        return unsafe base[index]
    }

    /// Passes the bytes to `body`.
    @inlinable
    public func withContiguousStorageIfAvailable<Result>(
        _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
    ) rethrows -> Result? { try unsafe body(bytes) }
}

extension BorrowedText {
    /// The first `limit` bytes, and up to three more to complete a character.
    public func cut(to limit: Int) -> BorrowedText {
        var end = Swift.min(limit, count)
        while end < count, self[end] & 0xC0 == 0x80 { end += 1 }
        return slice(0..<end)
    }
}

extension String {
    /// Passes the UTF-8 form to `body` as a view, which is valid during the call.
    public mutating func withBorrowedText<Result>(_ body: (BorrowedText) -> Result) -> Result {
        withUTF8 { bytes in body(unsafe BorrowedText(unsafeBytes: bytes)) }
    }

    /// Copies `text`, so that the result outlives it.
    public init(_ text: BorrowedText) {
        self = unsafe String(decoding: text.bytes, as: UTF8.self)
    }
}

extension [UInt8] {
    /// Passes the first `length` bytes to `body` as a view, which is valid during the call. `length` is at most `count`.
    public func withBorrowedText<Result, Failure>(
        ofFirst length: Int, _ body: (BorrowedText) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try unsafe withUnsafeBufferPointer { bytes throws(Failure) in
            try body(unsafe BorrowedText(unsafeBytes: bytes).slice(0..<length))
        }
    }
}
