import Foundation
import Policies
import Reporting
import Responses
import TestSupport
import Testing

@testable import Audit
@testable import modaudit

/// Explanations of generations in `fixtures`, by the policy that has every kind of rule.
@Suite struct ExplanationTests {
    private func lookup(_ id: String, in file: String = "") throws -> GenerationLookup {
        try GenerationLookup(
            id: id, inputs: [Fixtures.path("responses/" + file)],
            policy: PolicyFile.read(Fixtures.bytes("policies/audit.yaml"), named: "audit.yaml"))
    }

    private func explanation(
        _ id: String, columns: Int = 80, isStyled: Bool = false, only: Explanation.Only? = nil
    ) throws -> String {
        var explanation: Explanation?
        let others = try lookup(id).run { explanation = Explanation(of: $0, only: only) }
        if explanation == nil, !others.task.isEmpty { explanation = Explanation(task: id, others.task) }
        var found = try #require(explanation)
        found.addRepetitions(others.again)
        return found.text(columns: columns, isStyled: isStyled)
    }

    @Test(arguments: [
        (
            "gen_child_realistic_sexual_exactly_at_near_at",
            [
                "decision: near\n", "thresholds.ndjson:36, byte 123606",
                "\nrule realistic-child-sexual (critical): near\n", "  all of these: near\n",
                "    u18.is_child is true: flagged\n",
                "moderation_api.global.S1 0.05 < 0.1, near from 0.05: near\n",
                "  legal.ip.score max of 3 frames: 0 < 0.75 (frame 0, label 788): clear\n",
                "rule moderation-code (high): missing, which this rule ignores\n",
                "  legal.style.score: no such signal in the response\n",
            ]
        ),
        (
            "gen_flagged_by_ip_score_max",
            ["decision: flagged\n", "  flagged by ip-max\n", "0.97 ≥ 0.9", ": flagged\n", "policy_only"]
        ),
        (
            "gen_partial_series_flagged_by_a_sound_frame",
            [
                "some frames could not be read", "\ndefects (JSON pointer into the text: reason)\n",
                "/legal_classifier_result/",
            ]
        ),
    ])
    func `an explanation shows every step`(_ id: String, _ parts: [String]) throws {
        // Wide enough that nothing breaks.
        let text = try explanation(id, columns: 500)
        for part in parts { #expect(text.contains(part), "\(part)\n\(text)") }
    }

    @Test func `an explanation names duplicates and judges the first answer`() throws {
        var judged: [Int] = []
        let again = try lookup("gen_seen_twice_in_one_file").run { judged.append($0.place.line) }.again
        #expect(again.count == 1 && judged.count == 1 && judged != again.map(\.place.line))
        let text = try explanation("gen_seen_again_on_the_next_day", columns: 500)
        #expect(text.hasSuffix("2026-11-21.ndjson:1, byte 0\n"))
    }

    @Test func `the decision and the deciding rule come first`() throws {
        let text = try explanation("gen_flagged_by_ip_score_max", columns: 500)
        #expect(text.hasPrefix("decision: flagged\n  ip-max: legal.ip.score max 0.97 ≥ 0.9 (+0.07)\n"))
        let titles = text.split(separator: "\n").filter { !$0.hasPrefix(" ") && !$0.isEmpty }
        #expect(titles[1] == "rule ip-max (high): flagged")
        let bands = titles.filter { $0.hasPrefix("rule ") }.map { $0.split(separator: ": ")[1] }
        let order = ["flagged", "near", "missing, which this rule ignores", "clear"]
        let ranks = bands.compactMap { band in order.firstIndex { $0 == band } }
        #expect(ranks == ranks.sorted() && ranks.count == bands.count)
    }

    @Test(arguments: Explanation.Only.allCases)
    func `an explanation can be limited to the rules of a band`(_ only: Explanation.Only) throws {
        let id = "gen_child_realistic_sexual_exactly_at_near_at"
        let text = try explanation(id, columns: 500, only: only)
        let titles = text.split(separator: "\n").filter { !$0.hasPrefix(" ") && !$0.isEmpty }
        #expect(titles.first == "decision: near")
        let rules = titles.filter { $0.hasPrefix("rule ") }
        switch only {
        case .near: #expect(rules.contains("rule realistic-child-sexual (critical): near"))
        case .flagged: #expect(rules.isEmpty && titles.contains("no rule is flagged"))
        case .missing: #expect(titles.contains("missing") && rules.allSatisfy { $0.contains("): missing") })
        }
        #expect(!titles.contains("signals") && !rules.contains { $0.hasSuffix(": clear") })
    }

    @Test func `the id of a task lists its generations and its rows`() throws {
        let folder = try TemporaryFolder()
        try folder.write(
            """
            {"code": "success", "data": {"task_id": "relay_7", "status": "SUCCESS", "data": {"id": "task_7", \
            "generations": [{"id": "gen_7a"}, {"id": "gen_7b", "output_moderation_result": {"is_flagged": true}}]}}}
            {"id": "task_8", "status": "failed", "failure_reason": "out of memory", "type": "video_gen"}

            """, to: "a.ndjson")
        for id in ["relay_7", "task_7", "task_8"] {
            let lookup = try GenerationLookup(
                id: id, inputs: [folder.file("a.ndjson")], policy: Baseline.policy())
            let parts = try lookup.run { _ in Issue.record("a generation has the id") }.task
            let text = Explanation(task: id, parts).text(columns: 500, isStyled: false)
            #expect(text.hasPrefix("task \(id)\n"))
            if id == "task_8" {
                #expect(text.contains("  no generation: failed, in ") && text.contains("    out of memory"))
                #expect(text.contains("a.ndjson:2, byte "))
            } else {
                #expect(parts.count == 2 && text.contains("  generation gen_7a: incomplete, in "))
                #expect(text.contains("  generation gen_7b: "))
            }
        }
    }

    @Test func `an id that is not in the input is not found`() throws {
        #expect(try lookup("gen_nowhere").run { _ in Issue.record("found") }.again.isEmpty)
    }

    @Test func `an explanation has styles only on request`() throws {
        #expect(!(try explanation("gen_flagged_by_ip_score_max").contains("\u{1B}")))
        #expect(
            try explanation("gen_flagged_by_ip_score_max", isStyled: true).contains(
                "\u{1B}[1mdecision: flagged\u{1B}[0m"))
    }

    @Test(arguments: [20, 40, 80, 200])
    func `no line is longer than the terminal`(_ columns: Int) throws {
        let text = try explanation("gen_child_realistic_sexual_exactly_at_near_at", columns: columns)
        for line in text.split(separator: "\n") where line.hasPrefix(" ") { #expect(line.count <= columns) }
    }

    /// The tree that is read out leads to the very band that was judged, for every generation there is.
    @Test func `the explained bands are the judged bands`() throws {
        var seen = 0
        for id in try ids() {
            _ = try lookup(id).run { found in
                seen += 1
                #expect(found.rules.map(\.band) == found.judgement.ruleBands)
                for rule in found.rules { #expect(band(of: rule.condition) == rule.band, "\(id)") }
            }
        }
        #expect(seen > 20)
    }

    private func band(of reading: ConditionReading) -> Band {
        switch reading {
        case .all(let conditions, let said):
            let band = conditions.map(band).min() ?? .clear
            #expect(band == said)
            return band
        case .any(let conditions, let said):
            let band = conditions.map(band).max() ?? .clear
            #expect(band == said)
            return band
        case .test(let test):
            let band = test.signals.compactMap(\.band).max() ?? .missing
            #expect(band == test.band)
            return band
        }
    }

    /// Every tenth generation of the fixtures.
    private func ids() throws -> [String] {
        var ids: Set<String> = []
        for name in ["thresholds.ndjson", "odd-answers.ndjson", "missing-blocks.ndjson"] {
            let text = try Fixtures.text("responses/" + name)
            for match in text.matches(of: /"id": ?"(gen_[a-z0-9_]+)"/) { ids.insert(String(match.1)) }
        }
        return ids.sorted().enumerated().filter { $0.offset % 3 == 0 }.map(\.element)
    }
}
