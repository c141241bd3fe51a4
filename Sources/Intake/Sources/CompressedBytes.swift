/// The compressed side of a decompressor: a buffer that is refilled from the file.
@safe
final class CompressedBytes {
    private let upstream: any Source
    private let room: UnsafeMutableRawBufferPointer
    private var filled = 0
    /// Bytes of the buffer that the decompressor has taken.
    private var taken = 0
    private var ended = false

    init(_ upstream: any Source) {
        self.upstream = upstream
        unsafe room = .allocate(byteCount: 256 << 10, alignment: 64)
    }

    deinit { unsafe room.deallocate() }

    var bytesRead: Int { upstream.bytesRead }
    /// Position in the compressed file of the next byte that the decompressor takes.
    var position: Int { upstream.bytesRead - (filled - taken) }
    /// Whether all has been taken.
    var isExhausted: Bool { ended && taken == filled }

    /// What is there to take; reads more where nothing is left. Valid until the next call.
    func available() throws(InputFailure) -> UnsafeMutableRawBufferPointer {
        if taken == filled && !ended {
            taken = 0
            filled = 0
            filled = try unsafe upstream.read(into: room)
            ended = filled == 0
        }
        return unsafe UnsafeMutableRawBufferPointer(rebasing: room[taken..<filled])
    }

    func take(_ count: Int) { taken += count }
}
