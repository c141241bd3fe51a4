import Foundation
import TestSupport
import Testing

@testable import Reporting

@Suite struct JSONWriterTests {
    @Test(arguments: [false, true])
    func `every text reads back unchanged`(_ pretty: Bool) throws {
        var random = SeededGenerator(seed: 5)
        let texts = (0..<2000).map { _ in random.nastyText() }
        var json = JSONWriter(pretty: pretty)
        json.object { $0.list("texts", texts) { $0 } }
        let bytes = json.copied()
        let read = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: [String]])
        #expect(read["texts"]?.map { Array($0.utf8) } == texts.map { Array($0.utf8) })
    }

    @Test func `line separators and terminal controls are escaped`() {
        var buffer = OutputBuffer()
        var text = OutputBuffer()
        text.append("\"\\/\u{0}\t\n\r\u{1B}\u{7F}\u{80}\u{9F}\u{A0}\u{2027}\u{2028}\u{2029}\u{202A}é👍")
        unsafe text.withBytes { unsafe buffer.append(json: $0) }
        #expect(
            String(decoding: buffer.copied(), as: UTF8.self)
                == "\"\\\"\\\\/\\u0000\\t\\n\\r\\u001b\\u007f\\u0080\\u009f\u{A0}\u{2027}\\u2028\\u2029\u{202A}é👍\""
        )
    }

    @Test func `the layout is stable`() {
        var json = JSONWriter(pretty: true)
        json.object {
            $0.object("empty") { _ in }
            $0.list("none", [String]()) { $0 }
            $0.list("some", ["a", "b"]) { $0 }
            $0.object("inner") { $0.decimal("number", 0.5) }
        }
        let expected = """
            {
              "empty": {},
              "none": [],
              "some": [
                "a",
                "b"
              ],
              "inner": {
                "number": 0.5
              }
            }
            """
        #expect(String(decoding: json.copied(), as: UTF8.self) == expected)
    }
}
