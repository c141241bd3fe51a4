import Testing

@testable import Responses

/// Every generation is audited or reported, in any place and beside any value (CONTRACT section 1).
@Suite struct NothingHidesTests {
    /// Names other than fields that mark an object without a generation.
    private static let rareNames = [
        "msg", "kind", "object", "generation_id", "success", "taskId", "state", "post",
    ]
    private static let names = Field.allCases.map { "\($0.name)" } + rareNames
    private static let values: [Tree] =
        [
            "null", "true", "0", "-7.5", "1e999", #""""#, #""text""#, #""video""#, #""sora_error""#, "[]", "{}",
            "[null]", "[[]]", "[7]", #"{"a":1}"#, #"{"id":"x"}"#, #""\ud800""#,
        ].map(Tree.raw)
    private static let holding: [Tree] = [
        .generation("gen_p"), .array([.generation("gen_p")]), .task(.generation("gen_p")),
        .object([("task_responses", .array([.task(.generation("gen_p"))]))]),
    ]

    /// The IDs of a text's generations, and whether the text has a defect, a row or unrecognised content.
    private func given(_ json: String, _ flattener: inout ResponseFlattener) throws
        -> (ids: Set<String>, isUnreadable: Bool, isLoud: Bool)
    {
        try flattener.flatten(padded: Array(json.utf8))
        let records = flattener.records
        let isUnreadable = records.unaudited.contains { $0.kind == .unreadable && !$0.reason.isEmpty }
        return (
            Set(records.generations.compactMap { $0.id.map(String.init) }), isUnreadable,
            isUnreadable || !records.defects.isEmpty || !records.unrecognised.isEmpty
        )
    }

    @Test(arguments: Tree.envelopes("gen_x").map(\.kind))
    func `a field with any value does not hide a generation beside it`(kind: String) throws {
        var flattener = ResponseFlattener()
        let envelope = try #require(Tree.envelopes("gen_x").first { $0.kind == kind }).tree
        for name in Self.names {
            for value in Self.values {
                for changed in envelope.inserting(name, value) {
                    let json = changed.json
                    let given = try given(json, &flattener)
                    // A duplicate ID is not read.
                    let isLost = !given.ids.contains("gen_x") && !given.isUnreadable
                    if isLost, !["id", "generation_id"].contains(name) {
                        Issue.record("gen_x hides in \(json)")
                    }
                    #expect(flattener.records.generations.count + flattener.records.unaudited.count > 0)
                }
            }
        }
    }

    @Test(arguments: Tree.envelopes("gen_x").map(\.kind))
    func `a generation in any field beside another one is reported`(kind: String) throws {
        var flattener = ResponseFlattener()
        let envelope = try #require(Tree.envelopes("gen_x").first { $0.kind == kind }).tree
        for name in Self.names {
            for value in Self.holding {
                for changed in envelope.inserting(name, value) {
                    let json = changed.json
                    let given = try given(json, &flattener)
                    if !given.ids.contains("gen_x"), !given.isUnreadable,
                        !["id", "generation_id"].contains(name)
                    {
                        Issue.record("gen_x hides in \(json)")
                    }
                    if !given.ids.contains("gen_p"), !given.isLoud { Issue.record("gen_p hides in \(json)") }
                    guard let field = Field.allCases.first(where: { "\($0.name)" == name }) else { continue }
                    if Envelope.holders.contains(field), !given.ids.contains("gen_p"), !given.isUnreadable {
                        Issue.record("gen_p is not read in \(json)")
                    }
                }
            }
        }
    }

    @Test func `every envelope is read in every allowed place`() throws {
        var flattener = ResponseFlattener()
        let holders = Field.allCases.filter { Envelope.holders.contains($0) && $0 != .generations }
        for (kind, tree) in Tree.envelopes("gen_x") {
            for holder in holders {
                for held in [tree, .array([tree]), .array([tree, tree])] {
                    for outer in [
                        Tree.object([("\(holder.name)", held)]), .array([.object([("\(holder.name)", held)])]),
                        .object([("code", .raw("\"success\"")), ("data", .object([("\(holder.name)", held)]))]),
                        .object([("task_responses", .raw("[]")), ("\(holder.name)", held)]),
                        .object([("\(holder.name)", held), ("generations", .raw("null"))]),
                    ] {
                        let given = try given(outer.json, &flattener)
                        #expect(given.ids == ["gen_x"], "\(kind): \(outer.json)")
                        #expect(flattener.records.unaudited.isEmpty, "\(kind): \(outer.json)")
                    }
                }
            }
        }
    }

    @Test func `an envelope of any kind in a generation's place is read`() throws {
        var flattener = ResponseFlattener()
        for (kind, tree) in Tree.envelopes("gen_x") where kind != "array" {
            let given = try given(Tree.task(tree).json, &flattener)
            #expect(given.ids == ["gen_x"], "\(kind)")
        }
    }

    @Test(arguments: [
        (#"{"generations":[G1],"data":[{"payload":G2}]}"#), (#"{"task_responses":[T1],"data":T2}"#),
        (#"{"task_responses":[T1],"generations":[G2]}"#), (#"{"data":T1,"data":T2}"#),
        (#"{"id":"t","generations":[G1],"generations":[G2]}"#),
        (#"{"sha256":"0","response":T1,"generations":[G2]}"#),
        (#"{"data":[{"payload":T1,"generations":[G2]}]}"#), (#"{"task_responses":[G1,T2]}"#),
        (#"{"code":"oops","data":{"data":T1,"items":[T2]}}"#), (#"[{"sha256":"0","response":T1},T2]"#),
        (#"{"generations":[T1,G2]}"#), (#"{"error":"x","result":[T1],"detail":{"pending_info":T2}}"#),
    ])
    func `an object with content in several places is read in all of them`(pattern: String) throws {
        var json = pattern
        for id in ["1", "2"] {
            json = json.replacing("G\(id)", with: Tree.generation("gen_\(id)").json)
                .replacing("T\(id)", with: Tree.task(.generation("gen_\(id)")).json)
        }
        var flattener = ResponseFlattener()
        #expect(try given(json, &flattener).ids == ["gen_1", "gen_2"])
        #expect(flattener.records.unaudited.isEmpty)
    }

    @Test func `a duplicate name is a defect of every generation in it`() throws {
        let json = #"{"id":"t","generations":[{"id":"a"}],"generations":[{"id":"b"}]}"#
        try reading(json) { flattener in
            let lists = flattener.records.generations.map {
                flattener.records.defects[$0.defects].map(\.pointer)
            }
            #expect(lists == [["/generations"], ["/generations"]])
        }
    }
}
