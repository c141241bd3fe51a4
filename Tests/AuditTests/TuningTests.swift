import Foundation
import Policies
import Reporting
import TestSupport
import Testing

@testable import Audit

/// What thresholds flag, and how two policies differ (CONTRACT section 16).
@Suite struct TuningTests {
    /// Random responses, in which every ID is of one generation.
    private static func corpus(_ seed: UInt64) -> [String] {
        var number = 0
        return Corpus(seed: seed, texts: 60).texts.map { sketch in
            let pieces = sketch.compact.components(separatedBy: "\"gen_")
            return pieces.dropFirst().reduce(pieces[0]) { text, piece in
                number += 1
                return text + "\"gen_\(number)_" + piece
            }
        }
    }

    @Test(arguments: [1, 2] as [UInt64])
    func `each threshold counts what a policy with that threshold counts`(seed: UInt64) async throws {
        let bench = try TuningBench()
        try bench.write(Self.corpus(seed))
        let policy = try PolicyFile.read(Fixtures.bytes("policies/audit.yaml"), named: "audit.yaml")
        let arguments = policy.numericTests.map { test in
            let isCount = [.run, .count].contains(test.threshold.statistic)
            return "\(policy.rules[test.rule].id)#\(test.number)=\(isCount ? "1..6/5" : "0.001..1/0.5")"
        }
        let result = try await bench.tune(policy) { $0.sweep = arguments }
        #expect(result.tests.count == policy.numericTests.count)
        let now = try await Scan(bench.request(policy, output: "")).survey()
        for test in result.tests {
            var others = policy
            others.rules.remove(at: test.test.rule)
            let rest = try await Scan(bench.request(others, output: "")).survey()
            for (index, threshold) in test.test.thresholds.enumerated() {
                let changed = policy.replacing(test.test, by: threshold)
                let expected = try await Scan(bench.request(changed, output: "")).survey()
                var counts = Workload()
                counts.flagged = expected.rules[test.test.rule].flagged
                counts.near = expected.rules[test.test.rule].near
                counts.missing = expected.rules[test.test.rule].missing
                counts.policyFlagged = expected.counts.flagged
                counts.onlyThisRule = expected.counts.flagged - rest.counts.flagged
                counts.policyChange = expected.counts.flagged - now.counts.flagged
                #expect(test.workload[index] == counts, "\(test.name) \(threshold)")
            }
        }
    }

    @Test func `the folder does not depend on jobs and batches`() async throws {
        let bench = try TuningBench()
        try bench.write(Corpus(seed: 5, texts: 120).texts.map(\.compact))
        let policy = try Fixtures.text("policies/audit.yaml")
        for (name, jobs, size) in [("one", 1, 1 << 20), ("three", 3, 4_000)] {
            _ = try await bench.tune(policy) {
                ($0.output, $0.jobs, $0.batchSize) = (name, jobs, size)
                $0.against = policy.replacing("flag_at: 0.90", with: "flag_at: 0.95")
            }
        }
        #expect(try bench.folder.contents(of: "one") == bench.folder.contents(of: "three"))
        #expect(
            try bench.folder.names("one") == [
                "choice.csv", "datapackage.json", "delta.csv", "manifest-sha256.txt", "policy.yaml",
                "quality.csv",
                "tuning.html", "tuning.json", "workload.csv",
            ])
        #expect(try SealedReport(at: bench.folder.file("one")).changes() == [])
    }

    @Test func `delta has the generations that two policies judge differently`() async throws {
        let bench = try TuningBench()
        try bench.write([
            TuningBench.generation("a", score: 0.95), TuningBench.generation("b", score: 0.85),
            TuningBench.generation("c", score: 0.7), TuningBench.generation("d", score: 0.1),
            TuningBench.generation("e", score: 0.85, isChild: true), TuningBench.generation(nil, score: 0.85),
        ])
        let result = try await bench.tune { $0.against = TuningBench.policy(flagAt: 0.9) }
        #expect(result.against?.differing == 3)
        let rows = try bench.rows(of: "delta.csv")
        #expect(rows.map { $0["generation_id"] } == ["b", "e", ""])
        #expect(rows.map { $0["decision"] } == ["flagged", "flagged", "flagged"])
        #expect(rows.map { $0["against_decision"] } == ["near", "flagged", "near"])
        #expect(rows.map { $0["rules_gained"] } == ["bad", "bad", "bad"])
        #expect(rows.map { $0["rules_lost"] } == ["", "", ""])
        #expect(rows[0]["why"] == "bad: f.g.S 0.85 ≥ 0.8 (+0.05)")
    }

    @Test func `a policy does not differ from itself`() async throws {
        let bench = try TuningBench()
        try bench.write([TuningBench.generation("a", score: 0.95)])
        let result = try await bench.tune { $0.against = TuningBench.policy }
        #expect(result.against?.differing == 0)
        #expect(try bench.rows(of: "delta.csv").isEmpty)
    }

    @Test func `near and missing follow the threshold`() async throws {
        let bench = try TuningBench()
        try bench.write([
            TuningBench.generation("a", score: 0.5), TuningBench.generation("b", score: nil),
        ])
        let result = try await bench.tune { $0.sweep = ["bad=0.4..0.7/0.1"] }
        let test = try #require(result.tests.first)
        // 0.6 is near at 0.8 with the factor 0.75.
        #expect(test.test.thresholds == [0.4, 0.5, 0.6, 0.7, 0.8])
        #expect(test.workload.map(\.flagged) == [1, 1, 0, 0, 0])
        #expect(test.workload.map(\.near) == [0, 0, 1, 0, 0])
        #expect(test.workload.map(\.missing) == [1, 1, 1, 1, 1])
    }

    @Test func `a folder that holds something else is refused`() async throws {
        let bench = try TuningBench()
        try bench.write([TuningBench.generation("a", score: 0.5)])
        try bench.folder.write("mine", to: "tuning/notes.txt")
        await #expect(throws: TuningError.self) { _ = try await bench.tune() }
        #expect(try bench.folder.names("tuning") == ["notes.txt"])
    }
}

extension Policy {
    /// The policy with another threshold of a test.
    fileprivate func replacing(_ swept: SweptTest, by threshold: Double) -> Policy {
        var policy = self, number = 0
        func changed(_ condition: Condition) -> Condition {
            switch condition {
            case .all(let conditions): return .all(conditions.map(changed))
            case .any(let conditions): return .any(conditions.map(changed))
            case .test(let signals, .threshold(var own)):
                number += 1
                if number == swept.number {
                    own.nearAt = own.nearLevel(flagAt: threshold)
                    own.flagAt = threshold
                }
                return .test(signals, .threshold(own))
            case .test: return condition
            }
        }
        policy.rules[swept.rule].condition = changed(policy.rules[swept.rule].condition)
        return policy
    }
}
