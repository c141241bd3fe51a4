import Glibc

/// A stretch of the input as frames, with the bytes they lie in. Reused: `ResponseReader.next(into:)` fills it anew.
///
/// Not for two threads at a time: the reader fills it, hands it on, and gets it back when it has been read. That is why
/// it is `Sendable` without a lock.
@safe
package final class ResponseBatch: @unchecked Sendable {
    /// Readable bytes behind the end of every text, for the parser; their content does not matter.
    package static let padding = 64

    /// In input order.
    package internal(set) var texts: [FramedText] = []
    /// The paths of the files that the frames are from; the first is that of file `firstSource`.
    private var paths: [String] = []
    private var firstSource = 0
    private var base: UnsafeMutableRawPointer
    /// Bytes that fit in, padding aside.
    private(set) var capacity: Int
    /// Bytes in use.
    var count = 0

    package init() {
        capacity = 1 << 16
        unsafe base = Self.memory(capacity, for: nil)
    }

    deinit { unsafe free(base) }

    /// The text of a frame, followed by `padding` readable bytes. Valid until the batch is filled anew.
    package func bytes(of framed: FramedText) -> UnsafeBufferPointer<UInt8> {
        unsafe UnsafeBufferPointer(rebasing: bytes[framed.range])
    }

    /// The path of the file that a frame is from, as the user knows it.
    package func path(of framed: FramedText) -> String { paths[framed.source - firstSource] }

    /// Says which file the frames to come are from; files follow one another by index.
    func begin(source: Int, path: String) {
        if paths.isEmpty { firstSource = source }
        paths.append(path)
    }

    /// All bytes in use.
    var bytes: UnsafeBufferPointer<UInt8> {
        unsafe UnsafeBufferPointer(start: base.assumingMemoryBound(to: UInt8.self), count: count)
    }

    /// The unused bytes below `limit`, to be filled.
    func room(upTo limit: Int) -> UnsafeMutableRawBufferPointer {
        let free = max(0, min(limit, capacity) - count)
        // Whole cache lines, so that the next read starts on one.
        let lines = free - free % 64
        return unsafe UnsafeMutableRawBufferPointer(start: base + count, count: lines > 0 ? lines : free)
    }

    /// Makes it empty, with room for `size` bytes; gives memory back that an unusually large text needed.
    func reset(size: Int) {
        texts.removeAll(keepingCapacity: true)
        paths.removeAll(keepingCapacity: true)
        count = 0
        if capacity < size || capacity / 4 > max(size, 1 << 16) { reallocate(max(size, 1 << 16)) }
    }

    /// Lets the next `length` bytes end on a cache line, by blanks before them: the kernel copies a file three to
    /// four times as fast to where source and target lie alike.
    func align(before length: Int) {
        grow(to: count + 64 + length)
        let end = unsafe Int(bitPattern: base + count + length)
        let fill = (64 - end % 64) % 64
        unsafe (base + count).initializeMemory(as: UInt8.self, repeating: UInt8(ascii: " "), count: fill)
        count += fill
    }

    /// Makes room for `size` bytes, and keeps what is there.
    func grow(to size: Int) {
        if capacity < size { reallocate(size) }
    }

    /// Adds the bytes of `range` in another batch.
    func append(_ range: Range<Int>, of other: ResponseBatch) {
        grow(to: count + range.count)
        unsafe (base + count).copyMemory(from: other.base + range.lowerBound, byteCount: range.count)
        count += range.count
    }

    /// Swaps the bytes, but not the frames, with another batch.
    func swapBytes(with other: ResponseBatch) {
        unsafe swap(&base, &other.base)
        swap(&capacity, &other.capacity)
        swap(&count, &other.count)
    }

    /// Drops the first bytes; no frame may lie in the batch.
    func dropFirst(_ dropped: Int) {
        unsafe base.copyMemory(from: base + dropped, byteCount: count - dropped)
        count -= dropped
    }

    private func reallocate(_ size: Int) {
        unsafe base = Self.memory(size, for: base)
        capacity = size
    }

    /// `realloc` moves pages instead of copying them: a text that grows never lies in memory twice.
    private static func memory(_ size: Int, for old: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer {
        guard let memory = unsafe realloc(old, size + padding) else {
            // What Swift's own containers do where memory is short.
            preconditionFailure("no memory for \(size) bytes of input")
        }
        return unsafe memory
    }
}
