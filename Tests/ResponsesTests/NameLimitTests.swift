import Testing

@testable import Responses

/// Limits in bytes on names, IDs, pointers and repeated content (CONTRACT section 1).
@Suite struct NameLimitTests {
    private static func generation(_ members: String) -> String {
        #"{"id": "t", "generations": [{"id": "g", \#(members)}]}"#
    }

    private static func name(_ count: Int) -> String { String(repeating: "n", count: count) }

    private static let places: [@Sendable (String) -> String] = [
        { #""legal_classifier_result": {"\#($0)": []}"# },
        { #""output_moderation_result": {"filter_results": {"\#($0)": {}}}"# },
        { #""output_moderation_result": {"filter_results": {"f": {"metadata": {"\#($0)": {}}}}}"# },
        { #""output_moderation_result": {"filter_results": {"f": {"metadata": {"s": {"\#($0)": 0}}}}}"# },
        { #""output_moderation_result": {"\#($0)": 1}"# },
    ]

    @Test(arguments: 0..<5)
    func `a name of more than 1,024 bytes makes its text unreadable`(place: Int) throws {
        var flattener = ResponseFlattener()
        try flattener.flatten(padded: Array(Self.generation(Self.places[place](Self.name(1024))).utf8))
        #expect(flattener.records.generations.count == 1)
        for count in [1025, 102_400] {
            let fault = #expect(throws: UnreadableText.self) {
                try flattener.flatten(padded: Array(Self.generation(Self.places[place](Self.name(count))).utf8))
            }
            #expect(fault == .longName(bytes: count))
        }
        #expect(
            UnreadableText.longName(bytes: 102_400).reason == "a name of 102,400 bytes; the limit is 1,024")
        // The next text is read normally.
        try flattener.flatten(padded: Array(Self.generation(Self.places[place]("x")).utf8))
        #expect(flattener.records.generations.count == 1)
    }

    @Test func `names of a text have at most 4 MiB in total, independent of earlier texts`() throws {
        let text = { (range: Range<Int>) in
            let scores = range.map { "\"k\($0)\": 0" }.joined(separator: ",")
            return Self.generation(
                #""output_moderation_result": {"filter_results": {"\#(Self.name(1000))": {"metadata": {"s": {\#(scores)}}}}}"#
            )
        }
        var flattener = ResponseFlattener()
        try flattener.flatten(padded: Array(text(0..<3500).utf8))
        #expect(throws: UnreadableText.tooManyNameBytes(limit: 4 << 20)) {
            try flattener.flatten(padded: Array(text(0..<4500).utf8))
        }
        // All but 200 of the names are known from earlier texts.
        #expect(throws: UnreadableText.tooManyNameBytes(limit: 4 << 20)) {
            try flattener.flatten(padded: Array(text(100..<4600).utf8))
        }
        try flattener.flatten(padded: Array(text(1500..<4500).utf8))
    }

    @Test func `an id, status, type or code of more than 4,096 bytes is a defect and is cut`() throws {
        let long = String(repeating: "ü", count: 3000), whole = String(repeating: "i", count: 4096)
        let text =
            #"{"id": "\#(long)", "status": "\#(long)", "generations": [{"id": "\#(long)"}, {"id": "\#(whole)"}]}"#
        try reading(text) { flattener in
            let generations = flattener.records.generations
            let id = try #require(generations[0].id)
            #expect(id.isCut && long.hasPrefix(String(id)) && id.count == 4098)
            #expect(generations[1].id?.isCut == false)
            let task = flattener.records.tasks[0]
            #expect(task.id?.count == 4098 && task.status?.count == 4098)
            let defects = flattener.records.defects[generations[0].defects]
            #expect(defects.map(\.pointer) == ["/id", "/status", "/generations/0/id"])
            #expect(defects.allSatisfy { $0.reason == "6,000 bytes; the limit is 4,096" })
        }
    }

    @Test func `a pointer is cut at 1,024 bytes`() throws {
        let slashes = String(repeating: "/ü", count: 300)
        try reading(Self.generation(#""legal_classifier_result": {"\#(slashes)": [1]}"#)) { flattener in
            let pointer = try #require(flattener.records.defects.first?.pointer)
            #expect(
                pointer.hasPrefix("/generations/0/legal_classifier_result/~1ü~1ü") && pointer.hasSuffix("…"))
            #expect((1020...1024).contains(pointer.utf8.count))
        }
    }

    static let repeating = [
        "{\"id\": \"" + name(4000) + "\", \"generations\": [" + repeated("{}", 3000) + "]}",
        "{\"error\": \"" + name(100_000) + "\", \"data\": ["
            + repeated("{\"id\": \"a\", \"status\": \"failed\"}", 5000) + "]}",
        "{\"id\": \"t\", \"generations\": ["
            + repeated(
                "{\"legal_classifier_result\": {\"" + name(1000) + "\": [1,1,1,1,1,1,1,1,1]}}", 1000) + "]}",
    ]

    @Test(arguments: repeating.indices)
    func `the rows of a text repeat at most 8 MiB or four times the text`(index: Int) throws {
        let text = Self.repeating[index]
        var flattener = ResponseFlattener()
        let limit = max(8 << 20, 4 * text.utf8.count)
        #expect(throws: UnreadableText.tooMuchListed(limit: limit)) {
            try flattener.flatten(padded: Array(text.utf8))
        }
    }

    @Test func `reasons of a failure are compared in linear time`() throws {
        let long = Self.name(400_000)
        let text = #"{"id": "t", "status": "failed", "fail_reason": "\#(long)", "message": "\#(long)b"}"#
        let clock = ContinuousClock()
        let time = try clock.measure {
            try reading(text) { #expect($0.records.unaudited[0].reason.utf8.count < 10_000) }
        }
        #expect(time < .seconds(5))
    }

    private static func repeated(_ element: String, _ count: Int) -> String {
        Array(repeating: element, count: count).joined(separator: ",")
    }
}
