internal import Testing

@testable internal import Policies

/// Bands, statistics, missing and decisions (CONTRACT sections 3 to 5).
@Suite struct EvaluatorTests {
    @Test(arguments: [
        (0.9, Band.flagged), (0.91, .flagged), (0.899999, .near), (0.75, .near), (0.7499999, .clear),
        (0, .clear),
    ])
    func `thresholds are inclusive at both ends`(_ score: Double, _ band: Band) throws {
        let rule = "  - {id: r, signal: f.g.S, flag_at: 0.9, near_at: 0.75}"
        #expect(try Judged(rule, scores(#""S": \#(score)"#)).bands["r"] == band)
    }

    @Test func `a default near_at is near times flag_at in decimals`() throws {
        let rule = "  - {id: r, signal: f.g.S, flag_at: 0.9}"
        #expect(try Judged(rule, head: "near: 0.8", scores(#""S": 0.72"#)).bands["r"] == .near)
        #expect(try Judged(rule, head: "near: 0.8", scores(#""S": 0.7199999"#)).bands["r"] == .clear)
    }

    @Test(arguments: [
        ("max", "", 0.8, Band.flagged), ("max", "", 0.81, .near), ("mean", "", 0.4, .flagged),
        ("mean", "", 0.41, .near),
        ("share", "frame_at: 0.5, ", 0.5, .flagged), ("share", "frame_at: 0.8, ", 0.26, .near),
        ("run", "frame_at: 0.5, ", 2, .flagged), ("run", "frame_at: 0.6, ", 2, .clear),
        ("count", "frame_at: 0.3, ", 3, .flagged), ("count", "frame_at: 0.3, ", 3.5, .near),
    ])
    func `every statistic of a score series`(
        _ statistic: String, _ frameAt: String, _ flagAt: Double, _ band: Band
    ) throws {
        // Values: 0 (background), 0.5, 0.8, 0.3.
        let rule =
            "  - {id: r, signal: legal.face.score, statistic: \(statistic), \(frameAt)flag_at: \(flagAt)}"
        let judged = try Judged(
            rule, head: "background_labels: {face: [-1]}",
            faces((-1, 0.99, false), (1, 0.5, false), (2, 0.8, false), (3, 0.3, true)))
        #expect(judged.bands["r"] == band)
    }

    @Test func `a background label counts where the verdict is true`() throws {
        let rule = "  - {id: r, signal: legal.face.score, flag_at: 0.9}"
        let head = "background_labels: {face: [-1]}"
        #expect(try Judged(rule, head: head, faces((-1, 0.99, false))).bands["r"] == .clear)
        #expect(try Judged(rule, head: head, faces((-1, 0.99, true))).bands["r"] == .flagged)
        #expect(
            try Judged(rule, head: "background_labels: {ip: [-1]}", faces((-1, 0.99, false))).bands["r"]
                == .flagged)
    }

    @Test func `verdicts are true where any frame is, and count as numbers`() throws {
        let rules = """
              - {id: is, signal: legal.face.verdict, is: true}
              - {id: not, signal: legal.face.verdict, is: false}
              - {id: count, signal: legal.face.verdict, statistic: count, flag_at: 2}
              - {id: run, signal: legal.face.verdict, statistic: run, flag_at: 2, near_at: 2}
            """
        let judged = try Judged(rules, faces((1, 0.1, true), (1, 0.1, false), (1, 0.1, true)))
        #expect(judged.bands == ["is": .flagged, "not": .clear, "count": .flagged, "run": .clear])
    }

    @Test func `a partial series flags, and is never clear`() throws {
        let rule = "  - {id: r, signal: legal.face.score, flag_at: 0.9, near_at: 0.8}"
        #expect(try Judged(rule, faces((1, 0.95, false), nil)).bands["r"] == .flagged)
        #expect(try Judged(rule, faces((1, 0.85, false), nil)).bands["r"] == .near)
        let judged = try Judged(rule, faces((1, 0.1, false), nil))
        #expect(judged.bands["r"] == .missing)
        #expect(judged.missing == ["legal.face.score"])
        #expect(judged.decision == .incomplete)
    }

    @Test func `a defective frame breaks a run`() throws {
        let rule =
            "  - {id: r, signal: legal.face.score, statistic: run, frame_at: 0.5, flag_at: 2, near_at: 2}"
        #expect(try Judged(rule, faces((1, 0.9, false), nil, (1, 0.9, false))).bands["r"] == .missing)
        #expect(try Judged(rule, faces((1, 0.9, false), (1, 0.9, false), nil)).bands["r"] == .flagged)
    }

    @Test(arguments: [
        (#""S": 0.9"#, Band.flagged), (#""S": 0.1"#, .clear), (#""S": null"#, .missing),
        (#""S": "x""#, .missing),
        (#""T": 0.9"#, .missing), (#""S": 0.1, "S2": null"#, .missing), (#""S": 0.9, "S2": null"#, .flagged),
    ])
    func `a pattern takes the highest band of what it matches`(_ categories: String, _ band: Band) throws {
        #expect(
            try Judged(#"  - {id: r, signal: "f.*.S*", flag_at: 0.5}"#, scores(categories)).bands["r"] == band)
    }

    @Test func `a star stays within its segment`() throws {
        let rules = """
              - {id: types, signal: "*.type", not_in: [passed]}
              - {id: scopes, signal: "f.*", in: [passed]}
            """
        let judged = try Judged(
            rules,
            #""moderation_result": {"type": "x"}, "output_moderation_result": {"filter_results": {"f": {"type": "passed"}}}"#
        )
        #expect(judged.bands == ["types": .clear, "scopes": .flagged])
    }

    @Test func `any and all combine bands`() throws {
        let flagged = "{signal: f.g.A, flag_at: 0.5}", near = "{signal: f.g.B, flag_at: 0.5, near_at: 0.4}"
        let clear = "{signal: f.g.C, flag_at: 0.5}", missing = "{signal: f.g.D, flag_at: 0.5}"
        let cases: [(String, Band)] = [
            ("any: [\(flagged), \(missing)]", .flagged), ("any: [\(near), \(missing)]", .near),
            ("any: [\(clear), \(missing)]", .missing), ("any: [\(clear)]", .clear),
            ("all: [\(clear), \(missing)]", .clear), ("all: [\(flagged), \(missing)]", .missing),
            ("all: [\(flagged), \(near)]", .near), ("all: [\(flagged)]", .flagged),
            ("all: [{any: [\(clear), \(near)]}, \(flagged)]", .near),
        ]
        for (condition, band) in cases {
            let judged = try Judged("  - {id: r, \(condition)}", scores(#""A": 0.9, "B": 0.4, "C": 0"#))
            #expect(judged.bands["r"] == band, "\(condition)")
        }
    }

    @Test(arguments: [("incomplete", Decision.incomplete), ("ignore", .clear), ("flag", .flagged)])
    func `a rule that ends in missing does what its mode says`(_ mode: String, _ decision: Decision) throws {
        let judged = try Judged(
            "  - {id: r, signal: f.g.S, flag_at: 0.5, missing: \(mode)}", scores(#""T": 0"#))
        #expect(judged.decision == decision)
        #expect(judged.bands["r"] == .missing)
        #expect(judged.findings == (mode == "flag" ? ["r"] : []))
    }

    @Test func `a name given twice is not a value`() throws {
        let judged = try Judged("  - {id: r, signal: f.g.S, flag_at: 0.5}", scores(#""S": 0, "S": 0"#))
        #expect(judged.decision == .incomplete)
    }

    @Test func `the deciding signal is the one furthest over, of all the one least over`() throws {
        let categories = scores(#""A": 0.9, "B": 0.95, "C": 0.6"#)
        let list = try Judged("  - {id: r, signal: [f.g.A, f.g.B], flag_at: 0.5}", categories)
        #expect(list.deciding == "f.g.B")
        #expect(list.margin == 0.45)
        let all = try Judged(
            "  - {id: r, all: [{signal: f.g.A, flag_at: 0.5}, {signal: f.g.C, flag_at: 0.5}]}", categories)
        #expect(all.deciding == "f.g.C")
    }

    @Test func `frames of a finding`() throws {
        let judged = try Judged(
            "  - {id: r, signal: legal.face.score, flag_at: 0.8}",
            faces((7, 0.9, false), (8, 0.95, false), (9, 0.1, false), (8, 0.95, false), nil))
        #expect(judged.frames?.worst == 1)
        #expect(judged.frames?.label == 8)
        #expect(judged.frames?.hit == 3)
        #expect(judged.frames?.total == 5)
    }

    @Test func `the deciding finding is in the decision's band, then by severity, then by margin`() throws {
        let rules = """
              - {id: above, severity: critical, signal: f.g.A, flag_at: 0.95, near_at: 0.5}
              - {id: low, severity: low, signal: f.g.A, flag_at: 0.1}
              - {id: near, severity: high, signal: f.g.A, flag_at: 0.95, near_at: 0.5}
              - {id: less, severity: high, signal: f.g.A, flag_at: 0.8}
              - {id: more, severity: high, signal: f.g.A, flag_at: 0.5}
            """
        #expect(try Judged(rules, scores(#""A": 0.9"#)).top == "more")
        #expect(try Judged(rules, scores(#""A": 0.05"#)).top == nil)
        let near =
            "  - {id: a, severity: low, signal: f.g.A, flag_at: 1, near_at: 0.5}\n"
            + "  - {id: b, severity: high, signal: f.g.A, flag_at: 0.99, near_at: 0.5}"
        #expect(try Judged(near, scores(#""A": 0.9"#)).top == "b")
    }

    @Test(arguments: [
        (#""output_moderation_result": {"is_flagged": true}"#, true),
        (#""output_moderation_result": {"is_flagged": false, "type": "blocked"}"#, false),
        (#""output_moderation_result": {"filter_results": {"f": {"type": "blocked"}}}"#, true),
        (#""moderation_result": {"type": "blocked"}"#, true),
        (#""moderation_result": {"type": "passed"}"#, false),
        (#""moderation_result": {"is_output_rejection": true}"#, true), (faces((1, 0.1, true)), true),
        (faces((1, 0.99, false)), false),
    ])
    func `the platform's own view`(_ generation: String, _ flagged: Bool) throws {
        let judged = try Judged("  - {id: r, signal: u18.is_child, is: true, missing: ignore}", generation)
        #expect(judged.platformFlagged == flagged)
        #expect(judged.agreement == (flagged ? .platformOnly : .neither))
    }

    @Test func `the documented answer is clear under the baseline`() throws {
        let response = try String(decoding: Fixtures.bytes("sora-task-documented.json"), as: UTF8.self)
        let judged = try Judged(policy: Baseline.yaml, response: response)
        #expect(judged.decision == .clear)
        #expect(judged.bands.values.allSatisfy { $0 == .clear })
    }
}
