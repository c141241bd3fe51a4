import CZlib
import Testing

@testable import Pull

@Suite(.timeLimit(.minutes(20)))
struct CompressionTests {
    private let archive: TemporaryFolder

    init() throws { archive = try TemporaryFolder() }

    @Test func aGzipBodyIsArchivedDecompressed() async throws {
        let (summary, server) = try await pull(["a"], into: archive) { request in
            [
                .send(
                    Answers.http(
                        Self.gzip(Array(Answers.succeeded(request.id).utf8)), ["Content-Encoding: gzip"]))
            ]
        }
        #expect(summary.answered == 1 && archive.lines[0].contains("\"gen_a\""))
        #expect(server.requests[0].headers.contains("Accept-Encoding: deflate, gzip, br, zstd\r\n"))
    }

    @Test func theLimitHoldsForTheDecompressedBody() async throws {
        // 64 MiB of blanks in some 64 KiB.
        let bomb = Self.gzip([UInt8](repeating: 32, count: 64 << 20))
        let (summary, server) = try await pull(["a"], into: archive, { $0.maxResponse = 1 << 20 }) { _ in
            [.send(Answers.http(bomb, ["Content-Encoding: gzip"]))]
        }
        #expect(bomb.count < 1 << 20 && summary.failed == 1 && server.requests.count == 1)
        #expect(archive.failures.map { $0[3] } == ["a body larger than --max-response (1048576 bytes)"])
    }

    @Test func aDamagedGzipBodyIsTriedAgain() async throws {
        let (summary, _) = try await pull(["a"], into: archive) { request in
            var body = Self.gzip(Array(Answers.succeeded(request.id).utf8))
            if request.attempt == 1 { body.replaceSubrange(20..<40, with: repeatElement(0xFF, count: 20)) }
            return [.send(Answers.http(body, ["Content-Encoding: gzip"]))]
        }
        #expect(summary.answered == 1 && summary.retried == 1)
    }

    private static func gzip(_ bytes: [UInt8]) -> [UInt8] {
        var stream = unsafe z_stream()
        var source = bytes
        var target = [UInt8](repeating: 0, count: bytes.count / 2 + 1000)
        let size = unsafe Int32(MemoryLayout<z_stream>.size)
        unsafe deflateInit2_(&stream, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size)
        defer { unsafe deflateEnd(&stream) }
        let status = unsafe source.withUnsafeMutableBufferPointer { input in
            unsafe target.withUnsafeMutableBufferPointer { output in
                unsafe stream.next_in = input.baseAddress
                unsafe stream.avail_in = UInt32(input.count)
                unsafe stream.next_out = output.baseAddress
                unsafe stream.avail_out = UInt32(output.count)
                return unsafe deflate(&stream, Z_FINISH)
            }
        }
        #expect(status == Z_STREAM_END)
        return Array(target.prefix(unsafe Int(stream.total_out)))
    }
}
