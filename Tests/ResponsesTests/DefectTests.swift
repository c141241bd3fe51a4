import Testing

@testable import Responses

@Suite struct DefectTests {
    @Test(arguments: [
        (#""S1": 1.5"#, "1.5 is not in 0…1"), (#""S1": -0.1"#, "-0.1 is not in 0…1"),
        (#""S1": "0.5""#, "expected a number, found a text"),
        (#""S1": true"#, "expected a number, found a boolean"),
        (#""S1": 1e400"#, "expected a number, found a number beyond the range of a double"),
        (
            #""S1": 123456789012345678901234567890"#,
            "1.2345678901234568e+29 is not in 0…1"
        ),
        (#""S1": 0.1, "S1": 0.9"#, "given twice"), (#""S1": 0.1, "S1": 9"#, "given twice"),
    ])
    func `an unsound score is a defect and missing`(_ scores: String, _ reason: String) throws {
        try reading(scored(scores)) { flattener in
            let pointer = "/generations/0/output_moderation_result/filter_results/f/metadata/global/S1"
            #expect(flattener.defects == ["\(pointer) \(reason)"])
            #expect(flattener.state(of: "f.global.S1") == .missing)
        }
    }

    @Test(arguments: [
        (#"{"p":0.5,"v":true}"#, "/generations/0/legal_classifier_result/ip/0 a frame without l"),
        (
            #"{"l":"1","p":0.5,"v":true}"#,
            "/generations/0/legal_classifier_result/ip/0/l expected a whole number of 64 bits, found a text"
        ),
        (#"{"l":1,"p":1.5,"v":true}"#, "/generations/0/legal_classifier_result/ip/0/p 1.5 is not in 0…1"),
        (#"{"l":1,"p":null,"v":true}"#, "/generations/0/legal_classifier_result/ip/0/p null"),
        (
            #"{"l":1,"p":0.5,"v":1}"#,
            "/generations/0/legal_classifier_result/ip/0/v expected a boolean, found a number"
        ),
        (#"{"l":1,"p":0.5,"v":true,"v":false}"#, "/generations/0/legal_classifier_result/ip/0/v given twice"),
        ("7", "/generations/0/legal_classifier_result/ip/0 expected a frame, found a number"),
    ])
    func `an unsound frame is a defect`(_ frame: String, _ defect: String) throws {
        try reading(legal(#""ip": [\#(frame), {"l":1,"p":0.5,"v":false}]"#)) { flattener in
            #expect(flattener.defects == [defect])
            #expect(flattener.state(of: "legal.ip.score") == .partial)
        }
    }

    @Test func `a defective field gives a missing signal`() throws {
        let json = task(#""output_moderation_result": {"is_flagged": "yes", "risk_level": "high", "type": 3}"#)
        try reading(json) { flattener in
            #expect(flattener.defects.count == 3)
            for name in ["output.is_flagged", "output.risk_level", "output.type"] {
                #expect(flattener.state(of: name) == .missing)
            }
        }
    }

    @Test(arguments: [
        (#""moderation_result": "blocked""#, ["generation.moderation.type", "generation.moderation.code"]),
        (
            #""output_moderation_result": []"#,
            ["output.is_flagged", "output.risk_level", "output.type", "u18.is_child"]
        ),
        (#""output_moderation_result": {"mapper_metadata": 1}"#, ["u18.is_child", "u18.is_realistic"]),
        (
            #""output_moderation_result": {"mapper_metadata": {"u18": 1}}"#,
            ["u18.is_child", "u18.is_realistic"]
        ),
        (#""output_moderation_result": {"filter_results": {"f": "blocked"}}"#, ["f.type"]),
    ])
    func `a defective block gives missing signals`(_ block: String, _ names: [String]) throws {
        try reading(task(block)) { flattener in
            #expect(flattener.defects.count == 1)
            for name in names { #expect(flattener.state(of: name) == .missing, "\(name)") }
        }
    }

    @Test func `the lists of a filter must be lists`() throws {
        let json = task(
            #""output_moderation_result": {"filter_results": {"f": {"labels": "x", "flagged_indices": {}}}}"#)
        try reading(json) { #expect($0.defects.count == 2) }
    }

    /// U+F8FF is an apple on many machines.
    @Test func `a text can begin with any character`() throws {
        try reading(#"{"id": "t", "generations": [{"id": "\#u{F8FF}1", "prompt": "\#u{F8FF} event"}]}"#) {
            flattener in
            #expect(flattener.defects.isEmpty)
            #expect(flattener.records.generations[0].id.map(String.init) == "\u{F8FF}1")
        }
    }

    @Test(arguments: [
        ("123456789012345678901234567890", 1.2345678901234568e29),
        ("100000000000000000000000000000", 1e29), ("-18446744073709551617", -18_446_744_073_709_551_616),
        ("18446744073709551616", 18_446_744_073_709_551_616),
        ("-9223372036854775809", -9_223_372_036_854_775_808),
    ])
    func `a whole number beyond 64 bits is read as a double`(_ text: String, _ value: Double) throws {
        try reading(task(#""output_moderation_result": {"risk_level": \#(text)}"#)) { flattener in
            #expect(flattener.defects.isEmpty)
            #expect(flattener.records.generations[0].outputRiskLevel == value)
        }
    }

    @Test func `pointers escape their names`() throws {
        try reading(legal(#""a/b~c": 5"#)) { flattener in
            #expect(
                flattener.records.defects.first?.pointer == "/generations/0/legal_classifier_result/a~1b~0c")
        }
    }

    @Test func `every generation has the defects of its task`() throws {
        let json = #"{"id": "t", "needs_user_review": "x", "generations": [{"id": "a"}, {"id": "b"}]}"#
        try reading(json) { flattener in
            #expect(flattener.records.generations.allSatisfy { $0.defects.count == 1 })
            #expect(flattener.state(of: "task.needs_user_review", in: 1) == .missing)
        }
    }

    @Test func `all signals of a duplicate filter are missing`() throws {
        let json = task(
            #""output_moderation_result": {"filter_results": {"f": {"type": "passed", "metadata": {"g": {"S": 0.9}}}, "f": {"type": "passed"}}}"#
        )
        try reading(json) { flattener in
            #expect(flattener.state(of: "f.type") == .missing)
            #expect(flattener.state(of: "f.g.S") == .missing)
        }
    }

    @Test func `a million defects take bounded memory`() throws {
        let frames = repeatElement("{}", count: 100_000).joined(separator: ",")
        try reading(legal(#""ip": [\#(frames)]"#)) { flattener in
            #expect(flattener.records.defects.count == 101)
            #expect(flattener.records.defects.last?.reason == "299900 more defects")
            #expect(flattener.records.legalSeries.first?.defective == 100_000)
        }
    }

    @Test(arguments: [
        (#""safety_classifier_result": [1]"#, "/safety_classifier_result"),
        (#""input_moderation_result": {"type": "x"}"#, "/input_moderation_result"),
        (
            #""moderation_result": {"results_by_frame_index": {"0": 1}}"#,
            "/moderation_result/results_by_frame_index"
        ),
        (
            #""output_moderation_result": {"rewrite_results": {"a": 1}}"#,
            "/output_moderation_result/rewrite_results"
        ),
        (#""output_moderation_result": {"novel": 1}"#, "/output_moderation_result/novel"),
        (#""output_moderation_result": {"prompt": "known elsewhere"}"#, "/output_moderation_result/prompt"),
        (
            #""output_moderation_result": {"mapper_metadata": {"m18": {"a": 1}}}"#,
            "/output_moderation_result/mapper_metadata/m18"
        ),
        (
            #""output_moderation_result": {"mapper_metadata": {"u18": {"age": 1}}}"#,
            "/output_moderation_result/mapper_metadata/u18/age"
        ),
        (
            #""output_moderation_result": {"filter_results": {"f": {"extra": 1}}}"#,
            "/output_moderation_result/filter_results/f/extra"
        ),
    ])
    func `unknown moderation content is counted`(_ members: String, _ path: String) throws {
        try reading(task(members)) { #expect($0.records.unrecognised.map(\.path) == [path]) }
    }
}
