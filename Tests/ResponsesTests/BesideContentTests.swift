import Testing

@testable import Responses

/// Values beside content, around content and in place of content, and their effect (CONTRACT sections 1 and 5).
@Suite struct BesideContentTests {
    private static let generation =
        #"{"id":"g","legal_classifier_result":{"ip":[{"l":1,"p":0.5,"v":false}]},"task_id":"t"}"#
    private static let task = #"{"id":"t","status":"succeeded","generations":[{"id":"g"}]}"#

    private func rows(_ json: String) throws -> [String] {
        try reading(json) { flattener in
            flattener.records.generations.map { "generation \($0.id.map(String.init) ?? "-")" }
                + flattener.records.unaudited.map { row in
                    let id = row.taskID.map(String.init) ?? "-"
                    return "\(row.kind.rawValue) \(id): \(row.reason)"
                }
        }
    }

    private func filled(_ pattern: String, junk: String = "") -> String {
        pattern.replacing("G", with: Self.generation).replacing("T", with: Self.task).replacing("J", with: junk)
    }

    @Test(
        arguments: ["7", "true", #""text""#, "1e999", #"{"a":1}"#, "[[],7]"],
        [
            #"{"items":J,"data":T}"#, #"{"data":T,"items":J}"#, #"{"detail":J,"result":T}"#,
            #"{"id":"t","generations":[G],"payload":J}"#, #"{"payload":J,"generations":[G]}"#,
            #"{"id":"t","generations":[{"id":"g","data":J,"seed":1}]}"#,
            #"{"code":0,"data":{"task_id":"r","data":T,"tasks":J}}"#,
            #"{"result":{"data":[G]},"response":J}"#,
        ])
    func `a common holder without an envelope is ignored beside content`(
        junk: String, pattern: String
    )
        throws
    {
        #expect(try rows(filled(pattern, junk: junk)) == ["generation g"])
    }

    @Test(arguments: ["7", "true", #""text""#, "1e999", #"{"a":1}"#, "[7]"], ["data", "task_responses"])
    func `a strict holder without an envelope is unreadable beside content`(
        junk: String, name: String
    )
        throws
    {
        for pattern in [#"{"N":J,"result":T}"#, #"{"result":T,"N":J}"#, #"{"items":[G],"N":J,"detail":7}"#] {
            let rows = try rows(filled(pattern, junk: junk).replacing("N", with: name))
            #expect(rows.count == 2 && rows[0] == "generation g" && rows[1].hasPrefix("unreadable "), "\(rows)")
        }
    }

    @Test(arguments: [#"{"generations":7,"data":T}"#, #"{"data":T,"generations":{"a":1}}"#])
    func `generations of a wrong type are unreadable beside content`(pattern: String) throws {
        #expect(try rows(filled(pattern)) == ["generation g", "unreadable -: /generations: not a list"])
    }

    @Test(arguments: [
        (#"{"data":"failed","kind":"sora_error","id":"g","task_id":"t","error_message":"m"}"#, ["failed t: m"]),
        (#"{"task_id":"t","status":"cancelled","data":"completed"}"#, ["failed t: "]),
        (#"{"id":"t","status":"failed","fail_reason":"m","generations":7}"#, ["failed t: m"]),
        (#"{"object":"video","id":"t","status":"queued","tasks":"text"}"#, ["pending t: "]),
        (
            #"{"task_id":"t","status":"SUCCESS","data":"text"}"#,
            ["unreadable t: /data: no known envelope (a text)"]
        ),
        (#"{"id":"t","status":"succeeded","result":"text","generations":[]}"#, ["empty t: "]),
        (#"{"error":{"code":"c"},"data":7}"#, ["api_error -: c"]),
        (#"{"error":{"code":"c"},"generations":null}"#, ["api_error -: c"]),
    ])
    func `an object with a final state has its own row`(json: String, expected: [String]) throws {
        #expect(try rows(json) == expected)
    }

    @Test(arguments: [
        (#"{"error":{"code":"c","message":"m"},"output_moderation_result":null}"#, "api_error -: c: m"),
        (#"{"code":404,"msg":"m","legal_classifier_result":null}"#, "api_error -: 404: m"),
        (
            #"{"kind":"sora_content_violation","id":"g","task_id":"t","reason_str":"m","legal_classifier_result":null}"#,
            "rejected t: m"
        ),
        (#"{"id":"g","legal_classifier_result":null}"#, "generation g"),
    ])
    func `a null block makes a generation of an object of no other kind`(json: String, expected: String)
        throws
    {
        #expect(try rows(json) == [expected])
    }

    @Test func `a block of an error without an id is counted`() throws {
        try reading(#"{"error":"x","output_moderation_result":{"type":"blocked"}}"#) {
            #expect($0.records.unaudited.map(\.kind) == [.apiError] && $0.records.generations.isEmpty)
            #expect($0.records.unrecognised.map(\.path) == ["envelope/output_moderation_result"])
        }
    }

    @Test func `a row within a task or generation has the id of the nearest task`() throws {
        let inner = #"{"legal_classifier_result":{"ip":[1]}}"#
        let relay = { (task: String) in #"{"code":"success","data":{"task_id":"r","data":\#(task)}}"# }
        for json in [
            #"{"id":"t","generations":[{"id":"g"}],"more":\#(inner)}"#,
            #"{"id":"t","generations":[{"id":"g","seed":1,"more":\#(inner)}]}"#,
            #"{"id":"t","generations":[{"id":"g","seed":1,"data":{"error":"x"}}]}"#,
            #"{"id":"t","generations":[7]}"#,
        ] {
            try reading(relay(json)) {
                #expect($0.records.unaudited.map { $0.taskID.map(String.init) } == ["t"], "\(json)")
            }
        }
    }

    @Test func `holders are read in document order`() throws {
        let task = { (id: String) in #"{"id":"t","generations":[{"id":"\#(id)"}]}"# }
        let json = #"""
            {"items":[\#(task("a"))],"task_responses":[\#(task("b"))],"generations":[{"id":"c"}],"data":\#(task("d")),
            "items":\#(task("e")),"generations":[{"id":"f"}]}
            """#
        #expect(try rows(json) == ["a", "b", "c", "d", "e", "f"].map { "generation \($0)" })
    }

    @Test func `moderation of a relay is counted, and refuses a task without generations`() throws {
        let relay = { (task: String) in
            #"{"task_id":"r","status":"SUCCESS","moderation_result":{"type":"blocked"},"data":\#(task)}"#
        }
        for task in [Self.task, "null", #"{"id":"t","status":"queued"}"#] {
            try reading(relay(task)) {
                // A relay's answer without a task counts as the task.
                let path = task == "null" ? [] : ["relay/moderation_result"]
                #expect($0.records.unrecognised.map(\.path) == path)
                #expect($0.records.unaudited.map(\.kind) == (task == Self.task ? [] : [.rejected]))
                #expect($0.records.unaudited.allSatisfy { $0.moderation.type.map(String.init) == "blocked" })
            }
        }
    }

    @Test func `moderation blocks beside the response of a capture are counted`() throws {
        try reading(#"{"sha256":"0","url":"u","moderation_result":{"a":1},"response":\#(Self.task)}"#) {
            #expect($0.records.unrecognised.map(\.path) == ["envelope/moderation_result"])
            #expect($0.records.generations.first?.unrecognised == 0..<1 && $0.records.capture != nil)
        }
    }

    @Test(arguments: ["reason_str", "error", "error_message", "failure_reason", "fail_reason"])
    func `a reason of a wrong type is a defect and is not a reason`(name: String) throws {
        try reading(#"{"id":"t","status":"running","\#(name)":7}"#) {
            #expect($0.records.unaudited.map(\.kind) == [.pending])
            #expect($0.records.unaudited.map(\.reason) == [""])
            #expect($0.records.defects.map(\.pointer) == ["/\(name)"])
        }
    }

    @Test(arguments: [
        (#"{"code":"success","data":{"task_id":"r"}}"#, "pending r: "),
        (
            #"{"task_id":"r","status":"FAILURE","fail_reason":"m","data":{"id":"t","generations":[]}}"#,
            "failed t: m"
        ),
        (#"{"code":null,"data":null}"#, "api_error -: the code is null"),
        (#"{"code":"a","code":0,"message":"m","data":null}"#, "api_error -: code: given twice: a: 0: m"),
        (#"{"id":"g","task_id":"t","kind":"sora_draft","failure_reason":"m"}"#, "failed t: m"),
        (#"{"taskId":"t","state":"fail","failCode":"c","failMsg":"m"}"#, "failed t: c: m"),
        (
            #"{"error":"a","data":{"task_id":"t","status":"FAILURE","fail_reason":"b","data":null}}"#,
            "failed t: b; a"
        ),
        (#"{"status":"blocked","id":"w","data":{"error":"x"}}"#, "rejected w: x"),
        (#"{"id":"t","status":"failed","detail":"m"}"#, "failed t: m"),
        (#"{"code":"content_policy","data":[7]}"#, "rejected -: content_policy"),
    ])
    func `the texts of an answer without generations determine its row`(json: String, expected: String) throws {
        #expect(try rows(json) == [expected])
    }

    @Test(arguments: [
        (#"{"id":"w","type":"video_gen","status":"failed","data":T}"#, ["generation g", "failed w: "]),
        (#"{"id":"w","num_unsafe_generations":2,"status":"x","data":T}"#, ["generation g", "pending w: "]),
        (#"{"id":"w","type":"video_gen","status":"succeeded","data":T}"#, ["generation g"]),
        (
            #"{"kind":"sora_content_violation","id":"d","task_id":"w","reason_str":"m","detail":T}"#,
            ["generation g", "rejected w: m"]
        ),
        (#"{"id":"w","status":"failed","data":T}"#, ["generation g"]),
    ])
    func `a task or draft has a row beside its content`(pattern: String, expected: [String]) throws {
        #expect(try rows(filled(pattern)) == expected)
    }

    @Test func `a draft's row has the id of its generation`() throws {
        for id in ["id", "generation_id"] {
            try reading(#"{"\#(id)":"g","task_id":"t","kind":"sora_content_violation"}"#) {
                #expect($0.records.unaudited.map { $0.generationID.map(String.init) } == ["g"])
                #expect($0.records.unaudited.map { $0.taskID.map(String.init) } == ["t"])
            }
        }
    }
}
