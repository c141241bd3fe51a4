import Policies
import Responses
import Utilities

/// What the audit looked at, by what, and what it did not look at, in plain words; and what a print leaves out.
extension HTMLReport {
    var statement: HTML {
        """
        <div class="looked"><p><b>Looked at:</b> \(lookedAt)</p>
        <p><b>By:</b> \(judge)</p>
        <p><b>Not looked at:</b> \(texts: notLookedAt, between: "; "). <a href="#audited">What was audited</a></p></div>

        """
    }

    private var lookedAt: String {
        let counts = summary.counts
        return
            "the scores, verdicts and results that the platform’s own classifiers, filters and moderation gave for "
            + "\(audited.counted("generation")), in \(counts.responses.counted("response"))."
    }

    private var judge: String {
        let parts = [summary.policy.name, summary.policy.version].filter { !$0.isEmpty }.map {
            PageText.short($0)
        }
        var text =
            "\(summary.rules.count.counted("rule")) of the policy \(parts.joined(separator: " ")), with \(tool)."
        let incomplete = summary.counts.incomplete
        if incomplete > 0 {
            text +=
                " \(incomplete.counted("generation")) could not be judged in full, because a signal is missing."
        }
        return text
    }

    private var notLookedAt: [String] {
        let counts = summary.counts
        var parts = ["the videos themselves"]
        if let unaudited { parts.append(unaudited) }
        if counts.duplicates > 0 {
            let one = counts.duplicates == 1
            parts.append(
                counts.duplicates.counted("duplicate") + (one ? " of a generation" : " of generations")
                    + " that came before")
        }
        if counts.withheld > 0 {
            parts.append("\(counts.withheld.counted("generation")) that the platform withheld")
        }
        let unread = summary.unreadSignals.count
        if unread > 0 {
            parts.append("\(unread.counted("signal")) that no rule reads, above 0.5 or true in a generation")
        }
        let unknown = summary.unrecognised.count + summary.unrecognisedOmitted
        if unknown > 0 {
            parts.append("moderation content that \(tool) does not know, in \(unknown.counted("place"))")
        }
        if summary.skippedFiles > 0 {
            parts.append(
                "\(summary.skippedFiles.counted("file")) of the input folders, because of their endings")
        }
        return parts
    }

    /// The number of responses and tasks without generations, by kind; nil if there are none.
    private var unaudited: String? {
        let kinds = Unaudited.Kind.allCases.map { ($0.rawValue, summary.unaudited[$0, default: 0]) }
            .filter { $0.1 > 0 }
        if kinds.isEmpty { return nil }
        let sum = kinds.reduce(0) { $0 + $1.1 }
        let named = kinds.map { "\($0.0) \($0.1.grouped)" }.joined(separator: ", ")
        return
            "\(sum.grouped) \(sum == 1 ? "response or task" : "responses and tasks") that gave no generation (\(named))"
    }

    /// The note that only a print shows; `shown` generations are on the page.
    func paperNote(shown: Int) -> HTML {
        let listed = summary.counts.flagged + summary.counts.near + summary.counts.incomplete
        let severe = cards.prefix(shown).count { $0.item.isSevere }
        let printed = min(Self.cardsPrinted, severe)
        var parts: [String] = []
        if listed > printed { parts.append("\((listed - printed).grouped) of \(listed.counted("generation"))") }
        if printed > 0 { parts.append("the findings and frames of each generation") }
        let rules = shownRuleCount - Self.rulesPrinted
        if rules > 0 { parts.append(rules.counted("rule")) }
        if max(disagreements.policyOnly.best.count, disagreements.platformOnly.best.count)
            > Self.disagreementsPrinted
        {
            parts.append("the disagreements after the first \(Self.disagreementsPrinted) of each list")
        }
        parts.append("all signals and labels")
        let first = severe > printed ? "the first " : ""
        let has =
            printed == 0
            ? "" : "It has \(first)\(printed.counted("generation")) with a critical or high finding."
        return """
            <p class="paper">This print leaves out \(parts.joined(separator: ", ")). \(has) The page on a screen and the \
            tables beside it have the rest.</p>

            """
    }

    /// The rules and disagreements that the style prints.
    private static let rulesPrinted = 20
    private static let disagreementsPrinted = 5
}
