import CZstd

/// The decompressed bytes of a Zstandard file: its frames (RFC 8878), one after the other.
@safe
final class ZstdSource: Source {
    private let compressed: CompressedBytes
    private let stream: OpaquePointer?
    private var betweenFrames = false
    /// The most bytes that the library gets in the next call. A call that finds damage returns no bytes, also not those
    /// that it decompressed before. So each call completes one block, or returns the rest of the last block.
    private var wanted = frameStart
    /// Bytes that determine the size of a frame header, and the size of a block header.
    private static let frameStart = 5, blockHeader = 3
    private var failure: InputFailure?

    init(_ upstream: any Source) throws(InputFailure) {
        compressed = CompressedBytes(upstream)
        unsafe stream = ZSTD_createDStream()
        if unsafe stream == nil { failure = .noMemory(.zstd) }
    }

    deinit { unsafe ZSTD_freeDStream(stream) }

    var bytesRead: Int { compressed.bytesRead }

    func finishDigest() -> String? { compressed.finishDigest() }

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
                // 0: the frame is complete, and all of its bytes have been returned.
                betweenFrames = status == 0
                // The library asks for a block together with the header of the next block, which can be damaged. If the
                // output buffer is full, the next call returns the rest and needs no input.
                let next = status > Self.blockHeader ? status - Self.blockHeader : status
                wanted = betweenFrames ? Self.frameStart : made == buffer.count ? 0 : next
                if taken == 0 && made == 0 && compressed.isExhausted { failure = .cutShort(.zstd) }
            }
            if made > 0 { return made }
        }
    }
}
