/// The input buffer of a decompressor, refilled from the compressed file.
@safe
final class CompressedBytes {
    private let upstream: any Source
    private let room: UnsafeMutableRawBufferPointer
    private var filled = 0
    /// Bytes of the buffer that the decompressor has used.
    private var taken = 0
    private var ended = false

    init(_ upstream: any Source) {
        self.upstream = upstream
        unsafe room = .allocate(byteCount: 256 << 10, alignment: 64)
    }

    deinit { unsafe room.deallocate() }

    /// Bytes read from the compressed file.
    var bytesRead: Int { upstream.bytesRead }

    func finishDigest() -> String? { upstream.finishDigest() }

    /// Offset in the compressed file of the decompressor's next byte.
    var position: Int { upstream.bytesRead - (filled - taken) }
    /// Whether the decompressor has used all bytes of the file.
    var isExhausted: Bool { ended && taken == filled }

    /// The unused bytes of the buffer. Refills an empty buffer. The result is valid until the next call.
    func available() throws(InputFailure) -> UnsafeMutableRawBufferPointer {
        if taken == filled && !ended {
            taken = 0
            filled = 0
            filled = try unsafe upstream.read(into: room)
            ended = filled == 0
        }
        return unsafe UnsafeMutableRawBufferPointer(rebasing: room[taken..<filled])
    }

    /// Marks the first `count` unused bytes as used.
    func take(_ count: Int) { taken += count }
}
