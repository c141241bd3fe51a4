import TestSupport
import Testing

@testable import Intake

@Suite struct CompressedTests {
    private let lines = (0..<5000).map { "{\"n\":\($0)}" }
    private var content: [UInt8] { Array(lines.joined(separator: "\n").utf8) }

    private func read(_ bytes: [UInt8], _ name: String) throws -> [ReadText] {
        let folder = try TemporaryFolder()
        let path = try folder.write(bytes, to: name)
        let whole = try readAll([path])
        #expect(try readAll([path], batchSize: 1000) == whole)
        return whole
    }

    @Test(arguments: [Compression.gzip, .zstd])
    func `a compressed file reads like the file it holds`(compression: Compression) throws {
        let read =
            compression == .gzip
            ? try read(gzip(content), "a.json.gz") : try read(zstd(content), "a.ndjson.zst")
        #expect(texts(read) == lines)
    }

    @Test(arguments: [Compression.gzip, .zstd])
    func `a truncated file gives the bytes before the cut, then a failure`(compression: Compression) throws {
        let bytes = compression == .gzip ? gzip(content) : zstd(content)
        let name = compression == .gzip ? "a.json.gz" : "a.json.zst"
        for kept in [0, 1, bytes.count / 2, bytes.count - 1] {
            let read = try read(Array(bytes.prefix(kept)), name)
            #expect(read.last?.framed.failure == .cutShort(compression))
            #expect(read.dropLast().allSatisfy { $0.framed.failure == nil })
            #expect(texts(read).dropLast().dropLast() == lines.prefix(max(0, read.count - 2))[...])
        }
    }

    @Test func `a file with garbage behind it gives all of the text, then a failure`() throws {
        let compressed = gzip(content)
        let read = try read(compressed + Array("garbage!".utf8), "a.json.gz")
        #expect(texts(read).dropLast() == lines[...])
        guard case .damaged(.gzip, let byte) = read.last?.framed.failure else {
            Issue.record("no failure"); return
        }
        #expect(compressed.count...compressed.count + 8 ~= byte)
        let other = try self.read(zstd(content) + Array("garbage!".utf8), "a.json.zst")
        #expect(texts(other).dropLast() == lines[...])
        guard case .damaged(.zstd, _) = other.last?.framed.failure else { Issue.record("no failure"); return }
    }

    @Test func `a file with a damaged third block gives the two blocks before it, then a failure`() throws {
        let lines = (0..<40_000).map { "{\"n\":\($0)}" }
        var bytes = zstd(Array(lines.joined(separator: "\n").utf8))
        // RFC 8878, section 3.1.1: magic, descriptor, content size, then blocks with headers of three bytes.
        let sizes = [1, 2, 4, 8]
        var block = 5 + sizes[Int(bytes[4] >> 6)]
        for _ in 0..<2 {
            let header = Int(bytes[block]) | Int(bytes[block + 1]) << 8 | Int(bytes[block + 2]) << 16
            block += 3 + header >> 3
        }
        bytes[block] |= 6
        let read = try read(bytes, "a.ndjson.zst")
        #expect(read.last?.framed.failure == .damaged(.zstd, byte: block))
        // Of the last line, a part; a block holds 128 KiB.
        #expect(texts(read).dropLast().dropLast() == lines.prefix(read.count - 2)[...])
        #expect(read.last?.framed.byteOffset == 256 << 10)
    }

    @Test(arguments: ["a.json.gz", "a.json.zst"])
    func `a file that is not compressed gives a failure, and the next file is read`(name: String) throws {
        let folder = try TemporaryFolder()
        let paths = [try folder.write("{\"a\":1}\n{\"b\":2}", to: name), try folder.write("{}", to: "b.json")]
        let read = try readAll(paths)
        #expect(read.count == 2 && read[0].framed.failure != nil && texts(read)[1] == "{}")
    }

    @Test func `a compression bomb is read in bounded memory`() throws {
        let folder = try TemporaryFolder()
        let blanks = gzip([UInt8](repeating: UInt8.space, count: 4 << 20))
        let path = try folder.write(blanks + blanks + gzip(Array("{}".utf8)), to: "bomb.json.gz")
        var reader = ResponseReader(try Inputs([path]), maxResponse: 1000, batchSize: 4096)
        let batch = ResponseBatch()
        while try reader.next(into: batch) {
            #expect(batch.texts.map(\.byteOffset) == [8 << 20])
            #expect(batch.capacity <= 1 << 16)
        }
    }

    @Test(arguments: [[UInt8](), [0x1F], Array("{}".utf8)])
    func `the first bytes of a stream tell its compression`(start: [UInt8]) throws {
        let folder = try TemporaryFolder()
        let source = try FileSource(path: Array(folder.write(start, to: "a").utf8))
        #expect(try SourceOpening.compression(of: source) == nil)
        let packed = try FileSource(path: Array(folder.write(gzip(start), to: "b").utf8))
        #expect(try SourceOpening.compression(of: packed) == .gzip)
        let other = try FileSource(path: Array(folder.write(zstd(start), to: "c").utf8))
        #expect(try SourceOpening.compression(of: other) == .zstd)
    }
}
