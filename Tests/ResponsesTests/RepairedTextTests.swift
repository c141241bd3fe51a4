import Testing

@testable import Responses

@Suite struct RepairedTextTests {
    @Test func `half a surrogate pair is replaced`() throws {
        let json =
            #"{"id": "t", "generations": [{"id": "g", "prompt": "a\ud83db\udc00\ud83d\ude00", "title": "x\\ud83d"}]}"#
        try reading(json) { flattener in
            let generation = try #require(flattener.records.generations.first)
            #expect(generation.prompt.map(String.init) == "a\u{FFFD}b\u{FFFD}😀")
            #expect(generation.title.map(String.init) == #"x\ud83d"#)
        }
    }

    @Test func `a huge number in an unread field has no effect`() throws {
        for number in ["1e400", "-1e400", "123456789012345678901234567890", "-9223372036854775809"] {
            try reading(task(#""other": \#(number), "width": 480"#)) { flattener in
                #expect(flattener.records.generations.first?.width == 480)
                #expect(flattener.defects.isEmpty)
            }
        }
    }

    @Test(arguments: [
        ("0", true), ("-0", true), ("01", false), ("1.", false), (".5", false), ("1e", false), ("1e+5", true),
        ("-", false), ("1.5E-3", true), ("1e5e5", false), ("+1", false),
    ])
    func `numbers follow the grammar of JSON`(_ text: String, _ isNumber: Bool) {
        #expect(RepairedJSON.isJSONNumber(ArraySlice(text.utf8)) == isNumber)
    }

    @Test func `a text that is not JSON stays unreadable`() {
        let texts = [
            #"["\ud800", 01]"#, #"["\q"]"#, "[1e400", "[0x1]", #"{"a": "\ud800", 1e400: 1}"#,
            "{\"a\": 1e400, 99999999999999999999 \r\n: 0}",
        ]
        for json in texts {
            #expect(throws: UnreadableText.self) { try reading(json) { _ in } }
        }
    }
}
