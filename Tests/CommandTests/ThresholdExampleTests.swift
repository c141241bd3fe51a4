import Foundation
import TestSupport
import Testing

/// The example of the guide on thresholds: generations with a known truth are sampled, labelled, imported and tuned.
@Suite struct ThresholdExampleTests {
    private static let guide = Command.root.appending(
        path: "Sources/Statistics/Statistics.docc/DefendingAThreshold.md")

    private static let policy = """
        policy: example
        version: "1"
        rules:
          - id: sexual
            severity: high
            why: Does the video show sexual content?
            signal: moderation_api.global.S3+
            flag_at: 0.5
            near_at: 0.3

        """

    /// A generation of known truth.
    private struct Known {
        let id: String
        let isViolation: Bool
        let score: Double
    }

    /// 20,000 generations, about 4 % of which are violations with mostly high scores.
    private static let known: [Known] = {
        var random = SeededGenerator(seed: 20_261_122)
        return (0..<20_000).map { number in
            let isViolation = Double.random(in: 0..<1, using: &random) < 0.04
            let first = Double.random(in: 0..<1, using: &random),
                second = Double.random(in: 0..<1, using: &random)
            let square = first * first
            let score =
                isViolation ? 1 - 0.9 * first * second : second < 0.4 ? 0 : 0.6 * square * square * square
            return Known(id: "gen_\(number)", isViolation: isViolation, score: (score * 1000).rounded() / 1000)
        }
    }()

    /// A folder with the inputs, the policy and a sample.
    private func sampled() async throws -> TemporaryFolder {
        let scratch = try TemporaryFolder()
        let lines = Self.known.map { known in
            """
            {"id": "task_\(known.id)", "generations": [{"id": "\(known.id)", "output_moderation_result": {"filter_results": \
            {"moderation_api": {"type": "passed", "metadata": {"global": {"S3+": \(known.score)}}}}}}]}

            """
        }
        try scratch.write(lines.joined(), to: "responses/a.ndjson")
        try scratch.write(Self.policy, to: "policy.yaml")
        let outcome = try await run(
            "modaudit sample responses --policy policy.yaml --seed 'an example' --output sample --csv data",
            scratch)
        try #require(outcome.status == 0, "\(outcome.stderr)")
        return scratch
    }

    private func run(_ script: String, _ scratch: TemporaryFolder) async throws -> Command.Outcome {
        try await Command.run(
            "sh", ["-c", "cd $T && export SOURCE_DATE_EPOCH=1795000000 && " + script], scratch: scratch)
    }

    /// Answers the questions of the sheet truthfully, and imports them.
    /// - Parameter isAnswered: Whether the reviewer answers about a generation.
    private func label(_ scratch: TemporaryFolder, where isAnswered: (Known) -> Bool) async throws {
        let known = Dictionary(uniqueKeysWithValues: Self.known.map { ($0.id, $0) })
        var rows = try scratch.text("sample/sheet-1.csv").components(separatedBy: "\r\n").dropLast().map {
            row in
            row.dropFirst().dropLast().components(separatedBy: "\",\"")
        }
        let id = try #require(rows[0].firstIndex(of: "generation_id"))
        let answer = try #require(rows[0].firstIndex(of: "review_decision"))
        for index in rows.indices.dropFirst() {
            let generation = try #require(known[rows[index][id]])
            if isAnswered(generation) { rows[index][answer] = generation.isViolation ? "yes" : "no" }
        }
        let text = rows.map { "\"" + $0.joined(separator: "\",\"") + "\"\r\n" }.joined()
        try scratch.write(text, to: "anna.csv")
        let outcome = try await run(
            "modaudit review import anna.csv --sample sample --decisions decisions --reviewer anna", scratch)
        try #require(outcome.status == 0, "\(outcome.stderr)")
    }

    private func tune(_ scratch: TemporaryFolder) async throws -> Command.Outcome {
        try await run(
            "modaudit tune responses --policy policy.yaml --decisions decisions --sample sample --at-least precision=0.9 "
                + "--at-least recall=0.5 --output tuning --csv data", scratch)
    }

    /// The row of `quality.csv` at a threshold.
    private func quality(_ threshold: String, _ scratch: TemporaryFolder) throws -> [String: String] {
        let rows = try scratch.text("tuning/quality.csv").components(separatedBy: "\r\n").dropLast().map {
            row in
            row.dropFirst().dropLast().components(separatedBy: "\",\"")
        }
        let all = rows.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(rows[0], $0)) }
        return try #require(all.first { $0["rule_id"] == "sexual" && $0["threshold"] == threshold })
    }

    @Test func `the true figures are in the intervals, and the guide shows the run`() async throws {
        let scratch = try await sampled()
        try await label(scratch) { _ in true }
        let outcome = try await tune(scratch)
        #expect(outcome.status == 0)
        let violations = Double(Self.known.count { $0.isViolation })
        for threshold in [0.3, 0.4, 0.5, 0.6, 0.7] {
            let row = try quality("\(threshold)", scratch)
            let flagged = Self.known.filter { $0.score >= threshold }
            let found = Double(flagged.count { $0.isViolation })
            let right = found + Double(Self.known.count { !$0.isViolation && $0.score < threshold })
            let truths = [
                "precision": found / Double(flagged.count), "recall": found / violations,
                "accuracy": right / Double(Self.known.count),
                "prevalence": violations / Double(Self.known.count),
            ]
            for (figure, truth) in truths {
                let low = try #require(Double(row[figure + "_low"] ?? ""))
                let high = try #require(Double(row[figure + "_high"] ?? ""))
                #expect(low <= truth && truth <= high, "\(threshold) \(figure): \(truth)")
                #expect(row[figure + "_status"] == "estimated")
            }
        }
        var shown = try String(contentsOf: Self.guide, encoding: .utf8)
        if Command.isRecording {
            shown.replace(#/```\naudited [^`]*```/#, with: "```\n\(outcome.stdout)```")
            try shown.write(to: Self.guide, atomically: true, encoding: .utf8)
            Issue.record("recorded the run of the guide")
        }
        #expect(shown.contains("```\n\(outcome.stdout)```"), "\(outcome.stdout)")
    }

    @Test func `labels of flagged generations alone do not tell the recall`() async throws {
        let scratch = try await sampled()
        try await label(scratch) { $0.score >= 0.5 }
        #expect(try await tune(scratch).status == 0)
        let row = try quality("0.5", scratch)
        #expect(row["recall"] == "" && row["recall_status"] == "not_estimable:only_flagged_labelled")
        #expect(row["precision_status"] == "estimated")
    }
}
