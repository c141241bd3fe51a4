import Policies
import Responses
import Statistics
import Utilities

/// The section on the run's results: severities first, then decisions, and the glossary.
extension HTMLReport {
    var findingsSection: HTML {
        let counts = summary.counts
        let decisions = [
            (decision: Decision.flagged, count: counts.flagged, sign: "■"), (.near, counts.near, "▲"),
            (.incomplete, counts.incomplete, "◇"), (.clear, counts.clear, "○"),
        ]
        let named = decisions.map { (name: $0.decision.rawValue, count: $0.count) }
        let stackLabel = named.map { "\($0.count.grouped) \($0.name)" }.joined(separator: ", ")
        return """
            <section id="findings" aria-labelledby="findings-h">
            <h2 id="findings-h">Flagged and near, by severity</h2>
            <div class="tiles severities">
            \(Severity.allCases.reversed().map(tile))</div>
            <h3>Decisions</h3>
            <div class="tiles decisions">
            \(decisions.map { tile($0.decision, $0.count, sign: $0.sign) })</div>
            <svg class="stack" viewBox="0 0 1000 18" preserveAspectRatio="none" role="img" \
            aria-label="\(stackLabel)">\(stack(named))</svg>
            \(statement)\(warnings)\(Self.terms)
            </section>

            """
    }

    /// The generations with a deciding finding of a severity.
    private func tile(_ severity: Severity) -> HTML {
        let flagged = summary.counts.bySeverity.flagged[severity, default: 0]
        let near = summary.counts.bySeverity.near[severity, default: 0]
        let state: HTML = flagged > 0 ? "flagged" : near > 0 ? "near" : "none"
        return """
            <div class="tile \(state)"><p class="t-name">\(severity.rawValue)</p>\
            <p class="t-count">\(flagged.grouped) <span class="d flagged">flagged</span></p>\
            <p class="t-near">\(near.grouped) <span class="d near">near</span></p></div>

            """
    }

    private func tile(_ decision: Decision, _ count: Int, sign: String) -> HTML {
        let name = decision.rawValue, share = share(count)
        let interval = WilsonInterval(hits: count, of: audited)
        let ends = interval.map { "\(PageText.percent($0.low)) to \(PageText.percent($0.high))" } ?? ""
        return """
            <div class="tile \(name)"><p class="t-name"><span aria-hidden="true">\(sign)</span> \(name)</p>\
            <p class="t-count">\(count.grouped) <span class="t-share">\(share)</span></p>\
            \("<p class=\"dim\">95 % interval: \(ends)</p>", if: interval != nil)
            <svg class="whisker" viewBox="0 0 200 12" preserveAspectRatio="none" role="img" \
            aria-label="\(name): \(share), 95 % interval \(ends)"><path class="rail" d="M0 5.5h200v1H0z"/>\
            <path class="fill" d="\(interval.map { _ in bar(count) } ?? "")"/>\
            <path class="line" d="\(interval.map(whisker) ?? "")"/></svg></div>

            """
    }

    func share(_ count: Int) -> String {
        audited == 0 ? "–" : PageText.percent(Double(count) / Double(audited))
    }

    private func bar(_ count: Int) -> String { "M0 4h\(place(Double(count) / Double(audited)))v4H0z" }

    private func whisker(_ interval: WilsonInterval) -> String {
        let low = place(interval.low), high = place(interval.high)
        return "M\(low) 6H\(high)M\(low) 2v8M\(high) 2v8"
    }

    /// A share as a position on a line of 200.
    private func place(_ share: Double) -> String { PageText.number((share * 2000).rounded() / 10) }

    private func stack(_ parts: [(name: String, count: Int)]) -> [HTML] {
        var from = 0
        return parts.filter { $0.count > 0 }.map { part in
            defer { from += part.count }
            let start = from * 1000 / audited, end = (from + part.count) * 1000 / audited
            return "<path class=\"b-\(part.name)\" d=\"M\(start) 0H\(max(end, start + 1))v18H\(start)z\"/>"
        }
    }

    /// The glossary of the HTML report.
    private static let terms: HTML = """
        <dl class="terms">
        <div><dt>decision</dt><dd><span class="d flagged">flagged</span> a rule flagged it; \
        <span class="d near">near</span> a rule came within its near range; \
        <span class="d incomplete">incomplete</span> a rule could not decide; <span class="d clear">clear</span> \
        none of these.</dd></div>
        <div><dt>severity</dt><dd>that of the deciding finding: of the decision’s rules, the most severe, then the one \
        with the greatest margin.</dd></div>
        <div><dt>margin</dt><dd>value minus threshold; below 0 it is near. Sorting takes it as a part of the threshold, \
        because runs and scores are in different units.</dd></div>
        <div><dt>95 % interval</dt><dd>where the share would lie, if these generations were a random sample of many \
        (Wilson).</dd></div>
        <div><dt>missing</dt><dd>a signal that a rule looks at was not there, or had no usable value. It never counts \
        as 0 or as clear.</dd></div>
        </dl>
        """
}
