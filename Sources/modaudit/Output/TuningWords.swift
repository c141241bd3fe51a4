import Policies
import Reporting
import Statistics
import Utilities

/// What `tune` prints.
struct TuningWords {
    /// Tests and goals that are printed; the tables have all.
    private static let shown = 40

    private let result: TuningResult

    init(_ result: TuningResult) { self.result = result }

    /// The table of today's thresholds, the goals, and what is always said.
    var text: String {
        let summary = result.summary
        var lines = [
            "audited \(result.audited.grouped), flagged \(summary.counts.flagged.grouped)"
        ]
        if let against = result.against {
            lines.append(
                "other policy \(against.policy.name.visible): \(against.differing.counted("generation")) judged differently"
            )
        }
        lines.append("")
        lines += table(tests)
        lines += more(result.tests.count, "test", in: "workload.csv")
        if !result.choices.isEmpty {
            lines.append("")
            lines += table(
                [["rule", "goal", "threshold", "flagged", "lower limit"]]
                    + result.choices.prefix(Self.shown).map(row))
            lines += more(result.choices.count, "goal", in: "choice.csv")
            lines += ["", TuningResult.advice]
        }
        lines += ["", TuningResult.warning]
        return lines.map { $0 + "\n" }.joined()
    }

    /// Today's thresholds; without a ledger, precision and recall are not known.
    private var tests: [[String]] {
        let header = ["rule", "today", "flagged"] + (result.ledger == nil ? [] : ["precision", "recall"])
        return [header]
            + result.tests.prefix(Self.shown).map { test in
                let figures = test.quality[test.test.current].figures
                let workload = [
                    test.name, "≥ \(test.test.threshold.flagAt.shortest)",
                    test.workload[test.test.current].flagged.grouped,
                ]
                if result.ledger == nil { return workload }
                return workload + [words(of: figures.precision), words(of: figures.recall)]
            }
    }

    private func row(_ choice: TuningChoice) -> [String] {
        let threshold =
            switch choice.status {
            case .met: choice.threshold?.shortest ?? ""
            case .metNowhere: "no threshold meets it"
            case .notEstimable: "not estimable"
            }
        return [
            choice.name, choice.goal.text, threshold, choice.flagged?.grouped ?? "",
            choice.estimate.map { Self.percent($0.low) } ?? "",
        ]
    }

    private func more(_ count: Int, _ noun: String, in file: String) -> [String] {
        count > Self.shown ? ["and \((count - Self.shown).counted("more \(noun)")) in \(file)"] : []
    }

    /// Columns two blanks apart.
    private func table(_ rows: [[String]]) -> [String] {
        guard rows.count > 1 else { return [] }
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            let cells = zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
            var line = cells.joined(separator: "  ")
            while line.last == " " { line.removeLast() }
            return line
        }
    }

    private func words(of figure: ThresholdQuality.Figure) -> String {
        guard let estimate = figure.estimate else { return figure.status.text }
        let value = Self.percent(estimate.value)
        if figure.status == .census { return "\(value) (census)" }
        let limits = "\(value) (\(Self.percent(estimate.low)) to \(Self.percent(estimate.high)))"
        return figure.status == .fewLabels ? "\(limits) few_labels" : limits
    }

    private static func percent(_ share: Double) -> String {
        let tenths = Int((share * 1000).rounded())
        return "\(tenths / 10).\(tenths % 10) %"
    }

    /// What a user must know: labels that do not count.
    var notes: [String] {
        var notes = result.lackingSample.map { [$0] } ?? []
        if let lacking = result.ledger?.lacking, lacking > 0 {
            notes.append("this input lacks \(lacking.counted("generation")) with labels")
        }
        for rule in result.rules {
            let quality = rule.quality, labelled = quality.flagged.total + quality.below.total
            let unsure = quality.outside.unsure
            if unsure > 0, unsure * 10 > labelled + unsure {
                notes.append(
                    "\(rule.rule.id): reviewers were unsure of \(unsure.counted("generation")), more than 10 %; the figures "
                        + "leave them out")
            }
            if quality.outside.waiting > 0 {
                notes.append(
                    "\(rule.rule.id): the figures leave out \(quality.outside.waiting.counted("label")) of another sample, because "
                        + "questions that were drawn before them have no answer; answer the sheets, or give the other "
                        + "sample instead"
                )
            }
            if quality.outside.stale > 0 {
                notes.append(
                    "\(rule.rule.id): \(quality.outside.stale.counted("generation")) with answers about other signals or "
                        + "another meaning; the figures leave them out")
            }
        }
        for sample in result.samples {
            let unknown = sample.rules.filter { id in !result.rules.contains { $0.rule.id == id } }
            if !unknown.isEmpty {
                notes.append(
                    "the policy has no rule \(unknown.joined(separator: ", ")), which a sample asks about")
            }
        }
        return notes
    }
}
