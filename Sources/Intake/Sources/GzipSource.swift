import CZlib

/// The decompressed bytes of a gzip file: its members (RFC 1952), one after the other.
@safe
final class GzipSource: Source {
    private let compressed: CompressedBytes
    /// At a fixed address, as zlib's state points back to it.
    private let stream: UnsafeMutablePointer<z_stream>
    private var betweenMembers = false
    private var failure: InputFailure?

    init(_ upstream: any Source) throws(InputFailure) {
        compressed = CompressedBytes(upstream)
        unsafe stream = .allocate(capacity: 1)
        unsafe stream.initialize(to: z_stream())
        // 15 is the largest window; adding 16 selects the gzip header.
        let size = unsafe Int32(MemoryLayout<z_stream>.size)
        let status = unsafe inflateInit2_(stream, 15 + 16, ZLIB_VERSION, size)
        if status != Z_OK { failure = .noMemory(.gzip) }
    }

    deinit {
        unsafe inflateEnd(stream)
        unsafe stream.deallocate()
    }

    var bytesRead: Int { compressed.bytesRead }

    func finishDigest() -> String? { compressed.finishDigest() }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputFailure) -> Int {
        while true {
            if let failure { throw failure }
            let input = try unsafe compressed.available()
            if compressed.isExhausted && betweenMembers { return 0 }
            let room = min(buffer.count, Int(UInt32.max))
            unsafe stream.pointee.next_in = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
            unsafe stream.pointee.avail_in = UInt32(input.count)
            unsafe stream.pointee.next_out = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
            unsafe stream.pointee.avail_out = UInt32(room)
            let status = unsafe inflate(stream, Z_NO_FLUSH)
            let taken = unsafe input.count - Int(stream.pointee.avail_in)
            let made = unsafe room - Int(stream.pointee.avail_out)
            compressed.take(taken)
            if taken > 0 { betweenMembers = false }
            switch status {
            case Z_OK, Z_BUF_ERROR:
                if taken == 0 && made == 0 && compressed.isExhausted { failure = .cutShort(.gzip) }
            case Z_STREAM_END:
                betweenMembers = true
                unsafe inflateReset(stream)
            case Z_MEM_ERROR:
                failure = .noMemory(.gzip)
            default:
                failure = .damaged(.gzip, byte: compressed.position)
            }
            if made > 0 { return made }
        }
    }
}
