import Foundation
import Reporting
import Testing

@testable import Audit

/// Signals that the policy does not read (CONTRACT section 6).
@Suite struct BlindSpotTests {
    private func scan(_ texts: [String]) async throws -> Report {
        let workplace = try Workplace()
        try workplace.write(texts.joined(separator: "\n"), to: "all.ndjson")
        return try await workplace.scan(batchSize: 5_000)
    }

    private func generation(_ id: Int, _ scores: String, _ rest: String = "") -> String {
        #"{"id": "t\#(id)", "generations": [{"id": "g\#(id)", "output_moderation_result": {"filter_results": {"moderation_api": {"metadata": {"global": {\#(scores)}}}}\#(rest)}}]}"#
    }

    @Test func `signals that no rule reads are listed with the generations that the platform flagged`()
        async throws
    {
        let report = try await scan([
            generation(1, #""ZZ": 0.9, "YY": 0.5, "S1": 0.9"#, #", "is_flagged": true"#),
            generation(2, #""ZZ": 0.7, "YY": 0.2"#), generation(3, #""ZZ": 0.1"#, #", "is_flagged": true"#),
        ])
        let summary = try #require(
            JSONSerialization.jsonObject(with: report.files["summary.json"] ?? Data()) as? [String: Any])
        let unread = try #require(summary["unread_signals"] as? [[String: Any]])
        #expect(unread.map { $0["signal"] as? String } == ["moderation_api.global.ZZ"])
        #expect(unread[0]["present"] as? Int == 3 && unread[0]["platform_flagged"] as? Int == 1)
        #expect(unread[0]["max"] as? Double == 0.9)
        let signals = try #require(summary["signals"] as? [[String: Any]])
        let rules = Dictionary(
            uniqueKeysWithValues: signals.map {
                ($0["signal"] as? String ?? "", $0["rules"] as? [String] ?? ["-"])
            })
        #expect(rules["moderation_api.global.S1"] == ["sexual", "realistic-child-sexual"])
        #expect(rules["moderation_api.global.ZZ"] == [])
        #expect(rules["output.is_flagged"] == ["output-flagged"])
    }

    @Test func `a clear generation that the platform flagged is counted`() async throws {
        let documented = try String(
            contentsOf: URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
                .deletingLastPathComponent().appending(path: "fixtures/sora-task-documented.json"),
            encoding: .utf8)
        let clear = documented.split(whereSeparator: \.isNewline).joined()
        let report = try await scan([clear])
        #expect(report.summary.clearButFlagged == 0)
        let other = clear.replacing(#""is_flagged": false"#, with: #""is_flagged": true"#)
        #expect(other != clear)
        // The policy `audit` reads the signal, so the generation is flagged and is not a blind spot.
        #expect(try await scan([other]).summary.clearButFlagged == 0)
        #expect(try await scan([other]).summary.counts.flagged == 1)
    }

    /// The names that no rule reads are first in byte order and fill the list.
    @Test func `a cut list has the number of omitted signals and every signal that a rule reads`()
        async throws
    {
        let texts = (0..<30).map { text in
            let names = (0..<500).map { #""A\#(10_000 + text * 500 + $0)": 0.6"# }.joined(separator: ",")
            return generation(text, names + #", "S\#(text)": 0.2"#)
        }
        let summary = try await scan(texts).summary
        #expect(summary.signals.count == 10_000)
        #expect(summary.signalsOmitted == 15_030 - 10_000)
        #expect(summary.signals.count { $0.rules.contains("sexual") } == 30)
        #expect(summary.signals.count { $0.signal < "moderation_api.global.A20000" } > 9_900)
    }

    @Test func `unrecognised paths beyond the list are counted`() async throws {
        let texts = (0..<30).map { text in
            let keys = (0..<100).map { #", "x\#(10_000 + text * 100 + $0)": 1"# }.joined()
            return
                #"{"id": "t\#(text)", "generations": [{"id": "g\#(text)", "output_moderation_result": {"type": "passed"\#(keys)}}]}"#
        }
        let summary = try await scan(texts).summary
        #expect(summary.unrecognised.count == 1_000 && summary.unrecognisedOmitted == 2_000)
    }
}
