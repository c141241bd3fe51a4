import Testing

@testable import Responses

/// The rows of answers and tasks without a generation (CONTRACT sections 2 and 5).
@Suite struct UnauditedTests {
    private func row(_ json: String) throws -> String {
        try reading(json) { flattener in
            #expect(flattener.records.generations.isEmpty && flattener.records.unaudited.count == 1, "\(json)")
            return flattener.records.unaudited.map { "\($0.kind.rawValue): \($0.reason)" }.first ?? ""
        }
    }

    @Test(arguments: [
        ("SUCCEEDED", "empty"), ("Completed", "empty"), ("finish", "empty"), ("DONE", "empty"),
        ("failing", "failed"), ("ERRORED", "failed"), ("canceled", "failed"), ("Timeout", "failed"),
        ("TIMED_OUT", "failed"), ("expired", "failed"), ("deleted", "failed"), ("upload_FAILED", "failed"),
        ("Rejected", "rejected"), ("BLOCKED", "rejected"), ("doner", "pending"),
        ("a status of tomorrow", "pending"),
        ("unblocked", "pending"), ("_failed_", "pending"),
    ])
    func `the word in a status determines the end of a task, in any letter case`(status: String, kind: String)
        throws
    {
        #expect(try row(#"{"id":"t","status":"\#(status)","generations":[]}"#) == "\(kind): ")
    }

    @Test(arguments: [
        (#""status":"failed","fail_reason":"a","failure_reason":"b""#, "failed: a; b"),
        (#""status":"failed","failure_reason":{"code":"c","message":"m"}"#, "failed: c: m"),
        (#""status":"failed","error":{"code":"c","message":"m"},"msg":"n""#, "failed: c: m; n"),
        (#""status":"failed","message":"m","fail_reason":"m of it""#, "failed: m of it"),
        (#""status":"queued","failure_reason":"nsfw""#, "failed: nsfw"),
        (#""status":"failed","error":"content_policy""#, "rejected: content_policy"),
        (#""status":"failed","message":"blocked by Moderation""#, "rejected: blocked by Moderation"),
        (#""status":"queued","message":"waiting for moderation""#, "pending: waiting for moderation"),
        (
            #""status":"queued","moderation_result":{"type":"blocked","code":"x"}"#,
            "rejected: moderation: blocked, x"
        ),
        (
            #""status":"succeeded","moderation_result":{"type":"passed","is_output_rejection":true,"rationale":"r"}"#,
            "rejected: r; the output was rejected"
        ),
        (
            #""status":"failed","num_unsafe_generations":1"#, "rejected: 1 generation withheld by the platform"
        ),
        (#""status":"processing","num_unsafe_generations":1"#, "pending: "),
    ])
    func `a row has the platform's texts`(members: String, row expected: String) throws {
        #expect(try row(#"{"id":"t",\#(members),"generations":[]}"#) == expected)
        #expect(try row(#"[{"detail":{"id":"t",\#(members)}}]"#) == expected)
    }

    @Test(arguments: [
        (#""success""#, "empty: "), (#""SuCCess""#, "empty: "), (#""OK""#, "empty: "), (#""0""#, "empty: "),
        (#""200""#, "empty: "), ("0", "empty: "), ("200", "empty: "), ("200.0", "empty: "),
        ("500", "api_error: 500: m"), (#""2000""#, "api_error: 2000: m"), ("false", "api_error: false: m"),
        (#""moderation_blocked""#, "rejected: moderation_blocked: m"),
        ("1e999", "api_error: a number beyond the range of a double: m"),
    ])
    func `a relay's code determines the row`(code: String, row expected: String) throws {
        let message = expected.hasPrefix("empty") ? "" : "m"
        #expect(try row(#"{"code":\#(code),"message":"\#(message)","data":null}"#) == expected)
        #expect(try row(#"{"code":\#(code),"msg":"\#(message)","data":null}"#) == expected)
    }

    @Test(arguments: [
        (#"{"code":"success"}"#, "no known envelope: an object with `code`"),
        (
            #"{"a":1,"b":2,"c":3,"d":4,"e":5,"f":6,"g":7}"#,
            "no known envelope: an object with `a`, `b`, `c`, `d`, `e` and 2 more"
        ),
        ("{}", "no known envelope: an empty object"),
        (
            #"{"code":"success","data":"@{task_id=t}"}"#,
            "/data: no known envelope (a text): PowerShell cut it off; use ConvertTo-Json with -Depth 100"
        ),
        (#""{\"id\":1}""#, "no known envelope (a text): it holds JSON as a text; decode it once more"),
        (#"{"id":"t","status":"queued","draft_info":{"legal_classifier_result":{"ip":[1]}}}"#, ""),
    ])
    func `the reason for an unknown object describes it`(json: String, words: String) throws {
        try reading(json) { flattener in
            let reasons = flattener.records.unaudited.filter { $0.kind == .unreadable }.map(\.reason)
            let stray = "/draft_info: moderation results in a place where no envelope has them"
            #expect(reasons == [words.isEmpty ? stray : words])
        }
    }

    @Test func `a long name is cut in the reason`() throws {
        let name = String(repeating: "n", count: 5000)
        #expect(try row("{\"\(name)\":1}").utf8.count < 200)
    }

    @Test func `defects, unrecognised content and moderation are part of the row`() throws {
        let json = #"""
            {"id":"t","status":"failed","created_at":1e999,"voice_moderation_result_v2":{"a":1},
            "moderation_result":{"type":"blocked","code":"c","is_output_rejection":true,"more":1},"generations":[]}
            """#
        try reading(json) { flattener in
            let records = flattener.records
            let row = try #require(records.unaudited.first)
            #expect(
                records.defects[row.defects].map { "\($0.pointer) \($0.reason)" } == [
                    "/created_at expected a time, found a number beyond the range of a double"
                ])
            #expect(
                records.unrecognised[row.unrecognised].map(\.path) == [
                    "task/moderation_result/more", "task/voice_moderation_result_v2",
                ])
            #expect(
                row.moderation.type.map(String.init) == "blocked" && row.moderation.isOutputRejection == true)
            #expect(row.moderation.code.map(String.init) == "c")
        }
    }

    @Test func `moderation blocks of a relay are unrecognised content of its generations`() throws {
        let json = #"""
            {"code":"success","audio_classifier_result":{"a":1},"data":{"task_id":"r","status":"SUCCESS",
            "input_moderation_result":[1],"data":{"id":"t","generations":[{"id":"g"}]}}}
            """#
        try reading(json) { flattener in
            #expect(
                flattener.records.unrecognised.map(\.path) == [
                    "relay/audio_classifier_result", "relay/input_moderation_result",
                ])
            #expect(flattener.records.generations.first?.unrecognised == 0..<2)
        }
    }

    @Test(arguments: [
        ("moderation_result_v2", true), ("output_moderation_result_v2", true), ("x_classifier_result", true),
        ("moderation_results", true), ("classifier_resul", false), ("generation_result_v2", false),
    ])
    func `names of moderation blocks are recognised by a part of the name`(name: String, isKnown: Bool) throws {
        try reading(#"{"id":"t","generations":[{"id":"g","\#(name)":{"a":1}}]}"#) {
            #expect($0.records.unrecognised.map(\.path) == (isKnown ? ["/\(name)"] : []))
        }
    }

    @Test func `an id with half of a surrogate pair is a defect`() throws {
        let json = #"{"id":"t","generations":[{"id":"g\ud800"},{"id":"g\ud801"},{"id":7},{"id":"sound"}]}"#
        try reading(json) { flattener in
            #expect(flattener.records.generations.map { $0.id.map(String.init) } == [nil, nil, nil, "sound"])
            #expect(flattener.records.generations.map(\.defects.count) == [1, 1, 1, 0])
        }
    }

    @Test(arguments: ["1e999", "-1e999", #""\#u{F8FF}""#])
    func `a placeholder for a number is not in a record`(value: String) throws {
        try reading(#"{"id":"t","generations":[{"id":"g","created_at":\#(value),"seed":\#(value)}]}"#) {
            flattener in
            let generation = flattener.records.generations[0]
            if value.contains("1e") { #expect(generation.createdAt == nil) }
            #expect(generation.seed == nil)
        }
    }

    @Test(arguments: [
        "123456789012345678901234567890", "-9223372036854775809", "18446744073709551616", "-1", "0", "7",
        "100000000000000000000",
    ])
    func `a seed of any size keeps all digits`(digits: String) throws {
        try reading(#"{"id":"t","generations":[{"seed" : \#(digits) ,"id":"g"},{"id":"h","seed":\#(digits)}]}"#)
        {
            #expect($0.records.generations.map { $0.seed?.text } == [digits, digits])
            #expect($0.records.defects.isEmpty)
        }
    }

    @Test func `withheld generations are a signal and a count`() throws {
        try reading(#"{"id":"t","num_unsafe_generations":3,"generations":[{"id":"g"}]}"#) { flattener in
            #expect(flattener.reading(of: "task.num_unsafe_generations")?.number == 3)
            #expect(flattener.records.tasks.first?.unsafeGenerations == 3)
        }
        for unsound in ["-1", "1.5", "\"2\"", "9000000000000000000"] {
            try reading(#"{"id":"t","num_unsafe_generations":\#(unsound),"generations":[{"id":"g"}]}"#) {
                #expect($0.state(of: "task.num_unsafe_generations") == .missing && $0.defects.count == 1)
            }
        }
    }

    @Test(arguments: [
        (#"{"code":"success","data":null}"#, "asked"), (#"{"id":"own","status":"queued"}"#, "own"),
        (#"{"error":"x"}"#, "asked"), ("7", "asked"), (#"{"generations":[{"id":"g"}]}"#, "asked"),
    ])
    func `a task's id is in the answer, otherwise in the capture's URL`(response: String, id: String) throws {
        let line =
            #"{"fetched_at":"","url":"https://h/sora/v1/videos/asked?x=1","sha256":"","response":\#(response)}"#
        try reading(line) { flattener in
            let ids = flattener.records.unaudited.map(\.taskID) + flattener.records.generations.map(\.taskID)
            #expect(ids.map { $0.map(String.init) } == [id])
        }
    }

    @Test(arguments: [
        (#"{"id":"t","status":"rejected"}"#, AnswerState.final), (#"{"id":"t","status":"Running"}"#, .pending),
        (#"{"error":{"message":"m"}}"#, .refused), (#"{"error":{"code":"moderation_blocked"}}"#, .final),
        (#"{"id":"v","object":"video","status":"completed"}"#, .final), ("{}", .unknown),
        (#"{"code":"success","data":null}"#, .unknown),
    ])
    func `the rows of an answer determine its state`(json: String, standing: AnswerState) throws {
        try reading(json) { #expect($0.records.standing == standing) }
    }
}
