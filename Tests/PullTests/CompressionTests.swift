import CZlib
import CZstd
import TestSupport
import Testing

@testable import Pull

@Suite(.prompt, .timeLimit(.minutes(20)))
struct CompressionTests {
    private let archive: TemporaryFolder

    init() throws { archive = try TemporaryFolder() }

    @Test func `a gzip body is archived decompressed`() async throws {
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

    @Test func `a zstd body is archived decompressed`() async throws {
        let (summary, _) = try await pull(["a"], into: archive) { request in
            let body = Self.zstd(Array(Answers.succeeded(request.id).utf8))
            return [.send(Answers.http(body, ["Content-Encoding: zstd"]))]
        }
        #expect(summary.answered == 1 && archive.lines[0].contains("\"gen_a\""))
    }

    @Test func `a brotli body is archived decompressed`() async throws {
        let (summary, _) = try await pull(["a"], into: archive) { _ in
            [.send(Answers.http(Self.brotli, ["Content-Encoding: br"]))]
        }
        #expect(summary.answered == 1 && archive.lines[0].contains("\"gen_a\""))
    }

    @Test(arguments: ["zstd", "br"])
    func `another compression than the announced one is damaged`(_ coding: String) async throws {
        let (summary, server) = try await pull(["a"], into: archive) { request in
            let body = Self.gzip(Array(Answers.succeeded(request.id).utf8))
            return [.send(Answers.http(body, ["Content-Encoding: \(coding)"]))]
        }
        #expect(summary.failed == 1 && server.requests.count == 3)
        #expect(archive.failures.map { $0[3] } == ["the body's compression is damaged"])
    }

    @Test func `the limit holds for a zstd body`() async throws {
        let bomb = Self.zstd([UInt8](repeating: 32, count: 64 << 20))
        let (summary, _) = try await pull(["a"], into: archive, { $0.maxResponse = 1 << 20 }) { _ in
            [.send(Answers.http(bomb, ["Content-Encoding: zstd"]))]
        }
        #expect(bomb.count < 1 << 20 && summary.failed == 1)
        #expect(archive.failures.map { $0[3] } == ["the body is larger than --max-response (1048576 bytes)"])
    }

    @Test func `the limit holds for the decompressed body`() async throws {
        // 64 MiB of blanks in about 64 KiB.
        let bomb = Self.gzip([UInt8](repeating: 32, count: 64 << 20))
        let (summary, server) = try await pull(["a"], into: archive, { $0.maxResponse = 1 << 20 }) { _ in
            [.send(Answers.http(bomb, ["Content-Encoding: gzip"]))]
        }
        #expect(bomb.count < 1 << 20 && summary.failed == 1 && server.requests.count == 1)
        #expect(archive.failures.map { $0[3] } == ["the body is larger than --max-response (1048576 bytes)"])
    }

    @Test func `a damaged gzip body is requested again`() async throws {
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

    private static func zstd(_ bytes: [UInt8]) -> [UInt8] {
        var target = [UInt8](repeating: 0, count: ZSTD_compressBound(bytes.count))
        let count = unsafe ZSTD_compress(&target, ZSTD_compressBound(bytes.count), bytes, bytes.count, 3)
        #expect(ZSTD_isError(count) == 0)
        return Array(target.prefix(count))
    }

    /// `Answers.succeeded("a")`, compressed by Google's encoder at quality 11.
    private static let brotli: [UInt8] = [
        0x1B, 0x93, 0x00, 0x20, 0x2C, 0x0E, 0x6C, 0x47, 0x64, 0xE4, 0xEC, 0x2A, 0x10, 0xB0, 0xBB, 0xF7,
        0x58, 0x8B, 0xEC, 0x6D, 0x29, 0x2C, 0x90, 0xB4, 0x14, 0x61, 0x09, 0x6B, 0x9D, 0xBE, 0x2E, 0x96,
        0x2D, 0x42, 0xF6, 0x55, 0x16, 0x6A, 0x72, 0xC0, 0xFC, 0xD2, 0xE2, 0xFC, 0x24, 0x0C, 0x03, 0x49,
        0x82, 0x18, 0x02, 0xE7, 0x18, 0x86, 0x2C, 0xEA, 0xCA, 0x79, 0xC4, 0x82, 0x14, 0x53, 0x37, 0xC8,
        0x32, 0xC9, 0x91, 0x9F, 0x0D, 0x1B, 0xD8, 0xC0, 0xF9, 0x9E, 0x0D, 0x60, 0xBF, 0xBD, 0x3E, 0x05,
        0x2E, 0xE5, 0x3E, 0xA8, 0x7A, 0x05,
    ]
}
