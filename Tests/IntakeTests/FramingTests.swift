import TestSupport
import Testing

@testable import Intake

@Suite struct FramingTests {
    private let folder = try? TemporaryFolder()

    private func frames(
        _ text: String, maxResponse: Int = 64 << 20, batchSize: Int = 4 << 20
    ) throws -> [ReadText] {
        let path = try #require(folder).write(text, to: "input.json")
        return try readAll([path], maxResponse: maxResponse, batchSize: batchSize)
    }

    @Test(arguments: [
        "{\"a\":1}\n[2]\n{}\n", "{\"a\":1}\n[2]\n{}", "{\"a\":1}\r\n[2]\r\n{}\r\n",
        "\u{FEFF}{\"a\":1}\n[2]\n{}",
        "\n\n \n{\"a\":1}\n\n\t\n  [2]  \n\r\n{}\n\n", "{\"a\":1}  \n \n[2]\n{} ",
    ])
    func `every layout gives one frame per text`(text: String) throws {
        for size in [1, 2, 7, 4 << 20] {
            #expect(texts(try frames(text, batchSize: size)) == ["{\"a\":1}", "[2]", "{}"])
        }
    }

    @Test func `pretty-printed texts between lines are whole`() throws {
        let one = "{\n  \"a\": [\n    1,\n    {\n      \"b\": {}\n    }\n  ]\n}"
        let read = try frames("{}\n\(one)\n\(one)\n\n  \(one)\n[]")
        #expect(texts(read) == ["{}", one, one, one, "[]"])
        #expect(read.map(\.framed.line) == [1, 2, 10, 19, 27])
        #expect(read.map(\.framed.indentation) == [0, 0, 0, 2, 0])
        for item in read where item.framed.failure == nil { #expect(item.framed.byteOffset < 1000) }
    }

    @Test func `a file with only carriage returns is one frame, which splits`() throws {
        let read = try frames("{\"a\":1}\r[2]\r{}\r")
        #expect(texts(read) == ["{\"a\":1}\r[2]\r{}"])
        #expect(split(read[0].text).map(\.kind) == [.complete, .complete, .complete])
    }

    @Test func `line, offset and indentation name the first byte`() throws {
        let read = try frames("\u{FEFF}\n {}\r\n\r\n\t []\n")
        #expect(read.map(\.framed.line) == [2, 4])
        #expect(read.map(\.framed.byteOffset) == [5, 13])
        #expect(read.map(\.framed.indentation) == [1, 2])
    }

    @Test(arguments: ["", "\n", " \r\n\t\n", "\u{FEFF}", "\u{FEFF}\n"])
    func `an empty or blank file is one frame with a failure`(text: String) throws {
        #expect(try frames(text).map(\.framed.failure) == [.nothing])
        #expect(try frames(text, maxResponse: 1, batchSize: 1).map(\.framed.failure) == [.nothing])
    }

    @Test(arguments: 0..<6)
    func `batch size and limit do not change the frames`(seed: UInt64) throws {
        var dice = SeededGenerator(seed: seed)
        for _ in 0..<60 {
            let bytes = (0..<4).flatMap { _ in dice.hostileBytes(upTo: 40) + [UInt8.lineFeed] }
            let path = try #require(folder).write(bytes, to: "random.json")
            let limit = Int.random(in: 1...60, using: &dice)
            for maxResponse in [limit, 64 << 20] {
                let whole = try readAll([path], maxResponse: maxResponse)
                for size in [1, 2, 3, 5, 17, 64] {
                    let read = try readAll([path], maxResponse: maxResponse, batchSize: size)
                    #expect(
                        read == whole,
                        "\(String(decoding: bytes, as: UTF8.self).debugDescription) \(maxResponse) \(size)")
                }
                if whole.contains(where: { $0.framed.failure != nil }) { continue }
                let wanted = ReferenceSplitter(bytes: bytes, indentation: 0, depthLimit: 1024).texts()
                let found = whole.flatMap { item in
                    split(item.text, indentation: item.framed.indentation).map {
                        $0.start + item.framed.byteOffset
                    }
                }
                #expect(
                    found == wanted.map(\.start),
                    "\(String(decoding: bytes, as: UTF8.self).debugDescription) \(maxResponse)")
                let lines = whole.flatMap { item in
                    split(item.text, indentation: item.framed.indentation).map {
                        $0.line + item.framed.line - 1
                    }
                }
                #expect(lines == wanted.map(\.line))
            }
        }
    }

    @Test func `the next source starts a frame of its own`() throws {
        let folder = try #require(folder)
        let paths = try (0..<50).map { try folder.write("{\"n\":\n", to: "\($0).json") }
        for size in [1, 10, 4 << 20] {
            let read = try readAll(paths, batchSize: size)
            #expect(read.map(\.path) == paths)
            #expect(texts(read) == Array(repeating: "{\"n\":", count: 50))
        }
    }

    @Test func `the next batch continues after a full batch of frames`() throws {
        let count = Framer.textLimit + 10
        let path = try #require(folder).write(String(repeating: "{}\n", count: count), to: "tiny.ndjson")
        var reader = ResponseReader(try Inputs([path]))
        let batch = ResponseBatch()
        var sizes: [Int] = []
        while try reader.next(into: batch) { sizes.append(batch.texts.count) }
        #expect(sizes == [Framer.textLimit, 10])
        #expect(reader.bytesRead == 3 * count && reader.files.map(\.bytes) == [3 * count])
    }
}
