import Foundation
import Policies
import Reporting
import Reviews
import Statistics
import TestSupport
import Testing

@testable import Audit

/// Which labels count, and what they estimate (CONTRACT section 16).
@Suite struct TuningLabelTests {
    /// 100 generations with the scores 0, 0.01 … 0.99.
    private static let scores = (0..<100).map { TuningBench.generation("g\($0)", score: Double($0) / 100) }

    private func bench() throws -> TuningBench {
        let bench = try TuningBench()
        try bench.write(Self.scores)
        return bench
    }

    private static func score(_ row: [String: String]) -> Double { Double(row["value"] ?? "") ?? 0 }

    /// Whether a generation is a violation: with scores from 0.7 on.
    private static func truth(_ row: [String: String]) -> ReviewDecision {
        score(row) >= 0.7 ? .violation : .dismissed
    }

    private func options(_ options: inout TuningBench.Options) {
        options.samples = ["sample"]
        options.hasLedger = true
    }

    @Test func `a sample of all generations is a census at every threshold`() async throws {
        let bench = try bench()
        try bench.add(TuningBench.labels(await bench.sample(), Self.truth))
        let result = try await bench.tune(TuningBench.policy, options)
        for (threshold, flagged) in [(0.5, 50), (0.7, 30), (0.8, 20), (0.9, 10)] as [(Double, Int)] {
            let quality = try result.quality(threshold)
            let right = min(flagged, 30)
            #expect(quality.figures.precision.estimate?.value == Double(right) / Double(flagged))
            #expect(quality.figures.recall.estimate?.value == Double(right) / 30)
            #expect(quality.figures.precision.status == .census && quality.figures.recall.status == .census)
            #expect(quality.flagged == Part.Verdicts(total: flagged, positives: right))
        }
        let rows = try bench.rows(of: "quality.csv")
        let row = try #require(rows.first { $0["threshold"] == "0.5" })
        #expect(
            row["precision"] == "0.6" && row["precision_status"] == "census" && row["false_positives"] == "20")
        #expect(rows.last?["rule_id"] == "*" && rows.last?["precision_status"] == "not_estimable:no_labels")
    }

    @Test func `a threshold above all values has no precision`() async throws {
        let bench = try bench()
        try bench.add(TuningBench.labels(await bench.sample(), Self.truth))
        let result = try await bench.tune(TuningBench.policy) {
            options(&$0)
            $0.sweep = ["bad=0.995..1/0.005"]
        }
        let figures = try result.quality(0.995).figures
        #expect(figures.precision.status == .noneFlagged && figures.precision.estimate == nil)
        #expect(figures.recall.estimate?.value == 0)
    }

    @Test func `labels of flagged generations alone tell only the precision`() async throws {
        let bench = try bench()
        try bench.add(
            TuningBench.labels(await bench.sample()) { $0["stratum"] == "flagged" ? Self.truth($0) : nil })
        let figures = try await bench.tune(TuningBench.policy, options).quality(0.8).figures
        #expect(figures.precision.estimate?.value == 1)
        #expect(figures.recall.status.text == "not_estimable:only_flagged_labelled")
    }

    @Test func `labels of a sample hold for other thresholds of the same meaning`() async throws {
        let bench = try bench()
        try bench.add(TuningBench.labels(await bench.sample(), Self.truth))
        let changed = try await bench.tune(TuningBench.policy(flagAt: 0.6), options)
        #expect(try changed.quality(0.6).figures.precision.estimate?.value == 0.75)
        #expect(changed.rules[0].strata.map(\.stratum) == RuleStrata.strata(of: changed.rules[0].rule))
        #expect(changed.rules[0].quality.outside.stale == 0)
    }

    @Test func `labels about another meaning are stale`() async throws {
        let bench = try bench()
        try bench.add(TuningBench.labels(await bench.sample(), Self.truth))
        let changed = try await bench.tune(TuningBench.policy(why: "Is it very bad?"), options)
        #expect(changed.rules[0].quality.outside.stale == 100)
        #expect(try changed.quality(0.8).figures.precision.status == .noLabels)
    }

    @Test func `labels about other signals are stale`() async throws {
        let bench = try bench()
        let labels = try TuningBench.labels(await bench.sample(), Self.truth).map { line in
            var line = line
            if line.generationID == "g99" { line.signalsSHA256 = String(repeating: "0", count: 64) }
            return line
        }
        try bench.add(labels)
        let result = try await bench.tune(TuningBench.policy, options)
        #expect(result.rules[0].quality.outside.stale == 1)
        // 19 of 20 are no census, and a sample.
        #expect(try result.quality(0.8).figures.precision.status == .estimated)
    }

    @Test func `different answers are a conflict, and a final one settles it`() async throws {
        let bench = try bench()
        let sample = try await bench.sample()
        try bench.add(TuningBench.labels(sample, Self.truth))
        try bench.add(TuningBench.labels(sample, by: "ben") { $0["generation_id"] == "g90" ? .dismissed : nil })
        var result = try await bench.tune(TuningBench.policy, options)
        #expect(result.rules[0].quality.outside.conflict == 1)
        #expect(result.rules[0].quality.flagged.total == 19)
        try bench.add(
            TuningBench.labels(sample, by: "eva", final: true) {
                $0["generation_id"] == "g90" ? .dismissed : nil
            })
        result = try await bench.tune(TuningBench.policy, options)
        #expect(result.rules[0].quality.outside.conflict == 0)
        #expect(result.rules[0].quality.flagged == Part.Verdicts(total: 20, positives: 19))
    }

    @Test func `the last answer of a reviewer counts, and unsure abstains`() async throws {
        let bench = try bench()
        let sample = try await bench.sample()
        try bench.add(TuningBench.labels(sample, Self.truth))
        try bench.add(TuningBench.labels(sample) { $0["generation_id"] == "g90" ? .dismissed : nil })
        try bench.add(TuningBench.labels(sample) { $0["generation_id"] == "g91" ? .unsure : nil })
        try bench.add(TuningBench.labels(sample, by: "ben") { $0["generation_id"] == "g92" ? .unsure : nil })
        let quality = try await bench.tune(TuningBench.policy, options).rules[0].quality
        #expect(quality.flagged == Part.Verdicts(total: 19, positives: 18))
        #expect(quality.outside.unsure == 1)
    }

    @Test func `labels of a sample that is not given are no sample`() async throws {
        let bench = try bench()
        var sizes = SampleSizes()
        sizes.flagged = 10
        try bench.add(TuningBench.labels(await bench.sample(sizes: sizes), Self.truth))
        let with = try await bench.tune(TuningBench.policy, options).quality(0.8).figures
        #expect(with.precision.status == .estimated)
        let without = try await bench.tune(TuningBench.policy) { $0.hasLedger = true }.quality(0.8).figures
        #expect(without.precision.status == .chosenByPeople)
    }

    @Test func `a sample of another input is refused`() async throws {
        let bench = try bench()
        try await bench.sample()
        try bench.add([])
        try bench.write(Array(Self.scores.dropLast()))
        await #expect {
            _ = try await bench.tune(TuningBench.policy, options)
        } throws: { error in
            "\(error)".contains(
                "bad flagged has 19 generations in this input, and 20 generations in the sample")
        }
        #expect(try !bench.folder.names().contains("tuning"))
    }

    /// `g` has two answers that the policy of the sample tells apart, and the other policy does not.
    @Test func `a sample that counts other answers as duplicates is refused with what to do`() async throws {
        let bench = try TuningBench()
        try bench.write([("g", 0.3), ("g", 0.65), ("h", 0.9)].map { TuningBench.generation($0, score: $1) })
        try await bench.sample()
        try bench.add([])
        await #expect {
            _ = try await bench.tune(TuningBench.policy(flagAt: 0.95), options)
        } throws: { error in
            let words = "\(error)"
            return words.contains("bad near has 0 generations in this input, and 1 generation in the sample")
                && words.hasSuffix(
                    "draw a new sample, or tune with \(bench.folder.file("sample"))/policy.yaml")
        }
        let policy = try bench.folder.text("sample/policy.yaml")
        #expect(try await bench.tune(policy, options).summary.audited == 3)
    }

    @Test func `an edited sample and a second sample of a rule are refused`() async throws {
        let bench = try bench()
        try await bench.sample()
        try await bench.sample(name: "other")
        try bench.add([])
        await #expect {
            _ = try await bench.tune(TuningBench.policy) {
                ($0.samples, $0.hasLedger) = (["sample", "other"], true)
            }
        } throws: {
            "\($0)".hasSuffix("both ask about bad; give one of them")
        }
        try bench.folder.write(
            bench.folder.text("sample/strata.csv").replacing("\"20\"", with: "\"21\""), to: "sample/strata.csv")
        await #expect {
            _ = try await bench.tune(TuningBench.policy, options)
        } throws: { error in
            if case TuningError.unfit(let words) = error { words.contains("was edited") } else { false }
        }
        try bench.folder.write("filled in", to: "other/sheet-1.csv")
        _ = try await bench.tune(TuningBench.policy) { ($0.samples, $0.hasLedger) = (["other"], true) }
    }

    @Test func `restricted and unidentified generations are in no figure`() async throws {
        let bench = try TuningBench()
        let policy = TuningBench.policy(handling: "restricted")
        try bench.write(
            (0..<40).map { TuningBench.generation("g\($0)", score: 0.9, isChild: $0 < 4) }
                + [TuningBench.generation(nil, score: 0.9), TuningBench.generation("late", score: nil)])
        try bench.add(TuningBench.labels(await bench.sample(policy)) { _ in .violation })
        let quality = try await bench.tune(policy, options).rules[0].quality
        #expect(quality.flagged.total == 36)
        #expect(quality.figures.precision.status == .census)
        #expect(quality.outside.restricted == 4 && quality.outside.noID == 1 && quality.outside.incomplete == 1)
    }

    @Test func `goals take the lowest threshold for precision and the highest for recall`() async throws {
        let bench = try bench()
        try bench.add(TuningBench.labels(await bench.sample(), Self.truth))
        let result = try await bench.tune(TuningBench.policy) {
            options(&$0)
            $0.goals = ["precision=0.9", "recall=0.6", "precision=1", "recall=1"]
        }
        #expect(result.choices.map(\.threshold) == [0.7, 0.8, 0.7, 0.7])
        #expect(result.choices.map(\.flagged) == [30, 20, 30, 30])
        let none = try await bench.tune(TuningBench.policy) { $0.goals = ["recall=0.5"] }
        #expect(none.choices.map(\.status) == [.notEstimable])
    }
}
