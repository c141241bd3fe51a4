import CZstd

/// What a Zstandard file holds, its frames (RFC 8878) one after the other.
@safe
final class ZstdSource: Source {
    private let compressed: CompressedBytes
    private let stream: OpaquePointer?
    private var betweenFrames = false
    /// What of the file the library gets next. Where it finds damage it keeps to itself all that it made in the same
    /// call; so there is one thing to do in a call: to make one block whole, or to give out the rest of the last one.
    private var wanted = frameStart
    /// Bytes that tell a frame's header, and those of a block's.
    private static let frameStart = 5, blockHeader = 3
    private var failure: InputFailure?

    init(_ upstream: any Source) throws(InputFailure) {
        compressed = CompressedBytes(upstream)
        unsafe stream = ZSTD_createDStream()
        if unsafe stream == nil { failure = .noMemory(.zstd) }
    }

    deinit { unsafe ZSTD_freeDStream(stream) }

    var bytesRead: Int { compressed.bytesRead }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputFailure) -> Int {
        while true {
            if let failure { throw failure }
            let bytes = try unsafe compressed.available()
            if compressed.isExhausted && betweenFrames { return 0 }
            var input = unsafe ZSTD_inBuffer(src: bytes.baseAddress, size: min(bytes.count, wanted), pos: 0)
            var output = unsafe ZSTD_outBuffer(dst: buffer.baseAddress, size: buffer.count, pos: 0)
            let status = unsafe ZSTD_decompressStream(stream, &output, &input)
            let (taken, made) = unsafe (input.pos, output.pos)
            compressed.take(taken)
            if ZSTD_isError(status) != 0 {
                failure = .damaged(.zstd, byte: compressed.position)
            } else {
                // 0: a frame is complete and all of it has been given out.
                betweenFrames = status == 0
                // It asks for a block together with the header of the next one, which may be what is damaged. Behind a
                // full buffer there may be a rest, which takes nothing.
                let next = status > Self.blockHeader ? status - Self.blockHeader : status
                wanted = betweenFrames ? Self.frameStart : made == buffer.count ? 0 : next
                if taken == 0 && made == 0 && compressed.isExhausted { failure = .cutShort(.zstd) }
            }
            if made > 0 { return made }
        }
    }
}
