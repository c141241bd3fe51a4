import Testing

@testable import Responses

/// What stands beside content, around it or in a place of it, and what it decides (CONTRACT sections 1 and 5).
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

    @Test(
        arguments: ["7", "true", #""text""#, "1e999", #"{"a":1}"#, "[[],7]"],
        [
            #"{"result":{"data":[G]},"items":J}"#, #"{"result":{"data":{"items":[G]},"items":J}}"#,
            #"{"items":J,"data":T}"#, #"{"data":J,"task_responses":[T]}"#, #"{"detail":J,"result":T}"#,
            #"{"id":"t","generations":[G],"payload":J}"#,
            #"{"id":"t","generations":[{"id":"g","data":J,"seed":1}]}"#,
            #"{"id":"t","payload":J,"generations":[G],"data":J}"#,
            #"{"code":0,"data":{"task_id":"r","data":T,"tasks":J}}"#,
        ])
    func `a holder without an envelope decides nothing beside content`(junk: String, pattern: String) throws {
        let json = pattern.replacing("G", with: Self.generation).replacing("T", with: Self.task)
        #expect(try rows(json.replacing("J", with: junk)) == ["generation g"])
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
    ])
    func `an object that says how it ended has its own row`(json: String, expected: [String]) throws {
        #expect(try rows(json) == expected)
    }

    @Test(arguments: [
        (#"{"error":{"code":"c","message":"m"},"output_moderation_result":null}"#, "api_error -: c: m"),
        (#"{"code":404,"msg":"m","legal_classifier_result":null}"#, "api_error -: 404: m"),
        (
            #"{"kind":"sora_content_violation","id":"g","task_id":"t","reason_str":"m","legal_classifier_result":null}"#,
            "rejected t: m"
        ),
    ])
    func `a block that is null makes no generation`(json: String, expected: String) throws {
        #expect(try rows(json) == [expected])
    }

    @Test func `a row within a task or generation has the id of the nearest task`() throws {
        let inner = #"{"legal_classifier_result":{"ip":[1]}}"#
        let relay = { (task: String) in #"{"code":"success","data":{"task_id":"r","data":\#(task)}}"# }
        for json in [
            #"{"id":"t","generations":[{"id":"g"}],"more":\#(inner)}"#,
            #"{"id":"t","generations":[{"id":"g","seed":1,"more":\#(inner)}]}"#,
            #"{"id":"t","generations":[{"id":"g","seed":1,"data":{"error":"x"}}]}"#,
        ] {
            try reading(relay(json)) {
                #expect($0.records.unaudited.map { $0.taskID.map(String.init) } == ["t"], "\(json)")
            }
        }
    }

    @Test func `holders are read in the order in which they stand`() throws {
        let task = { (id: String) in #"{"id":"t","generations":[{"id":"\#(id)"}]}"# }
        let json =
            #"{"items":[\#(task("a"))],"task_responses":[\#(task("b"))],"generations":[{"id":"c"}],"data":\#(task("d"))}"#
        #expect(try rows(json) == ["generation a", "generation b", "generation c", "generation d"])
    }

    @Test func `moderation of a relay is counted, and refuses a task without generations`() throws {
        let relay = { (task: String) in
            #"{"task_id":"r","status":"SUCCESS","moderation_result":{"type":"blocked"},"data":\#(task)}"#
        }
        for task in [Self.task, "null", #"{"id":"t","status":"queued"}"#] {
            try reading(relay(task)) {
                #expect($0.records.unrecognised.map(\.path) == ["relay/moderation_result"])
                #expect($0.records.unaudited.map(\.kind) == (task == Self.task ? [] : [.rejected]))
                #expect($0.records.unaudited.allSatisfy { $0.moderation.type.map(String.init) == "blocked" })
            }
        }
    }

    @Test(arguments: ["reason_str", "error", "error_message", "failure_reason", "fail_reason"])
    func `a reason of a wrong type is a defect and no reason`(name: String) throws {
        try reading(#"{"id":"t","status":"running","\#(name)":7}"#) {
            #expect($0.records.unaudited.map(\.kind) == [.pending])
            #expect($0.records.unaudited.map(\.reason) == [""])
            #expect($0.records.defects.map(\.pointer) == ["/\(name)"])
        }
    }

    @Test(arguments: [
        (#"{"code":"success","data":{"task_id":"r"}}"#, "pending r: "),
        (
            #"{"task_id":"r","status":"FAILURE","fail_reason":"m","data":{"id":"t","status":"succeeded"}}"#,
            "empty t: m"
        ),
        (
            #"{"task_id":"r","status":"FAILURE","fail_reason":"m","data":{"id":"t","generations":[]}}"#,
            "failed t: m"
        ),
        (#"{"code":null,"data":null}"#, "api_error -: the code is null"),
        (#"{"id":"g","task_id":"t","kind":"sora_draft","failure_reason":"m"}"#, "failed t: m"),
        (#"{"taskId":"t","state":"fail","failCode":"c","failMsg":"m"}"#, "failed t: c: m"),
    ])
    func `an answer without generations ends as its nearest words say`(json: String, expected: String) throws {
        #expect(try rows(json) == [expected])
    }

    @Test func `a draft's row has the id of its generation`() throws {
        for id in ["id", "generation_id"] {
            try reading(#"{"\#(id)":"g","task_id":"t","kind":"sora_content_violation"}"#) {
                #expect($0.records.unaudited.map { $0.generationID.map(String.init) } == ["g"])
                #expect($0.records.unaudited.map { $0.taskID.map(String.init) } == ["t"])
            }
        }
    }

    @Test func `a capture with a text beside its response is one`() throws {
        try reading(#"{"sha256":"0","url":"https://h/x","note":1,"response":\#(Self.task),"detail":"text"}"#) {
            #expect($0.records.capture != nil && $0.records.defects.isEmpty)
        }
    }
}
