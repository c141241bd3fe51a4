import Testing

@testable import Responses

struct CaptureTests {
    private func range(_ text: String, isLast: Bool = false) -> String? {
        let bytes = Array(text.utf8)
        return bytes.withBorrowedText(ofFirst: bytes.count) { text in
            RawMember.range(of: "response", in: text, isLast: isLast).map { String(text.slice($0)) }
        }
    }

    @Test(arguments: [
        "{\"a\":1}", "[1, {\"response\": 2}]", "\"a \\\" } \\\\\"", "12", "-1.5e3", "null", "true", "{}", "[]",
        "\"\"",
        "{\"response\":{\"response\":[\"}\"]}}", "{ \"x\" : \"\\u007d\" , \"y\" : [ ] }",
    ])
    func `the response member is found at any position`(_ value: String) {
        let before = "\"a\":\"response\\\":1\",\"b\":{\"response\":9,\"c\":[1,\"]\"]},\"responses\":0"
        for blank in ["", " ", "\n\t"] {
            #expect(
                range("{\(before),\(blank)\"response\"\(blank):\(blank)\(value)\(blank),\"z\":{}}") == value)
            #expect(range("\(blank){\(blank)\"response\":\(value)\(blank)}\(blank)") == value)
            #expect(range("{\(before),\"response\":\(blank)\(value)\(blank)}\(blank)", isLast: true) == value)
        }
    }

    @Test(arguments: [
        "{}", "[]", "\"response\"", "{\"a\":{\"response\":1}}", "{\"respons\\u0065\":1}", "", "{\"response",
        "{\"a\":1",
    ])
    func `an absent response member is not found`(_ text: String) { #expect(range(text) == nil) }

    @Test(arguments: [
        (#"{"fetched_at":"","url":"https://h.example/v/task_1","resp"#, "task_1"),
        (#"{"fetched_at":"","url":"https://h.example/v/task_1""#, "task_1"),
        (#"{"fetched_at":"","url":"https://h.example/v/task_"#, nil),
        (#"{"fetched_at":"","url":"https://h.example/"#, nil), (#"{"fetched_at":"","ur"#, nil),
    ])
    func `a broken capture names its task if its URL is whole`(line: String, id: String?) {
        var line = line
        let found = line.withBorrowedText { Capture.taskID(inBroken: $0).map { String($0) } }
        #expect(found == id)
    }

    @Test func `a capture is read as its answer`() throws {
        var flattener = ResponseFlattener()
        let line =
            #"{"fetched_at":"","url":"https://h/a","status":200,"attempts":1,"sha256":"00","response":{"id":"t","generations":[{"id":"g","width":"wide"}]}}"#
        let padded = Array(line.utf8) + [UInt8](repeating: 0, count: 64)
        try padded.withBorrowedText(ofFirst: line.utf8.count) { text throws in
            try flattener.flatten(text)
            let capture = try #require(flattener.records.capture)
            #expect(capture.sha256.map(String.init) == "00" && capture.url.map(String.init) == "https://h/a")
            #expect(capture.response(in: text).map { String($0) }?.hasPrefix("{\"id\":\"t\"") == true)
        }
        #expect(flattener.records.responses == 1 && flattener.records.generations.count == 1)
        // Pointers start at the answer.
        #expect(flattener.records.defects.map(\.pointer) == ["/generations/0/width"])
    }
}
