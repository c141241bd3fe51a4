import Glibc

/// A part of the input: framed texts and their bytes. `ResponseReader.next(into:)` fills a batch again and again.
///
/// It is `Sendable` without a lock because one thread uses it at a time: the reader fills it, and another thread reads it and
/// gives it back.
@safe
package final class ResponseBatch: @unchecked Sendable {
    /// Readable bytes after the end of every text. The parser needs them; their values do not matter.
    package static let padding = 64

    /// The framed texts, in input order.
    package internal(set) var texts: [FramedText] = []
    /// The paths of the texts' files. The first is the path of file `firstSource`.
    private var paths: [String] = []
    private var firstSource = 0
    private var base: UnsafeMutableRawPointer
    /// Bytes that fit in, without the padding.
    private(set) var capacity: Int
    /// Bytes in use.
    var count = 0
    /// Bytes in use that `align` added. They depend on the address of the memory, and no result may.
    private(set) var filler = 0
    /// Bytes in use that are of the input.
    var content: Int { count - filler }

    /// An empty batch with room for 64 KiB.
    package init() {
        capacity = 1 << 16
        unsafe base = Self.memory(capacity, for: nil)
    }

    deinit { unsafe free(base) }

    /// The bytes of a framed text, followed by `padding` readable bytes. Valid until the batch is filled again.
    package func bytes(of framed: FramedText) -> UnsafeBufferPointer<UInt8> {
        unsafe UnsafeBufferPointer(rebasing: bytes[framed.range])
    }

    /// The path of the file that contains a framed text: see `InputFile.path`.
    package func path(of framed: FramedText) -> String { paths[framed.source - firstSource] }

    /// Begins file `source`: the next framed texts are from it. The indices of files increase by 1.
    func begin(source: Int, path: String) {
        if paths.isEmpty { firstSource = source }
        paths.append(path)
    }

    /// All bytes in use.
    var bytes: UnsafeBufferPointer<UInt8> {
        unsafe UnsafeBufferPointer(start: base.assumingMemoryBound(to: UInt8.self), count: count)
    }

    /// Passes all bytes in use to `body`.
    @inline(__always)
    func withBytes<Result>(_ body: (Span<UInt8>) -> Result) -> Result { unsafe body(bytes.span) }

    /// Appends bytes of a source, up to index `limit`.
    /// - Returns: Their number; 0 at the end of the source.
    func fill(from source: any Source, upTo limit: Int) throws(InputFailure) -> Int {
        let filled = try unsafe source.read(into: room(upTo: limit))
        count += filled
        return filled
    }

    /// The unused bytes below index `limit`, to be filled.
    private func room(upTo limit: Int) -> UnsafeMutableRawBufferPointer {
        let free = max(0, min(limit, capacity) - count)
        // Whole cache lines, so that the next read starts at the start of a cache line.
        let lines = free - free % 64
        return unsafe UnsafeMutableRawBufferPointer(start: base + count, count: lines > 0 ? lines : free)
    }

    /// Empties the batch and makes room for `size` bytes. Frees the additional memory of an unusually large text.
    func reset(size: Int) {
        texts.removeAll(keepingCapacity: true)
        paths.removeAll(keepingCapacity: true)
        count = 0
        filler = 0
        if capacity < size || capacity / 4 > max(size, 1 << 16) { reallocate(max(size, 1 << 16)) }
    }

    /// Adds blanks so that the next `length` bytes end at the end of a cache line. The kernel copies a file three to
    /// four times as fast if source and target have the same alignment.
    func align(before length: Int) {
        grow(to: count + 64 + length)
        let end = unsafe Int(bitPattern: base + count + length)
        let fill = (64 - end % 64) % 64
        unsafe (base + count).initializeMemory(as: UInt8.self, repeating: UInt8(ascii: " "), count: fill)
        count += fill
        filler += fill
    }

    /// Makes room for `size` bytes and keeps the bytes in use.
    func grow(to size: Int) {
        if capacity < size { reallocate(size) }
    }

    /// Appends the bytes at `range` of another batch.
    func append(_ range: Range<Int>, of other: ResponseBatch) {
        grow(to: count + range.count)
        unsafe (base + count).copyMemory(from: other.base + range.lowerBound, byteCount: range.count)
        count += range.count
    }

    /// Swaps the bytes, but not the framed texts, with another batch.
    func swapBytes(with other: ResponseBatch) {
        unsafe swap(&base, &other.base)
        swap(&capacity, &other.capacity)
        swap(&count, &other.count)
    }

    /// Drops the first `dropped` bytes, and with them all that `align` added. The batch contains no framed text.
    func dropFirst(_ dropped: Int) {
        unsafe base.copyMemory(from: base + dropped, byteCount: count - dropped)
        count -= dropped
        filler = 0
    }

    private func reallocate(_ size: Int) {
        unsafe base = Self.memory(size, for: base)
        capacity = size
    }

    /// `realloc` moves pages instead of copying them, so a growing text is never in memory twice.
    private static func memory(_ size: Int, for old: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer {
        guard let memory = unsafe realloc(old, size + padding) else {
            // As Swift's own containers do.
            preconditionFailure("not enough memory for \(size) bytes of input")
        }
        return unsafe memory
    }
}
