import TestSupport
import Testing
import Utilities

@testable import Intake

@Suite struct TextSplitterTests {
    private func described(_ text: String) -> [String] {
        let bytes = Array(text.utf8)
        return split(bytes).map { piece in
            "\(piece.line) \(piece.kind) " + String(decoding: bytes[piece.range], as: UTF8.self)
        }
    }

    @Test func `texts side by side on a line are separate texts`() {
        #expect(
            described("{\"a\":1}{}[2] [] ") == [
                "0 complete {\"a\":1}", "0 complete {}", "0 complete [2]", "0 complete []",
            ])
        #expect(described("{} x {}\n{}") == ["0 complete {}", "0 complete x {}", "1 complete {}"])
    }

    @Test func `a truncated line costs only itself`() {
        #expect(described("{\"a\":[1,\n{\"b\":2}") == ["0 broken {\"a\":[1,", "1 complete {\"b\":2}"])
        #expect(described("{\"a\":\"cut\n{\"b\":2}") == ["0 broken {\"a\":\"cut", "1 complete {\"b\":2}"])
    }

    @Test(arguments: ["[1,", "[", "", "{\"b\":"])
    func `an indented sound line behind a truncated one is a text`(rest: String) {
        let first = "{\"a\":\(rest)"
        #expect(described("\(first)\n  {\"b\":2}") == ["0 broken \(first)", "1 complete {\"b\":2}"])
        #expect(described("\(first)\n  {\"b\":2}\n") == ["0 broken \(first)", "1 complete {\"b\":2}"])
    }

    @Test func `a sound text over many lines stays one text`() {
        let text = "{\"a\": [\n  {\"b\": 1},\n  {\n    \"c\": [\n      [2]\n    ]\n  }\n]}"
        #expect(described(text) == ["0 complete \(text)"])
    }

    @Test func `a truncated pretty-printed text is one text, and the next one at its indentation is read`() {
        let text = "{\n  \"a\": [\n    {\n      \"b\": 1\n    },\n{\n  \"c\": 3\n}"
        #expect(
            described(text) == [
                "0 broken {\n  \"a\": [\n    {\n      \"b\": 1\n    },", "5 complete {\n  \"c\": 3\n}",
            ])
    }

    @Test func `brackets and escaped quotes in strings do not count`() {
        #expect(described(#"{"a":"}\"]"} {}"#) == [#"0 complete {"a":"}\"]"}"#, "0 complete {}"])
    }

    @Test func `each line of garbage is a text`() {
        #expect(described("id,name\n1,\"x\n42") == ["0 complete id,name", "1 complete 1,\"x", "2 complete 42"])
    }

    @Test(arguments: 0..<8)
    func `the splitter agrees with the reference splitter on every small input`(seed: UInt64) {
        var dice = SeededGenerator(seed: seed)
        for round in 0..<4000 {
            let bytes = dice.hostileBytes(upTo: round % 40 + 1)
            let depthLimit = Int.random(in: 1...5, using: &dice)
            let indentation = Int.random(in: 0...2, using: &dice)
            let found = split(bytes, indentation: indentation, depthLimit: depthLimit)
            let wanted = ReferenceSplitter(bytes: bytes, indentation: indentation, depthLimit: depthLimit)
                .texts()
            if found != wanted {
                Issue.record(
                    "\(String(decoding: bytes, as: UTF8.self).debugDescription) \(depthLimit): \(found) \(wanted)"
                )
                return
            }
        }
    }

    @Test func `texts are disjoint, in order, cover all that is not blank, and split into themselves`() {
        var dice = SeededGenerator(seed: 99)
        for _ in 0..<4000 {
            let bytes = dice.hostileBytes(upTo: 60)
            var end = 0
            for piece in split(bytes) {
                #expect(piece.start >= end && piece.end > piece.start)
                #expect(bytes[end..<piece.start].allSatisfy { $0.isBlank })
                let again = split(Array(bytes[piece.range]), indentation: Int(piece.indentation))
                #expect(again.map(\.kind) == [piece.kind] && again.map(\.range) == [0..<piece.range.count])
                end = piece.end
            }
            #expect(bytes[end...].allSatisfy { $0.isBlank })
        }
    }

    @Test func `the two sides of a boundary are split independently`() {
        var dice = SeededGenerator(seed: 7)
        for _ in 0..<4000 {
            let front = dice.hostileBytes(upTo: 20) + Array("}\n".utf8)
            let back = Array("{".utf8) + dice.hostileBytes(upTo: 20)
            let lines = front.count { $0 == .lineFeed }
            let moved = split(back).map { piece in
                TextPiece(
                    start: piece.start + front.count, end: piece.end + front.count, line: piece.line + lines,
                    indentation: piece.indentation, kind: piece.kind)
            }
            #expect(split(front + back) == split(front) + moved)
        }
    }

    @Test(arguments: ["[\n", "{\n", "[\n1,\n", "[\n[1],\n", "[[\n", "[\"\n", "[\n[],\n[\n", "]\n", "[1],\n"])
    func `hostile input moves each list element a bounded number of times`(line: String) {
        let count = 20_000
        let bytes = Array("[\n".utf8) + Array(repeatElement(Array(line.utf8), count: count).joined())
        var splitter = TextSplitter(indentation: 0)
        var pieces = 0
        while splitter.next(in: bytes.span) != nil { pieces += 1 }
        #expect(pieces >= 1)
        #expect(splitter.moves <= 4 * bytes.count)
    }

    @Test func `inner texts over the limit are each a text`() {
        let count = TextSplitter.innerLimit + 10
        let lines = Array("[\n".utf8) + Array(repeatElement(Array("{},\n".utf8), count: count).joined())
        var splitter = TextSplitter(indentation: 0)
        let closed = lines + Array("1]".utf8)
        var kinds: [TextPiece.Kind: Int] = [:]
        while let piece = splitter.next(in: closed.span) { kinds[piece.kind, default: 0] += 1 }
        #expect(kinds[.broken] == 1)
        #expect(kinds[.complete, default: 0] >= count)
        #expect(splitter.moves <= 4 * closed.count)
    }
}
