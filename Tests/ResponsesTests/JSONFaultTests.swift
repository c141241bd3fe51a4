import TestSupport
import Testing

@testable import Responses

@Suite struct JSONFaultTests {
    private func reason(_ text: [UInt8]) -> String { JSONFault.reason(in: text.span, line: 1, column: 1) }

    @Test(arguments: [
        (#"{"a": NaN}"#, "line 1, column 7: not JSON (`NaN` is not a number)"),
        (#"{"a": -Infinity}"#, "line 1, column 7: not JSON (`-Infinity` is not a number)"),
        ("{\"a\": 1,\n \"é\": Infinity}", "line 2, column 7: not JSON (`Infinity` is not a number)"),
        ("<!DOCTYPE html><html>", "line 1, column 1: HTML, not JSON"),
        (" <html>", "line 1, column 2: HTML, not JSON"), ("  \n ", "line 1, column 1: empty, not JSON"),
        (#"{"a": "b"#, "line 1, column 9: cut off: the text ends within a string"),
        (#"{"a": "b\"#, "line 1, column 10: cut off: the text ends within a string"),
        (#"{"a": [1,"#, "line 1, column 10: cut off: the text ends within a list"),
        (#"[{"a": 1"#, "line 1, column 9: cut off: the text ends within an object"),
        (#"[tru"#, "line 1, column 5: cut off: the text ends within a word"),
        (#"[-"#, "line 1, column 3: cut off: the text ends within a number"),
        ("[\"a\n\"]", "line 1, column 4: cut off: the line ends within a string"),
        ("{'a': None}", "line 1, column 2: a Python literal, not JSON; write it with json.dumps"),
        (#"{"a": True}"#, "line 1, column 7: a Python literal, not JSON (`True` is no value)"),
        ("{'a': 1}", "line 1, column 2: a Python or JavaScript literal, not JSON (`'` is no quote)"),
        ("{a: 1}", "line 1, column 2: a JavaScript literal, not JSON (the name `a` has no quotes)"),
        (#"{"a": undefined}"#, "line 1, column 7: a JavaScript literal, not JSON (`undefined` is no value)"),
        ("// x\n{}", "line 1, column 1: a JavaScript literal, not JSON (it has a comment)"),
        ("[1,]", "line 1, column 4: not JSON (`]` behind a comma or colon)"),
        (#"{"a":1,}"#, "line 1, column 8: not JSON (`}` behind a comma or colon)"),
        ("[01]", "line 1, column 2: not JSON (`01` is not a number)"),
        ("{} x", "line 1, column 4: not JSON (`x` behind a value)"),
        (#"["\x"]"#, "line 1, column 3: not JSON (a backslash that begins no escape)"),
        ("data: {}", "line 1, column 1: a server-sent event, not JSON; keep what is behind data:"),
        ("HTTP/2 200", "line 1, column 1: the head of an HTTP answer, not JSON; keep the body alone"),
        ("{\u{0}\"\u{0}", "line 1, column 1: UTF-16, not JSON in UTF-8; save it as UTF-8"),
    ])
    func `the reason for invalid JSON has the position and the fault`(text: String, words: String) {
        #expect(reason(Array(text.utf8)) == words)
        #expect(throws: UnreadableText.self) { try reading(text) { _ in } }
    }

    @Test func `the reason for unclosed brackets has their depth`() {
        let text = [UInt8](repeating: UInt8(ascii: "["), count: 100_000)
        #expect(reason(text) == "line 1, column 1025: nested deeper than 1024 levels")
    }

    /// The scanner for faults and the parser have the same grammar.
    @Test func `a text that the parser accepts has no fault, and its prefixes have one`() throws {
        let text = Array(try Fixtures.documented.utf8)
        let whole = JSONFault(in: text.span)
        #expect(whole == nil)
        for end in stride(from: 1, to: text.count - 2, by: 37) {
            let cut = Array(text[..<end]), found = JSONFault(in: cut.span)
            let fault = try #require(found)
            #expect(
                fault.words.hasPrefix("cut off"), "\(end): \(fault.words)")
            #expect(fault.offset <= end)
        }
    }

    @Test func `changed bytes have a fault if the parser refuses the text`() throws {
        var generator = SystemRandomNumberGenerator(), flattener = ResponseFlattener()
        let sound = Array(#"{"a": [1, -2.5e3, "é\u00e9\n", true, null, {"b": {}}], "c": ""}"#.utf8)
        for _ in 0..<5000 {
            var text = sound
            text[Int.random(in: text.indices, using: &generator)] = UInt8.random(
                in: 0x20...0x7E, using: &generator)
            var isSound = true
            do { try flattener.flatten(padded: text) } catch UnreadableText.notUTF8 { continue } catch {
                isSound = false
            }
            let fault = JSONFault(in: text.span)
            #expect((fault == nil) == isSound, "\(String(decoding: text, as: UTF8.self))")
        }
    }
}
