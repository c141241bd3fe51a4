import CDecimals
import CSV
import Glibc
import Responses
import Utilities

/// A growing array of bytes with one owner. `removeAll` keeps the storage, so that a run in steady state allocates
/// nothing.
@safe
struct OutputBuffer: ~Copyable {
    private var base: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    private(set) var count = 0

    init(capacity: Int = 256) {
        unsafe base = .allocate(capacity: capacity)
        self.capacity = capacity
    }

    deinit { unsafe base.deallocate() }

    /// The bytes so far. Valid until the buffer changes.
    var bytes: UnsafeBufferPointer<UInt8> {
        unsafe UnsafeBufferPointer(start: base, count: count)
    }

    /// A view of the bytes so far. Valid until the buffer changes.
    var text: BorrowedText { unsafe BorrowedText(unsafeBase: base, count: count) }

    /// A copy of the bytes that outlives the buffer.
    func copied() -> [UInt8] { unsafe Array(bytes) }

    mutating func removeAll() { count = 0 }

    /// Removes the bytes after the first `length`, which is at most `count`.
    mutating func truncate(to length: Int) { count = length }

    /// Removes the first `length` bytes; `length` is at most `count`.
    mutating func removeFirst(_ length: Int) {
        count -= length
        unsafe memmove(base, base + length, count)
    }

    @inline(__always)
    mutating func append(_ byte: UInt8) {
        unsafe append(reserving: 1) { end in
            unsafe end[0] = byte
            return 1
        }
    }

    /// Appends the first `count` bytes of `word` in memory order; `count` is at most 8.
    @inline(__always)
    mutating func append(_ word: UInt64, count: Int) {
        unsafe append(reserving: 8) { end in
            unsafe UnsafeMutableRawPointer(end).storeBytes(of: word, as: UInt64.self)
            return count
        }
    }

    /// Appends the first `count` bytes of `words` in memory order; `count` is at most 32.
    @inline(__always)
    mutating func append(_ words: SIMD4<UInt64>, count: Int) {
        unsafe append(reserving: 32) { end in
            unsafe UnsafeMutableRawPointer(end).storeBytes(of: words, as: SIMD4<UInt64>.self)
            return count
        }
    }

    /// Appends bytes, which must be outside this buffer.
    mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let source = bytes.baseAddress else { return }
        unsafe append(reserving: bytes.count) { end in
            unsafe memcpy(end, source, bytes.count)
            return bytes.count
        }
    }

    /// Appends a text, which must be outside this buffer.
    mutating func append(_ text: BorrowedText) { unsafe append(text.bytes) }

    mutating func append(_ other: borrowing OutputBuffer) { unsafe append(other.bytes) }

    mutating func append(_ text: StaticString) {
        unsafe append(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    mutating func append(_ string: String) {
        var string = string
        string.withUTF8 { unsafe append($0) }
    }

    /// Passes `write` the end of the bytes with at least `capacity` writable bytes; it returns the number written.
    @inline(__always)
    mutating func append(reserving capacity: Int, _ write: (UnsafeMutablePointer<UInt8>) -> Int) {
        if self.capacity - count < capacity { grow(by: capacity) }
        unsafe count += write(base + count)
    }

    @inline(never)
    private mutating func grow(by extra: Int) {
        capacity = max(2 * capacity, count + extra)
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
        unsafe memcpy(larger, base, count)
        unsafe base.deallocate()
        unsafe base = larger
    }
}

extension OutputBuffer {
    /// The bytes of `field` as one CSV field.
    mutating func append(csv field: borrowing OutputBuffer) { unsafe append(csv: field.bytes) }

    /// Appends one CSV field, quoted (RFC 4180). `field` must be outside this buffer.
    mutating func append(csv field: BorrowedText) { unsafe append(csv: field.bytes) }

    /// Appends one CSV field, quoted (RFC 4180). `field` must be outside this buffer.
    mutating func append(csv field: UnsafeBufferPointer<UInt8>) {
        unsafe append(reserving: CSVField.capacity(for: field.count)) { unsafe CSVField.write(field, to: $0) }
    }
}

extension OutputBuffer {
    /// Appends the shortest decimal that reads back as the same double. `value` is finite.
    mutating func append(decimal value: Double) {
        unsafe append(reserving: Int(DECIMAL_ROOM)) { end in
            unsafe decimal_shortest(value, UnsafeMutableRawPointer(end).assumingMemoryBound(to: CChar.self))
        }
    }

    mutating func append(integer value: Int64) {
        if 0...9 ~= value { return append(UInt8(ascii: "0") + UInt8(value)) }
        if value < 0 { append(UInt8(ascii: "-")) }
        append(digits: value.magnitude, atLeast: 1)
    }

    /// Appends the digits of `value`, with leading zeros up to `width` (at most 20).
    mutating func append(digits value: UInt64, atLeast width: Int) {
        var length = 1
        var power: UInt64 = 10
        while length < 20, value >= power {
            length += 1
            power = length < 20 ? power * 10 : power
        }
        length = max(length, width)
        unsafe append(reserving: length) { end in
            var rest = value
            for place in (0..<length).reversed() {
                unsafe end[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
            }
            return length
        }
    }
}

extension OutputBuffer {
    /// Appends up to `count` bytes of a file.
    /// - Returns: Their number; 0 at the end.
    mutating func append(from file: borrowing FileDescriptor, upTo count: Int) throws(SystemError) -> Int {
        var failure: SystemError?
        let before = self.count
        let number = file.number
        unsafe append(reserving: count) { end in
            do throws(SystemError) {
                let file = FileDescriptor(borrowing: number)
                return try unsafe file.read(into: UnsafeMutableRawBufferPointer(start: end, count: count))
            } catch {
                failure = error
                return 0
            }
        }
        if let failure { throw failure }
        return self.count - before
    }
}

// The memory has one owner, and only the owner uses it.
extension OutputBuffer: @unchecked Sendable {}
