import Testing

@testable import Responses

@Suite struct EnvelopeTests {
    static let task = #"{"id": "task_1", "status": "succeeded", "generations": [{"id": "gen_1"}]}"#

    @Test(arguments: [
        #"{"code": "success", "message": "", "data": {"task_id": "task_1", "data": \#(task)}}"#,
        task,
        #"{"task_responses": [\#(task)], "last_id": "x", "has_more": false}"#,
        #"{"data": [{"ordering_key": 1, "payload": \#(task)}]}"#,
        #"[\#(task)]"#,
        #"{"code": "success", "data": \#(task)}"#,
        #"{"data": \#(task)}"#,
        #"{"code": "oops", "data": {"data": \#(task)}}"#,
    ])
    func `every envelope gives its generation`(_ json: String) throws {
        try reading(json) { flattener in
            #expect(flattener.records.generations.map { $0.id.map(String.init) } == ["gen_1"])
            #expect(flattener.records.generations.map { $0.taskID.map(String.init) } == ["task_1"])
            #expect(flattener.records.unaudited.isEmpty)
            #expect(flattener.records.responses == 1)
        }
    }

    @Test(arguments: [
        (#"{"code": "success", "data": {"status": "IN_PROGRESS", "data": null}}"#, "pending"),
        (#"{"code": "success", "data": {"status": "NOT_START", "data": null}}"#, "pending"),
        (#"{"code": "success", "data": {"status": "FAILURE", "fail_reason": "x", "data": null}}"#, "failed"),
        (#"{"code": "success", "data": {"status": "SUCCESS", "data": null}}"#, "empty"),
        (#"{"code": "task_not_exist", "message": "no", "data": null}"#, "api_error"),
        (#"{"code": 429, "message": "slow down"}"#, "api_error"),
        (#"{"id": "t", "status": "succeeded", "generations": []}"#, "empty"),
        (#"{"id": "t", "status": "queued", "generations": []}"#, "pending"),
        (#"{"id": "t", "status": "a status of tomorrow", "generations": null}"#, "pending"),
        (#"{"id": "t", "status": "failed", "generations": []}"#, "failed"),
        (#"{"id": "t", "status": "succeeded", "failure_reason": "nsfw", "generations": []}"#, "failed"),
        (#"{"id": "t", "generations": [], "moderation_result": {"is_output_rejection": true}}"#, "rejected"),
        (#"{"id": "t", "generations": "none"}"#, "unreadable"),
        (#"{"id": "t", "generations": [7]}"#, "unreadable"),
        (#"{"task_responses": []}"#, "empty"),
        (#"{"code": "quota", "message": "exhausted", "data": []}"#, "api_error"),
        (#"{"code": "quota", "task_responses": []}"#, "api_error"),
        (#"{"code": "quota", "id": "t", "generations": []}"#, "api_error"),
        (#"{"code": "success"}"#, "unreadable"),
        (#"{"data": {"error": "rate limited"}}"#, "api_error"),
        (
            #"{"code": "success", "data": {"task_id": "t", "status": "SUCCESS", "data": {"error": "x"}}}"#,
            "api_error"
        ),
        (#"{"data": []}"#, "empty"),
        (#"{"data": [{"ordering_key": 1}]}"#, "unreadable"),
        ("[]", "empty"),
        ("[[]]", "empty"),
        ("[5]", "unreadable"),
        ("5", "unreadable"),
        (#""text""#, "unreadable"),
        ("{}", "unreadable"),
        (#"{"code": "success", "data": {"data": "text"}}"#, "unreadable"),
    ])
    func `a response without a generation is a row`(_ json: String, _ kind: String) throws {
        try reading(json) { flattener in
            #expect(flattener.records.generations.isEmpty)
            #expect(flattener.records.unaudited.map(\.kind.rawValue) == [kind])
        }
    }

    @Test func `the task has the fields of its relay`() throws {
        let json =
            #"{"code": "success", "data": {"task_id": "task_r", "status": "SUCCESS", "fail_reason": "f", "submit_time": 1736867805, "start_time": 0, "finish_time": 1736867860, "data": {"id": null, "generations": [{"id": "g"}]}}}"#
        try reading(json) { flattener in
            let task = try #require(flattener.records.tasks.first)
            #expect(task.id.map(String.init) == "task_r")
            #expect(task.status.map(String.init) == "SUCCESS")
            #expect(task.startedAt == nil)
            guard case .epoch(1_736_867_860) = task.finishedAt else {
                Issue.record("finished at \(String(describing: task.finishedAt))")
                return
            }
        }
    }

    @Test(arguments: ["", "{", "{\"a\":}", "\u{FEFF}{}", "nul", "[1,]", "{\"a\":01}"])
    func `a text that is not JSON is thrown as unreadable`(_ json: String) {
        #expect(throws: UnreadableText.self) { try reading(json) { _ in } }
    }

    private func nested(_ depth: Int) -> [UInt8] {
        Array((String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
    }

    @Test func `invalid UTF-8 and deep nesting have their own reasons`() {
        var flattener = ResponseFlattener()
        #expect(throws: UnreadableText.notUTF8) {
            try flattener.flatten(padded: Array("{\"a\":\"".utf8) + [0xC3, 0x28] + Array("\"}".utf8))
        }
        #expect(throws: UnreadableText.tooDeep) {
            try flattener.flatten(padded: nested(1025))
        }
        #expect(throws: Never.self) { try flattener.flatten(padded: nested(1024)) }
    }

    /// A list of `count` generations, each with `bytes` bytes including the comma after it.
    private func list(of count: Int, bytes: Int) -> [UInt8] {
        let generation = Array((#"{"id":"g"}"# + String(repeating: " ", count: bytes - 11) + ",").utf8)
        let generations = repeatElement(generation, count: count).joined().dropLast()
        return Array(#"{"id":"t","generations":["#.utf8) + generations + Array("]}".utf8)
    }

    @Test func `the length of a list is limited by its bytes`() throws {
        var flattener = ResponseFlattener()
        try flattener.flatten(padded: list(of: 10_000, bytes: 11))
        #expect(flattener.records.generations.count == 10_000)
        try flattener.flatten(padded: list(of: 66_000, bytes: 128))
        #expect(flattener.records.generations.count == 66_000)
        #expect(throws: UnreadableText.tooManyGenerations(limit: 10_000)) {
            try flattener.flatten(padded: list(of: 10_001, bytes: 11))
        }
        #expect(flattener.records.generations.isEmpty)
        #expect(throws: UnreadableText.tooManyGenerations(limit: 65_484)) {
            try flattener.flatten(padded: list(of: 66_000, bytes: 127))
        }
    }

    @Test func `a value that is not a task is a row of the task`() throws {
        try reading(#"{"code": "success", "data": {"task_id": "t", "data": {"error": "x"}}}"#) {
            #expect($0.records.unaudited.map { $0.taskID.map(String.init) } == ["t"])
        }
    }

    @Test func `a combining mark does not hide a link`() throws {
        let link = "a https:/\u{301}/x http://\u{301}y?sig=SECRET\u{301} b"
        try reading(#"{"code": "success", "data": {"task_id": "t", "fail_reason": "\#(link)", "data": null}}"#)
        {
            #expect($0.records.unaudited.map(\.reason) == ["a https:/\u{301}/x [link] b"])
        }
    }

    @Test func `a reason is written without its links`() throws {
        let link = "upload HTTPS://videos.example.com/a.mp4?se=1&sig=SECRET%3D failed, see x://y z"
        try reading(#"{"code": "success", "data": {"task_id": "t", "fail_reason": "\#(link)", "data": null}}"#)
        {
            #expect($0.records.unaudited.map(\.reason) == ["upload [link] failed, see [link] z"])
        }
    }

    @Test func `each generation has the unrecognised content of its task`() throws {
        let moderation = #""moderation_result": {"results_by_frame_index": {"3": 1}}"#
        try reading(#"{"id": "t", \#(moderation), "generations": [{"id": "a"}, {"id": "b", \#(moderation)}]}"#)
        {
            let (records, path) = ($0.records, "/moderation_result/results_by_frame_index")
            let paths = records.generations.map { records.unrecognised[$0.unrecognised].map(\.path) }
            #expect(paths == [["task\(path)"], ["task\(path)", path]])
        }
    }
}
