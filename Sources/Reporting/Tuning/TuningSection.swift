import Policies
import Statistics
import Utilities

/// The section of a swept test: its curves, and their numbers in a table.
struct TuningSection {
    /// The maximum number of thresholds in a table and in a curve; the others are left out evenly.
    private static let rowsShown = 60
    private static let pointsShown = 300

    private let tuned: TunedTest
    private let number: Int
    private let result: TuningResult

    /// - Parameter number: The number of the section, for its anchor.
    init(_ tuned: TunedTest, number: Int, _ result: TuningResult) {
        self.tuned = tuned
        self.number = number
        self.result = result
    }

    var html: HTML {
        let anchor = "t\(number)", why = PageText.why(tuned.rule.why)
        let rows = shown(Self.rowsShown)
        let left = tuned.test.thresholds.count - rows.count
        return """
            <section id="\(anchor)" aria-labelledby="\(anchor)-h">
            <h2 id="\(anchor)-h"><code>\(PageText.short(tuned.name))</code></h2>
            \("<p class=\"why\">\(why)</p>", if: !why.isEmpty)
            <p>\(PageText.clause(words))</p>
            <div class="columns">\(workload)\(quality)</div>
            <div class="scroll" tabindex="0" role="region" aria-labelledby="\(anchor)-h"><table class="wide tuned"><thead><tr>\
            <th scope="col" class="n">threshold</th><th scope="col" class="n">flagged</th>\
            <th scope="col" class="n">near</th><th scope="col" class="n">only this rule</th>\
            <th scope="col" class="n">whole policy</th><th scope="col">precision</th><th scope="col">recall</th></tr></thead>
            <tbody>\(rows.map(row))</tbody></table></div>
            \("<p class=\"dim\">\(left.counted("more threshold")) in <code>workload.csv</code>.</p>", if: left > 0)\
            \(outside)
            </section>

            """
    }

    private var words: String {
        let threshold = tuned.test.threshold
        let statistic = threshold.statistic == .max ? "" : "\(threshold.statistic.rawValue) of "
        let near = threshold.nearAt < threshold.flagAt ? ", near from \(threshold.nearAt.shortest)" : ""
        return "Today \(statistic)\(tuned.test.signals) ≥ \(threshold.flagAt.shortest)\(near)."
    }

    /// The indices of the thresholds that are shown. The policy's own are always among them.
    private func shown(_ most: Int) -> [Int] {
        let count = tuned.test.thresholds.count
        if count <= most { return Array(0..<count) }
        return (0..<count).filter { index in
            index * most / count != (index - 1) * most / count || tuned.current(index) != nil
                || index == count - 1
        }
    }

    private func row(_ index: Int) -> HTML {
        let workload = tuned.workload[index], figures = tuned.quality[index].figures
        let current = tuned.current(index)
        let change = workload.policyChange
        let signed = change == 0 ? "" : " (\(change > 0 ? "+" : "−")\(abs(change).grouped))"
        return """
            <tr\(" class=\"now\"", if: current == "flag_at")><th scope="row" class="n">\
            \(PageText.number(tuned.test.thresholds[index]))\(" <span class=\"dim\">\(current ?? "")</span>", if: current != nil)</th>\
            <td class="n" data-l="flagged">\(workload.flagged.grouped)</td>\
            <td class="n" data-l="near">\(workload.near.grouped)</td>\
            <td class="n" data-l="only this rule">\(workload.onlyThisRule.grouped)</td>\
            <td class="n" data-l="whole policy">\(workload.policyFlagged.grouped)\(signed)</td>\
            <td data-l="precision">\(words(of: figures.precision))</td>\
            <td data-l="recall">\(words(of: figures.recall))</td></tr>

            """
    }

    // MARK: Curves

    private var workload: HTML {
        let chart = chart, points = shown(Self.pointsShown)
        let most = max(1, points.map { tuned.workload[$0].flagged }.max() ?? 1)
        let heights = points.map { Double(tuned.workload[$0].flagged) / Double(most) }
        let first = tuned.workload[points[0]].flagged, last = tuned.workload[points[points.count - 1]].flagged
        let now = tuned.workload[tuned.test.current].flagged
        let label =
            "Flagged generations by threshold: from \(first.grouped) to \(last.grouped); today \(now.grouped)"
        return """
            <figure class="curve"><figcaption>Flagged generations, today \(now.grouped)</figcaption>\
            <svg viewBox="0 0 360 190" role="img" aria-label="\(label)">\(chart.frame(top: most.grouped, middle: ""))\
            <path class="c-work" d="\(chart.line(heights))"/>\(chart.today)</svg></figure>
            """
    }

    private var quality: HTML {
        let chart = chart, points = shown(Self.pointsShown)
        let precision = points.map { tuned.quality[$0].figures.precision }
        let recall = points.map { tuned.quality[$0].figures.recall }
        guard (precision + recall).contains(where: { $0.estimate != nil }) else {
            let figures = tuned.quality[tuned.test.current].figures
            return """
                <div class="curve"><p>Precision: \(words(of: figures.precision)). Recall: \
                \(words(of: figures.recall)).</p></div>
                """
        }
        let now = tuned.quality[tuned.test.current].figures
        let label =
            "Precision and recall by threshold. Today precision \(words(of: now.precision)), recall "
            + words(of: now.recall)
        return """
            <figure class="curve"><figcaption><span class="k-precision">━ precision</span> and \
            <span class="k-recall">┅ recall</span>, with intervals of 95 %</figcaption>\
            <svg viewBox="0 0 360 190" role="img" aria-label="\(label)">\(chart.frame(top: "100 %", middle: "50 %"))\
            <path class="c-precision-band" d="\(chart.band(precision.map(\.estimate)))"/>\
            <path class="c-recall-band" d="\(chart.band(recall.map(\.estimate)))"/>\
            <path class="c-precision" d="\(chart.line(precision.map { $0.estimate?.value }))"/>\
            <path class="c-recall" d="\(chart.line(recall.map { $0.estimate?.value }))"/>\(chart.today)</svg></figure>
            """
    }

    private var chart: TuningChart {
        let points = shown(Self.pointsShown).map { tuned.test.thresholds[$0] }
        let near = tuned.test.threshold.nearAt
        return TuningChart(
            points, flagAt: tuned.test.threshold.flagAt, nearAt: near < tuned.test.threshold.flagAt ? near : nil
        )
    }

    // MARK: Words

    private func words(of figure: ThresholdQuality.Figure) -> String {
        let lacksSample = tuned.quality.first.map { result.lacksSample(of: tuned.rule.id, $0) } ?? false
        return Self.words(of: figure, lacksSample: lacksSample)
    }

    /// `84.0 % (71.5 to 91.7)`; why there is no estimate, otherwise.
    /// - Parameter lacksSample: Whether labels answer a sample that is not given.
    static func words(of figure: ThresholdQuality.Figure, lacksSample: Bool = false) -> String {
        guard let estimate = figure.estimate else {
            switch figure.status {
            case .noLabels: return "no labels"
            case .noneFlagged: return "nothing is flagged"
            case .onlyFlaggedLabelled: return "only flagged ones have labels"
            case .chosenByPeople:
                return lacksSample ? "the sample is not given" : "people chose what was reviewed"
            case .unlabelled(let stratum): return "no labels in \(stratum.rawValue)"
            case .noPositives: return "no violation was found"
            case .census, .fewLabels, .estimated: return ""
            }
        }
        let value = percent(estimate.value)
        switch figure.status {
        case .census: return "\(value), all reviewed"
        case .fewLabels: return "\(value) (\(limits(of: estimate))), few labels"
        default: return "\(value) (\(limits(of: estimate)))"
        }
    }

    static func percent(_ share: Double) -> String { PageText.percent(share) }

    private static func limits(of estimate: Estimate) -> String {
        "\(PageText.tenths(estimate.low)) to \(PageText.tenths(estimate.high))"
    }

    /// The generations that no figure has.
    private var outside: HTML {
        let outside = tuned.quality.first?.outside ?? Quality.Outside()
        let counts = [
            (outside.incomplete, "without a signal of the rule"), (outside.restricted, "restricted"),
            (outside.noID, "without an id"), (outside.unsure, "with unsure reviewers"),
            (outside.conflict, "with different answers"),
            (outside.waiting, "with answers to another sample, before which questions have no answer"),
            (outside.stale, "with answers about an earlier state"),
        ].filter { $0.0 > 0 }.map { "\($0.0.grouped) \($0.1)" }
        if counts.isEmpty { return "" }
        return "<p class=\"dim\">Not in precision and recall: \(texts: counts, between: ", ").</p>"
    }
}
