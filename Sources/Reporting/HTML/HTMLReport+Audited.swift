import Policies
import Responses
import Utilities

/// What was audited and what wasn't, adding up.
extension HTMLReport {
    private static let unrecognisedShown = 30

    var auditedSection: HTML {
        let counts = summary.counts
        let decisions = [
            (decision: Decision.flagged, count: counts.flagged, sign: "■"), (.near, counts.near, "▲"),
            (.incomplete, counts.incomplete, "◇"), (.clear, counts.clear, "○"),
        ]
        let named = decisions.map { (name: $0.decision.rawValue, count: $0.count) }
        let stackLabel = named.map { "\($0.count.grouped) \($0.name)" }.joined(separator: ", ")
        return """
            <section id="audited" aria-labelledby="audited-h">
            <h2 id="audited-h">What was audited, and what was not</h2>
            <div class="tiles">
            \(decisions.map { tile($0.decision, $0.count, sign: $0.sign) })</div>
            <svg class="stack" viewBox="0 0 1000 18" preserveAspectRatio="none" role="img" \
            aria-label="\(stackLabel)">\(stack(named))</svg>
            <div class="columns">
            \(generationsTable(named))
            \(unauditedTable)
            </div>
            \(unrecognised, if: !summary.unrecognised.isEmpty)
            <p class="dim">Inputs: \(inputs)\(notes.map { "<br>\($0)" })</p>
            </section>

            """
    }

    private func tile(_ decision: Decision, _ count: Int, sign: String) -> HTML {
        let name = decision.rawValue, share = share(count)
        let interval = WilsonInterval(hits: count, of: audited)
        let ends = interval.map { "\(PageText.percent($0.low)) to \(PageText.percent($0.high))" } ?? ""
        return """
            <div class="tile \(name)"><p class="t-name"><span aria-hidden="true">\(sign)</span> \(name)</p>\
            <p class="t-count">\(count.grouped)</p><p class="t-share">\(share)\
            \(" <span class=\"dim\">95 % interval: \(ends)</span>", if: interval != nil)</p>
            <svg class="whisker" viewBox="0 0 200 12" preserveAspectRatio="none" role="img" \
            aria-label="\(name): \(share), 95 % interval \(ends)"><path class="rail" d="M0 5.5h200v1H0z"/>\
            <path class="fill" d="\(interval.map { _ in bar(count) } ?? "")"/>\
            <path class="line" d="\(interval.map(whisker) ?? "")"/></svg></div>

            """
    }

    private func share(_ count: Int) -> String {
        audited == 0 ? "–" : PageText.percent(Double(count) / Double(audited))
    }

    private func bar(_ count: Int) -> String { "M0 4h\(place(Double(count) / Double(audited)))v4H0z" }

    private func whisker(_ interval: WilsonInterval) -> String {
        let low = place(interval.low), high = place(interval.high)
        return "M\(low) 6H\(high)M\(low) 2v8M\(high) 2v8"
    }

    /// A share as a place on a line of 200.
    private func place(_ share: Double) -> String { PageText.number((share * 2000).rounded() / 10) }

    private func stack(_ parts: [(name: String, count: Int)]) -> [HTML] {
        var from = 0
        return parts.filter { $0.count > 0 }.map { part in
            defer { from += part.count }
            let start = from * 1000 / audited, end = (from + part.count) * 1000 / audited
            return "<path class=\"b-\(part.name)\" d=\"M\(start) 0H\(max(end, start + 1))v18H\(start)z\"/>"
        }
    }

    private func generationsTable(_ decisions: [(name: String, count: Int)]) -> HTML {
        let counts = summary.counts
        let duplicates =
            summary.allowsDuplicates ? "not looked for" : "came before in this run, with the same outcome"
        return """
            <table class="sum"><caption>Generations add up</caption>
            <tbody>\(decisions.map { sumRow($0.name, $0.count, share($0.count)) })\
            \(sumRow("duplicates", counts.duplicates, duplicates))</tbody>
            <tfoot><tr><th scope="row">= generations</th><td class="n">\(counts.generations.grouped)</td>\
            <td class="dim">in \(counts.tasks.grouped) tasks of \(counts.responses.grouped) responses</td></tr>\
            </tfoot></table>
            """
    }

    private var unauditedTable: HTML {
        let meanings: [Unaudited.Kind: String] = [
            .unreadable: "not JSON, or of no known shape", .apiError: "the API answered with an error",
            .rejected: "the platform refused or withheld it", .pending: "not finished yet",
            .failed: "the task failed", .empty: "finished, without a generation",
            .superseded: "the input holds a final answer of the same task",
        ]
        let kinds = Unaudited.Kind.allCases.map { (kind: $0, count: summary.unaudited[$0, default: 0]) }
        return """
            <table class="sum"><caption>Gave no generation, so not audited (<code>unaudited.csv</code>)</caption>
            <tbody>\(kinds.map { sumRow($0.kind.rawValue, $0.count, meanings[$0.kind] ?? "") })</tbody>
            <tfoot><tr><th scope="row">= responses and tasks</th>\
            <td class="n">\(kinds.reduce(0) { $0 + $1.count }.grouped)</td><td></td></tr></tfoot></table>
            """
    }

    private func sumRow(_ name: String, _ count: Int, _ note: String) -> HTML {
        """
        <tr><th scope="row">\(name)</th><td class="n">\(count.grouped)</td><td class="dim">\(note)</td></tr>
        """
    }

    private var unrecognised: HTML {
        let paths = summary.unrecognisedInOrder
        var items = paths.prefix(Self.unrecognisedShown).map { (PageText.short($0.path), $0.count) }
        let rest = paths.dropFirst(Self.unrecognisedShown)
        if !rest.isEmpty { items.append(("\(rest.count.grouped) more", rest.reduce(0) { $0 + $1.count })) }
        return """
            <p class="warn"><b>Not recognised, so not audited:</b> moderation content outside of what this tool \
            knows, in generations: \(items.map { "<code>\($0)</code> \($1.grouped)" }, between: ", ")</p>
            """
    }

    private static let unreadShown = 20

    private var unreadWords: String? {
        let unread = summary.unreadSignals
        guard !unread.isEmpty else { return nil }
        let named = unread.prefix(Self.unreadShown).map {
            "\(PageText.short($0.signal)) (at most \(PageText.number($0.max ?? 0)); platform flagged \($0.platformFlagged.grouped))"
        }
        let more = unread.count - named.count
        return "Signals that no rule reads, above 0.5 or true in a generation: \(named.joined(separator: ", "))"
            + (more > 0 ? " and \(more.grouped) more" : "")
    }

    /// What no row of the report shows.
    private var notes: [String] {
        var notes: [String] = []
        if summary.isWithoutGeneration { notes.append("Not one generation was audited.") }
        if summary.counts.revisions > 0 {
            notes.append(
                "Revisions among the generations (the id came before, with another outcome): "
                    + summary.counts.revisions.grouped)
        }
        if summary.clearButFlagged > 0 {
            notes.append("Clear by the policy, flagged by the platform: \(summary.clearButFlagged.grouped)")
        }
        if let unread = unreadWords { notes.append(unread) }
        if summary.unrecognisedOmitted > 0 {
            notes.append("Unrecognised paths that are not listed: \(summary.unrecognisedOmitted.grouped)")
        }
        if summary.defective > 0 {
            notes.append(
                "Generations and tasks with values that could not be used: \(summary.defective.grouped)")
        }
        if summary.counts.withheld > 0 {
            notes.append("Withheld by the platform: \(summary.counts.withheld.grouped)")
        }
        if summary.skippedFiles > 0 {
            notes.append(
                "Files in the folders that were not read, for their endings: \(summary.skippedFiles.grouped)")
        }
        return notes
    }
}
