import Policies
package import Reporting
import Statistics
import Utilities

/// Judges inputs at many thresholds in one pass, and estimates the quality of each from what reviewers answered (CONTRACT
/// section 16).
///
/// The result does not depend on the order of the inputs or on the number of jobs, except for the order of `delta.csv`, which is
/// that of the input. Memory holds counts for each rule and threshold, and the generations that reviewers answered about.
package struct Tuning {
    private let request: TuningRequest
    private let scan: Scan
    private let plan: TuningPlan

    /// - Throws: An error if an input does not exist, or overlaps the folder.
    package init(_ request: TuningRequest) throws(TuningError) {
        self.request = request
        do throws(ScanError) { scan = try Scan(request.scan) } catch { throw .failed(error) }
        plan = TuningPlan(request)
    }

    /// Reads the inputs and writes the folder. The old folder is unchanged if this throws.
    package func run(
        progress: (ScanProgress) -> Void = { _ in }
    ) async throws(TuningError) -> TuningResult {
        let plan = plan
        // First, because a folder that cannot be replaced is an error before the inputs are read.
        var folder = try TuningError.reporting { () throws(ReportError) in
            try TuningFolder(
                at: request.scan.output, style: request.scan.style, hasDelta: plan.isCompared)
        }
        var counts = TuningCounts(plan), reviewed: [AnsweredGeneration] = []
        let summary: Summary
        do throws(ScanError) {
            summary = try await scan.pass(progress: progress, to: { TuningCounter(plan) }) {
                part throws(ReportError) in
                counts.merge(part.counts)
                reviewed += part.reviewed
                if let delta = part.delta { try folder.append(delta) }
            }
        } catch {
            throw .failed(error)
        }
        try check(counts, summary)
        let result = result(summary, counts, reviewed)
        try TuningError.reporting { () throws(ReportError) in try folder.finish(result) }
        return result
    }

    /// Checks that the samples are of this input.
    private func check(_ counts: TuningCounts, _ summary: Summary) throws(TuningError) {
        let hasRepeats = summary.counts.duplicates + summary.counts.revisions > 0
        for (sample, found) in zip(plan.samples, counts.samples) {
            for (rule, strata) in zip(sample.folder.rules, found) {
                let names = sample.strata.strata[
                    sample.folder.policy.rules.firstIndex { $0.id == rule.id } ?? 0]
                let now = zip(names, strata).map { $1.count($0) }
                guard now.count == rule.strata.count else {
                    throw unfit(sample, "\(rule.id) has other strata", hasRepeats)
                }
                for (was, now) in zip(rule.strata, now) where !was.hasGenerations(of: now) {
                    throw unfit(
                        sample,
                        "\(rule.id) \(was.stratum.rawValue) has \(now.words) in this input, and \(was.words) in the sample",
                        hasRepeats)
                }
            }
        }
    }

    /// - Parameter hasRepeats: Whether an id of the input has several answers. Which of them are duplicates and which
    ///   revisions depends on the policy, so that the strata of another policy can have other generations.
    private func unfit(_ sample: TuningPlan.PlannedSample, _ why: String, _ hasRepeats: Bool) -> TuningError {
        let path = sample.folder.sample.report.path.visible
        let hint =
            sample.judge != nil && hasRepeats
            ? ". If it is the same input, this policy counts other answers with one id as duplicates than the policy of "
                + "the sample does: draw a new sample, or tune with \(path)/\(ReportFileName.policy)" : ""
        return .unfit(
            "\(path) is a sample of another input: \(why). Give the input that it was drawn from" + hint)
    }

    private func result(
        _ summary: Summary, _ counts: TuningCounts, _ reviewed: [AnsweredGeneration]
    ) -> TuningResult {
        let verdicts = Verdicts(reviewed, plan: plan)
        var result = TuningResult(summary, plan.policy, whole: verdicts.whole(counts.flagged))
        if let against = request.against { result.against = (against, counts.differing) }
        result.samples = plan.samples.map {
            .init(
                manifestSHA256: $0.folder.manifestSHA256, policySHA256: $0.folder.policy.sha256,
                rules: $0.folder.rules.map(\.id))
        }
        if let ledger = request.ledger {
            result.ledger = .init(
                entries: ledger.entries, lastSHA256: ledger.lastSHA256, generations: plan.answers.entries.count,
                found: Set(reviewed.map(\.entry)).count)
        }
        result.rules = plan.policy.rules.indices.map { rule in
            let strata = plan.sources[rule].strata
            let stratumCounts = strata.indices.map { index in
                var count = counts.rules[rule][index].count(strata[index])
                count.labelled = verdicts.rules[rule].labelled(index)
                return count
            }
            return .init(
                plan.policy.rules[rule], meaning: summary.rules[rule].digests.meaning,
                flagged: summary.rules[rule].flagged, strata: stratumCounts,
                quality: verdicts.rules[rule].quality(strata, counts.rules[rule]))
        }
        result.tests = plan.tests.indices.map { test($0, counts, verdicts) }
        result.choices = result.tests.flatMap { test in request.goals.map { TuningChoice($0, for: test) } }
        return result
    }

    private func test(_ index: Int, _ counts: TuningCounts, _ verdicts: Verdicts) -> TunedTest {
        let test = plan.tests[index], rule = plan.policy.rules[test.rule]
        let hasOthers = plan.policy.numericTests.count { $0.rule == test.rule } > 1
        let sweep = counts.sweeps[index]
        return TunedTest(
            test, of: rule, name: hasOthers ? "\(rule.id)#\(test.number)" : rule.id,
            workload: sweep.workload(
                others: counts.others[index],
                now: counts.flagged.population + counts.flagged.restricted + counts.flagged.noID),
            quality: verdicts.rules[test.rule].quality(
                of: index, plan.sources[test.rule].strata, counts.rules[test.rule],
                flagged: sweep.flaggedByStratum))
    }
}

extension StratumCount {
    /// The generations of the stratum in a message.
    fileprivate var words: String {
        var words = population.counted("generation")
        if restricted > 0 { words += ", \(restricted.grouped) restricted" }
        if noID > 0 { words += ", \(noID.grouped) without an id" }
        return words
    }
}
