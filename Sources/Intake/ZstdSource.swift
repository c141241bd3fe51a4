import CZstd

/// What a Zstandard file holds, its frames (RFC 8878) one after the other.
@safe
final class ZstdSource: Source {
    private let compressed: CompressedBytes
    private let stream: OpaquePointer?
    private var betweenFrames = false
    private var trouble: Trouble?

    init(_ upstream: any Source) throws(Trouble) {
        compressed = CompressedBytes(upstream)
        unsafe stream = ZSTD_createDStream()
        if unsafe stream == nil { trouble = .noMemory(.zstd) }
    }

    deinit { unsafe ZSTD_freeDStream(stream) }

    var bytesRead: Int { compressed.bytesRead }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(Trouble) -> Int {
        while true {
            if let trouble { throw trouble }
            let bytes = try unsafe compressed.available()
            if compressed.isExhausted && betweenFrames { return 0 }
            var input = unsafe ZSTD_inBuffer(src: bytes.baseAddress, size: bytes.count, pos: 0)
            var output = unsafe ZSTD_outBuffer(dst: buffer.baseAddress, size: buffer.count, pos: 0)
            let status = unsafe ZSTD_decompressStream(stream, &output, &input)
            let (taken, made) = unsafe (input.pos, output.pos)
            compressed.take(taken)
            if ZSTD_isError(status) != 0 {
                trouble = .damaged(.zstd, byte: compressed.position)
            } else {
                // 0: a frame is complete and all of it has been given out.
                betweenFrames = status == 0
                if taken == 0 && made == 0 && compressed.isExhausted { trouble = .cutShort(.zstd) }
            }
            if made > 0 { return made }
        }
    }
}
