import Testing

@testable import Responses

/// Duplicate names: neither value counts, in any order.
@Suite struct GivenTwiceTests {
    private static let sound = #"{"type": "passed", "metadata": {"global": {"S1": 0.1}}}"#
    private static let other =
        #"{"type": "blocked", "metadata": {"global": {"S1": 0.9, "S2": 0.9}, "frame": {"T": 0}}}"#

    @Test(arguments: [
        (sound, other), (other, sound), ("null", other), (other, "null"), (#""blocked""#, other), (other, "7"),
    ])
    func `a duplicate filter has no values`(_ first: String, _ second: String) throws {
        let json = task(
            #""output_moderation_result": {"filter_results": {"f": \#(first), "g": {"type": "passed"}, "f": \#(second)}}"#
        )
        try reading(json) { flattener in
            for name in ["f.type", "f.global.S1", "f.global.S2", "f.frame.T"]
            where name == "f.type" || [first, second].contains(Self.other) {
                #expect(flattener.state(of: name) == .missing, "\(name)")
            }
            #expect(flattener.state(of: "g.type") == .present)
            #expect(flattener.defects.contains { $0.hasSuffix("/f given twice") })
            #expect(flattener.records.filters.allSatisfy { $0.filter != "f" || $0.type == nil })
        }
    }

    @Test(arguments: [
        #""global": {"S1": 0.1}, "global": {"S2": 0.9}"#, #""global": {"S1": 0.1, "S2": 0.9}, "global": null"#,
        #""global": null, "global": {"S1": 0.9, "S2": 0}"#,
        #""global": 7, "x": {}, "global": {"S1": 0.9, "S2": 0}"#,
    ])
    func `a duplicate scope has no values`(_ scopes: String) throws {
        let json = task(
            #""output_moderation_result": {"filter_results": {"f": {"type": "passed", "metadata": {\#(scopes)}}}}"#
        )
        try reading(json) { flattener in
            #expect(flattener.state(of: "f.global.S1") == .missing)
            #expect(flattener.state(of: "f.global.S2") == .missing)
            #expect(flattener.state(of: "f.type") == .present)
            #expect(flattener.defects.filter { $0.hasSuffix("/global given twice") }.count == 1)
        }
    }

    @Test(arguments: [#""S1": 0.9, "S1": null"#, #""S1": null, "S1": 0.9"#, #""S1": "x", "S1": 0.9"#])
    func `a duplicate category is a defect in any order`(_ scores: String) throws {
        try reading(scored(scores)) { flattener in
            #expect(flattener.state(of: "f.global.S1") == .missing)
            #expect(flattener.defects.contains { $0.hasSuffix("/S1 given twice") })
        }
    }

    @Test(arguments: [
        #""ip": [{"l":1,"p":1,"v":true}], "ip": [{"l":1,"p":0,"v":false}]"#,
        #""ip": [{"l":1,"p":0,"v":false}], "ip": [{"l":1,"p":1,"v":true}]"#,
        #""ip": null, "ip": [{"l":1,"p":1,"v":true}]"#,
        #""ip": [{"l":1,"p":1,"v":true}], "ip": null, "ip": []"#,
    ])
    func `a duplicate classifier has no values`(_ lists: String) throws {
        try reading(legal(lists)) { flattener in
            #expect(flattener.state(of: "legal.ip.score") == .missing)
            #expect(flattener.state(of: "legal.ip.verdict") == .missing)
            #expect(flattener.records.legalSeries.allSatisfy { !$0.hasTrueVerdict && $0.frames.isEmpty })
        }
    }

    @Test func `the next generation keeps its values`() throws {
        let filters = #""output_moderation_result": {"filter_results": {"f": \#(Self.sound)}}"#
        let twice =
            #""output_moderation_result": {"filter_results": {"f": \#(Self.sound), "f": \#(Self.sound)}}"#
        let json = #"{"id": "t", "generations": [{"id": "a", \#(twice)}, {"id": "b", \#(filters)}]}"#
        try reading(json) { flattener in
            #expect(flattener.state(of: "f.global.S1", in: 0) == .missing)
            #expect(flattener.state(of: "f.global.S1", in: 1) == .present)
            #expect(flattener.state(of: "f.type", in: 1) == .present)
        }
    }
}
