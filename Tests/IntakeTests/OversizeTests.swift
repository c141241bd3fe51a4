import TestSupport
import Testing

@testable import Intake

@Suite struct OversizeTests {
    private let folder = try? TemporaryFolder()

    private func read(_ text: String, maxResponse: Int) throws -> [ReadText] {
        let path = try #require(folder).write(text, to: "input.json")
        let whole = try readAll([path], maxResponse: maxResponse)
        for size in [1, 16, 100] {
            #expect(try readAll([path], maxResponse: maxResponse, batchSize: size) == whole)
        }
        return whole
    }

    @Test func `a text at the limit is read, and one byte more is a failure at its place`() throws {
        let text = "[" + String(repeating: "1,", count: 49) + "1]"
        #expect(texts(try read("{}\n\(text)\n{}\n", maxResponse: text.count)) == ["{}", text, "{}"])
        let over = try read("{}\n\(text)\n{}\n", maxResponse: text.count - 1)
        let words = "larger than --max-response (\(text.count - 1) bytes); it has \(text.count) bytes"
        #expect(texts(over) == ["{}", words, "{}"])
        #expect(over.map(\.framed.line) == [1, 2, 3])
        #expect(over.map(\.framed.byteOffset) == [0, 3, 3 + text.count + 1])
    }

    @Test func `an array over the limit with elements at line starts is one text`() throws {
        let text = "[\n" + String(repeating: "{\"a\":1},\n", count: 40) + "{}\n]"
        let found = try read("{}\n\(text)\n{}\n", maxResponse: 100)
        #expect(found.map(\.framed.failure) == [nil, .oversize(bytes: text.utf8.count, limit: 100), nil])
    }

    @Test func `each line of garbage over the limit is a frame`() throws {
        let lines = (0..<200).map { "row \($0),x" }
        #expect(texts(try read(lines.joined(separator: "\n"), maxResponse: 64)) == lines)
    }

    @Test func `the next batch continues after a full batch of garbage lines`() throws {
        let count = Framer.textLimit + 1000
        let path = try #require(folder).write(String(repeating: "1,2\n", count: count), to: "much.json")
        let found = try readAll([path], maxResponse: 1000)
        #expect(found.count == count && found.allSatisfy { $0.framed.range.count == 3 })
    }

    @Test func `truncated lines over the limit are separate frames`() throws {
        let lines = (0..<100).map { "{\"id\":\($0),\"x\":[1,2" }
        #expect(texts(try read(lines.joined(separator: "\n"), maxResponse: 64)) == lines)
    }

    @Test func `a skipped text that breaks off ends where the next text can start`() throws {
        let start = "{\"a\": [\n" + String(repeating: "  1,\n", count: 50)
        let found = try read("\(start)  \"open\n{\"b\":1}\n{}\n", maxResponse: 64)
        #expect(texts(found).dropFirst() == ["{\"b\":1}", "{}"])
        guard case .oversize = found[0].framed.failure else { Issue.record("no failure"); return }
    }

    @Test func `each of many texts on one line over the limit is a frame`() throws {
        let found = try read(String(repeating: "{\"a\":1}", count: 100), maxResponse: 64)
        #expect(texts(found) == Array(repeating: "{\"a\":1}", count: 100))
    }

    @Test func `endless blanks are not a text and take no memory`() throws {
        let gap = String(repeating: "\n", count: 300_000)
        let path = try #require(folder).write("\(gap){}\(gap){}\(gap)", to: "blanks.json")
        var reader = ResponseReader(try Inputs([path]), maxResponse: 1000, batchSize: 4096)
        let batch = ResponseBatch()
        var lines: [Int] = []
        while try reader.next(into: batch) {
            lines += batch.texts.map(\.line)
            #expect(batch.capacity <= 1 << 16)
        }
        #expect(lines == [300_001, 600_001])
    }

    @Test func `a text far over the limit is skipped without being kept`() throws {
        let text = "[" + String(repeating: "1234567,", count: 200_000) + "1]"
        let path = try #require(folder).write("\(text)\n{}", to: "large.json")
        var reader = ResponseReader(try Inputs([path]), maxResponse: 10_000, batchSize: 4096)
        let batch = ResponseBatch()
        var count = 0
        while try reader.next(into: batch) {
            count += batch.texts.count
            #expect(batch.capacity <= 1 << 17)
        }
        #expect(count == 2)
    }
}
