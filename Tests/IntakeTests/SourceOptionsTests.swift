import Digests
import Glibc
import TestSupport
import Testing

@testable import Intake

/// What a source does beside reading.
@Suite struct SourceOptionsTests {
    @Test(arguments: [0, 1, 300_000])
    func `the digest of a file is that of its bytes on disk`(count: Int) throws {
        let folder = try TemporaryFolder()
        let content = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        for (name, bytes) in [
            ("a.json", content), ("a.gz", IntakeTests.gzip(content)),
            ("a.zst", IntakeTests.zstd(content)),
        ] {
            let path = try folder.write(bytes, to: name)
            let source = try SourceOpening.file(Array(path.utf8), SourceOptions(digests: true))
            var buffer = [UInt8](repeating: 0, count: 1000), read = 0
            while true {
                let more = try unsafe buffer.withUnsafeMutableBytes { try unsafe source.read(into: $0) }
                if more == 0 { break }
                read += more
            }
            #expect(read == count)
            #expect(source.finishDigest() == SHA256Digest.hex(of: bytes), "\(name)")
        }
    }

    @Test func `files have digests on request, and damaged ones have none`() throws {
        let folder = try TemporaryFolder()
        let texts = [UInt8]("{\"a\": 1}\n[2]".utf8)
        let inputs = try [
            folder.write(texts, to: "a.json"), folder.write(IntakeTests.gzip(texts), to: "b.json.gz"),
            folder.write(Array(IntakeTests.gzip(texts).dropLast(5)), to: "c.json.gz"),
        ]
        for isAsked in [true, false] {
            var reader = ResponseReader(try Inputs(inputs), digestsFiles: isAsked)
            let batch = ResponseBatch()
            while try reader.next(into: batch) {}
            let expected = isAsked ? [texts, IntakeTests.gzip(texts)].map { SHA256Digest.hex(of: $0) } : []
            #expect(reader.files.compactMap(\.sha256) == expected)
        }
    }

    @Test func `a stream without bytes tells that it waits`() async throws {
        let folder = try TemporaryFolder(), path = folder.path + "/fifo"
        #expect(unsafe mkfifo(path, 0o600) == 0)
        let both = unsafe Glibc.open(path, O_RDWR)
        let texts = Array("{}\n".utf8)
        #expect(unsafe write(both, texts, texts.count) == texts.count)
        var reader = ResponseReader(try Inputs([path]))
        var told: [Int] = []
        reader.whileWaiting = { bytesRead in
            told.append(bytesRead)
            // The end of the stream comes with its last writer's.
            if told.count == 2 { close(both) }
        }
        let batch = ResponseBatch()
        while try reader.next(into: batch) {}
        #expect(told.count >= 2 && told.allSatisfy { $0 == 3 })
    }
}
