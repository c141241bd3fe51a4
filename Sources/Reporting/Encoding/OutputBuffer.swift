import Glibc
import Responses

/// A growing run of bytes with one owner. Emptied, it keeps its storage, so that a run in steady state allocates
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

    /// The bytes so far; valid until the buffer changes.
    var bytes: UnsafeBufferPointer<UInt8> {
        unsafe UnsafeBufferPointer(start: base, count: count)
    }

    /// Some of the bytes; valid until the buffer changes.
    func bytes(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
        unsafe UnsafeBufferPointer(rebasing: bytes[range])
    }

    /// A copy of the bytes, for those who outlive the buffer.
    func copied() -> [UInt8] { unsafe Array(bytes) }

    mutating func removeAll() { count = 0 }

    /// Forgets the bytes behind the first `length`; `length` is at most `count`.
    mutating func truncate(to length: Int) { count = length }

    /// Forgets the first `length` bytes; `length` is at most `count`.
    mutating func removeFirst(_ length: Int) {
        count -= length
        unsafe memmove(base, base + length, count)
    }

    @inline(__always)
    mutating func append(_ byte: UInt8) {
        unsafe append(cutoffs: 1) { end in
            unsafe end[0] = byte
            return 1
        }
    }

    /// `bytes` must lie outside this buffer.
    mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let source = bytes.baseAddress else { return }
        unsafe append(cutoffs: bytes.count) { end in
            unsafe memcpy(end, source, bytes.count)
            return bytes.count
        }
    }

    mutating func append(_ other: borrowing OutputBuffer) { unsafe append(other.bytes) }

    mutating func append(_ text: StaticString) {
        unsafe append(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    mutating func append(_ string: String) {
        var string = string
        string.withUTF8 { unsafe append($0) }
    }

    /// Lets `write` put up to `room` bytes at the end; it returns how many it did.
    @inline(__always)
    mutating func append(cutoffs: Int, _ write: (UnsafeMutablePointer<UInt8>) -> Int) {
        if capacity - count < cutoffs { grow(by: cutoffs) }
        unsafe count += write(base + count)
    }

    @inline(never)
    private mutating func grow(by cutoffs: Int) {
        capacity = max(2 * capacity, count + cutoffs)
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
        unsafe memcpy(larger, base, count)
        unsafe base.deallocate()
        unsafe base = larger
    }
}

// The memory has one owner, who alone reads and writes it.
extension OutputBuffer: @unchecked Sendable {}
