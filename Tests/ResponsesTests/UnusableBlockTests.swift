import Testing

@testable import Responses

/// Blocks that cannot be used or are not in the contract. None of them counts as absent.
@Suite struct UnusableBlockTests {
    private static func answer(_ members: String, task: String = "") -> String {
        #"{"id": "t"\#(task), "generations": [{"id": "g", \#(members)}]}"#
    }

    @Test(arguments: [
        (#""filter_results": [{"type": "blocked"}]"#, ["*.*.*", "*.type"]),
        (#""filter_results": {"f": {}}, "filter_results": {}"#, ["*.*.*", "*.type"]),
        (#""filter_results": {"f": "blocked"}"#, ["f.type", "f.*.*"]),
        (#""filter_results": {"a.b": {"type": "passed", "metadata": [{"S": 1}]}}"#, ["a%2Eb.*.*"]),
        (#""filter_results": {"f": {"type": "passed", "metadata": {}, "metadata": {}}}"#, ["f.*.*"]),
        (#""filter_results": {"f": {"metadata": {"global": {"S": 0}, "frame": [0.99]}}}"#, ["f.frame.*"]),
        (#""filter_results": {"f": {"metadata": {"x": 1, "*": 1}}}"#, ["f.x.*", "f.%2A.*"]),
        (#""filter_results": {"f": null, "g": {"metadata": null}, "h": {"metadata": {"s": null}}}"#, []),
    ])
    func `the possible signals of an unusable block are missing`(_ output: String, _ names: [String]) throws {
        try reading(Self.answer(#""output_moderation_result": {\#(output)}"#)) { flattener in
            let missing = flattener.records.readings.filter { $0.state == .missing }
            #expect(missing.map { flattener.signals[$0.signal].name } == names)
            #expect(flattener.defects.isEmpty == names.isEmpty)
        }
    }

    @Test(arguments: [
        (#""safety_classifier_result": [1], "safety_classifier_result": []"#, "/safety_classifier_result"),
        (
            #""output_moderation_result": {"rewrite_results": {}, "rewrite_results": {"a": 1}}"#,
            "/output_moderation_result/rewrite_results"
        ),
        (
            #""moderation_result": {"results_by_frame_index": {"1": 1}, "results_by_frame_index": {}}"#,
            "/moderation_result/results_by_frame_index"
        ),
    ])
    func `a duplicate block is a defect and unrecognised`(_ members: String, _ path: String) throws {
        try reading(Self.answer(members)) {
            #expect($0.records.unrecognised.map(\.path) == [path])
            #expect($0.defects == ["/generations/0\(path) given twice"])
        }
    }

    @Test(arguments: [
        (
            #""moderation_result": {"type": "passed", "task_id": "t", "violence": 1}"#, "",
            "/moderation_result/violence"
        ),
        (#""is_public": true"#, #", "safety_classifier_result": [1]"#, "task/safety_classifier_result"),
        (#""is_public": true"#, #", "output_moderation_result": {"a": 1}"#, "task/output_moderation_result"),
        (#""is_public": true"#, #", "voice_moderation_result": {"a": 1}"#, "task/voice_moderation_result"),
        (
            #""legal_classifier_result": {"ip": [{"l": 1, "p": 0, "v": false, "x": 1}, {"l": 1, "p": 0, "v": false, "y": 1}]}"#,
            "", "/legal_classifier_result/ip/x"
        ),
    ])
    func `moderation content outside the contract is counted`(_ members: String, _ task: String, _ path: String)
        throws
    {
        try reading(Self.answer(members, task: task)) {
            #expect($0.records.unrecognised.map(\.path) == [path])
        }
    }

    @Test func `a text is refused only for its own names`() throws {
        let names = { (range: Range<Int>) in range.map { "\"k\($0)\": 0" }.joined(separator: ",") }
        let text = { (range: Range<Int>) in
            Self.answer(
                #""output_moderation_result": {"filter_results": {"f": {"metadata": {"s": {\#(names(range))}}}}}"#
            )
        }
        var flattener = ResponseFlattener()
        try flattener.flatten(padded: Array(text(0..<40_000).utf8))
        try flattener.flatten(padded: Array(text(30_000..<70_000).utf8))
        // Most of the names are known from the first text.
        #expect(throws: UnreadableText.tooManyNames(limit: 65_536)) {
            try flattener.flatten(padded: Array(text(0..<65_600).utf8))
        }
        try flattener.flatten(padded: Array(text(0..<100).utf8))
    }

    @Test func `rows without a generation keep the input order`() throws {
        let task = #"{"id": "t", "generations": [{"id": "g"}]}"#
        try reading(#"[\#(task), {"id": "p", "status": "queued", "generations": []}, \#(task), 7]"#) {
            #expect($0.records.unaudited.map(\.generationsBefore) == [1, 2])
        }
    }

    @Test func `an empty status is not a status`() throws {
        let task = #"{"id": "t", "status": "", "generations": []}"#
        try reading(
            #"{"code": "success", "data": {"task_id": "t", "status": "IN_PROGRESS", "data": \#(task)}}"#
        ) {
            #expect($0.records.unaudited.map(\.kind) == [.pending])
        }
    }

    @Test func `a null code is not success`() throws {
        try reading(#"{"code": null, "message": "internal error", "data": null}"#) {
            #expect($0.records.unaudited.map(\.kind) == [.apiError])
            #expect($0.records.unaudited.map(\.reason) == ["internal error"])
        }
    }
}
