import Digests
import Glibc
package import Responses
import Utilities

/// Reads a part file from start to end, and checks it against its footer (CONTRACT section 17). Any bytes may be in the file:
/// no chunk takes more memory than the file has bytes.
package struct PartReader: ~Copyable {
    /// The header.
    package private(set) var header: PartHeader
    /// The bytes of the file.
    package let size: Int
    /// The bytes read so far.
    package private(set) var position = 0
    private let path: String
    private let file: FileDescriptor
    private var digest = SHA256Stream()
    private var buffer = OutputBuffer()
    private var last = PartChunk.header

    /// Opens the part at `path` and reads its header.
    package static func open(_ path: String) throws(ReportError) -> PartReader {
        var reader = PartReader(path, try file(at: path))
        try reader.readHeader()
        return reader
    }

    private init(_ path: String, _ file: consuming FileDescriptor) {
        size = (try? file.status()).map { Int($0.st_size) } ?? 0
        self.file = file
        self.path = path
        header = PartHeader()
    }

    private static func file(at path: String) throws(ReportError) -> FileDescriptor {
        do throws(SystemError) {
            let file = try FileDescriptor(opening: path, O_RDONLY | O_NONBLOCK)
            guard file.isRegularFile else { throw SystemError(EINVAL) }
            return file
        } catch {
            throw .failed("read", path, error)
        }
    }

    private mutating func readHeader() throws(ReportError) {
        let signature = PartChunk.signature
        try read(min(size, signature.utf8CodeUnitCount))
        guard buffer.text == signature else {
            throw .refused(
                path: path,
                reason: "is no part of this version's format; name a file that modaudit scan --part wrote")
        }
        updateDigest()
        guard try read() == .header else { throw damaged() }
        header = try decode { part throws(PartFault) in try PartHeader(from: &part) }
    }

    /// Reads the next chunk; nil behind the footer, which fits the bytes of the file then.
    package mutating func next() throws(ReportError) -> PartChunk? {
        if Interruption.isRequested { throw .stopped }
        let chunk = try read()
        guard last.mayPrecede(chunk) else { throw damaged() }
        last = chunk
        return chunk == .footer ? nil : chunk
    }

    /// The place of the current chunk's content in the file.
    package var place: Range<Int> { position - buffer.count..<position }

    /// Passes the keys at `place` in the part at `path` to `body`.
    package static func eachKey(
        of path: String, at place: Range<Int>, _ body: (IDKey) -> Void
    ) throws(ReportError) {
        let file = try file(at: path)
        for start in stride(from: place.lowerBound, to: place.upperBound, by: 1 << 20) {
            let bytes: [UInt8]
            do throws(SystemError) {
                bytes = try file.read(start..<min(start + 1 << 20, place.upperBound))
            } catch {
                throw .failed("read", path, error)
            }
            bytes.withBorrowedText(ofFirst: bytes.count) { bytes in
                var keys = PartDecoder(bytes)
                while let key = try? keys.key() { body(key) }
            }
        }
    }

    /// Passes the values of the current chunk to `body`, which reads all of them.
    package func decode<Value: ~Copyable>(
        _ body: (inout PartDecoder) throws(PartFault) -> Value
    ) throws(ReportError) -> Value {
        do throws(PartFault) {
            var part = PartDecoder(buffer.text)
            let value = try body(&part)
            try part.end()
            return value
        } catch {
            throw damaged()
        }
    }

    /// The error of a file with other bytes than those of its part.
    package func damaged() -> ReportError {
        .refused(path: path, reason: "is damaged or cut off; scan this part again")
    }

    /// Reads the next chunk into the buffer.
    private mutating func read() throws(ReportError) -> PartChunk {
        try read(PartChunk.headSize)
        let length = buffer.text.dropFirst().reversed().reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
        guard let kind = PartChunk(rawValue: buffer.text[0]), length <= UInt64(size - position) else {
            throw damaged()
        }
        if kind == .footer {
            let expected = digest.finish()
            try read(Int(length))
            guard position == size, buffer.text == expected else { throw damaged() }
        } else {
            updateDigest()
            try read(Int(length))
            updateDigest()
        }
        return kind
    }

    private mutating func updateDigest() { buffer.text.withSpan { digest.update($0) } }

    /// Reads bytes into the buffer, instead of those in it.
    private mutating func read(_ count: Int) throws(ReportError) {
        buffer.removeAll()
        do throws(SystemError) {
            while buffer.count < count {
                if try buffer.append(from: file, upTo: min(count - buffer.count, 1 << 20)) == 0 { break }
            }
        } catch {
            throw .failed("read", path, error)
        }
        guard buffer.count == count else { throw damaged() }
        position += count
    }
}
