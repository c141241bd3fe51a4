import Foundation
import Policies
import Reporting
import Reviews
import Statistics
import TestSupport
import Testing
import Utilities

@testable import Audit

/// Inputs, samples, a ledger and tunings in a temporary folder.
struct TuningBench {
    let folder: TemporaryFolder

    /// A rule of one numeric test, and one of a boolean.
    static let policy = policy()

    static func policy(
        flagAt: Double = 0.8, why: String = "Is it bad?", handling: String = "ordinary", more: String = ""
    ) -> String {
        """
        policy: p
        near: 0.75
        rules:
          - {id: bad, why: \(why), signal: f.g.S, flag_at: \(flagAt), missing: incomplete}
          - {id: child, why: Is it a child?, signal: u18.is_child, is: true, missing: ignore, handling: \(handling)}
        \(more)
        """
    }

    /// A generation with a score, a boolean, or neither.
    static func generation(_ id: String?, score: Double?, isChild: Bool? = nil) -> String {
        let metadata = score.map { #"{"g": {"S": \#($0)}}"# } ?? "{}"
        let child = isChild.map { #", "mapper_metadata": {"u18": {"is_child": \#($0)}}"# } ?? ""
        let name = id.map { #""id": "\#($0)", "# } ?? ""
        return """
            {"id": "t\(id ?? "")", "generations": [{\(name)"output_moderation_result": {"filter_results": {"f": {"type": \
            "passed", "metadata": \(metadata)}}\(child)}}]}
            """
    }

    init() throws { folder = try TemporaryFolder() }

    func write(_ generations: [String], to name: String = "input/a.ndjson") throws {
        try folder.write(generations.map { $0 + "\n" }.joined(), to: name)
    }

    static func read(_ policy: String) throws -> Policy {
        try PolicyFile.read(Array(policy.utf8), named: "policy.yaml")
    }

    func request(_ policy: Policy, output: String, jobs: Int = 2, batchSize: Int = 2 << 20) -> ScanRequest {
        ScanRequest(
            inputs: [folder.file("input")], policy: policy, output: output.isEmpty ? "" : folder.file(output),
            style: ReportStyle(csv: .data), jobs: jobs, batchSize: batchSize, asOf: 1_700_000_000,
            toolVersion: "test")
    }

    // MARK: Samples and labels

    /// Draws a sample into the folder `name`.
    @discardableResult
    func sample(
        _ policy: String = policy, sizes: SampleSizes = SampleSizes(), name: String = "sample",
        csv: ReportStyle.CSV = .data, asOf: Int64 = 1_700_000_000
    ) async throws -> SealedSample {
        var options = SampleContents.Options()
        options.sizes = sizes
        options.style = ReportStyle(csv: csv)
        var request = try request(Self.read(policy), output: name)
        request.asOf = asOf
        let sampling = try Sampling(
            request, rules: [0], seed: SampleSeed(text: "a seed for tests"), options: options)
        _ = try await sampling.write(to: folder.file(name))
        return try SealedSample(at: folder.file(name))
    }

    /// Adds lines to the ledger.
    func add(_ lines: [LedgerLine]) throws {
        var writer = try LedgerWriter(in: folder.file("ledger"))
        for line in lines { try writer.append(line) }
        try writer.finish()
    }

    /// Labels for the questions of a sample.
    /// - Parameter answer: The answer for a row of `key.csv`; nil for none.
    static func labels(
        _ sample: SealedSample, by reviewer: String = "anna", final: Bool = false,
        _ answer: ([String: String]) -> ReviewDecision?
    ) throws -> [LedgerLine] {
        try sample.key().compactMap { row in
            guard let decision = answer(row) else { return nil }
            var line = line(
                row["generation_id"] ?? "", decision, by: reviewer, signals: row["signals_sha256"] ?? "")
            line.kind = .label
            line.isFinal = final
            line.question = ReviewQuestion(
                sampleKey: row["sample_key"] ?? "", ruleID: row["rule_id"] ?? "",
                meaningSHA256: row["meaning_sha256"] ?? "", stratum: row["stratum"] ?? "",
                sampleManifestSHA256: sample.report.manifestSHA256)
            return line
        }
    }

    static func line(
        _ id: String, _ decision: ReviewDecision, by reviewer: String = "anna", signals: String
    ) -> LedgerLine {
        var line = LedgerLine(
            decision, of: id, by: reviewer, at: UTCTime(seconds: 1_700_000_000),
            in: ReviewedSheet(name: "sheet.csv", sha256: String(repeating: "a", count: 64), row: 2))
        line.signalsSHA256 = signals
        return line
    }

    // MARK: Tunings

    struct Options {
        var against: String?
        var sweep: [String] = []
        var samples: [String] = []
        var hasLedger = false
        var goals: [String] = []
        var jobs = 2
        var batchSize = 2 << 20
        var output = "tuning"
    }

    func tune(_ policy: String = policy, _ change: (inout Options) -> Void = { _ in }) async throws
        -> TuningResult
    {
        try await tune(Self.read(policy), change)
    }

    func tune(_ policy: Policy, _ change: (inout Options) -> Void = { _ in }) async throws -> TuningResult {
        var options = Options()
        change(&options)
        var request = TuningRequest(
            request(policy, output: options.output, jobs: options.jobs, batchSize: options.batchSize),
            against: try options.against.map { try Self.read($0) },
            tests: try Sweep.tests(options.sweep, of: policy),
            goals: options.goals.compactMap { TuningGoal($0) })
        try request.read(
            samples: options.samples.map { folder.file($0) },
            ledger: options.hasLedger ? folder.file("ledger") : nil)
        return try await Tuning(request).run()
    }

    /// The rows of a table of the folder, by the names of the columns.
    func rows(of name: String, in output: String = "tuning") throws -> [[String: String]] {
        let report = Report(
            summary: Summary(
                tool: .init(name: "", version: ""), policy: .init(try Self.read(Self.policy)), asOf: 0),
            files: try folder.contents(of: output))
        return try report.rows(of: name)
    }
}

extension TuningResult {
    /// The quality of a rule's first swept test at a threshold.
    func quality(_ threshold: Double, rule: String = "bad") throws -> Quality {
        let test = try #require(tests.first { $0.rule.id == rule })
        return test.quality[try #require(test.test.thresholds.firstIndex(of: threshold))]
    }
}
