import Policies
import Responses
import Utilities

/// The section on audited and unaudited responses; its counts add up.
extension HTMLReport {
    private static let unrecognisedShown = 30

    var auditedSection: HTML {
        """
        <section id="audited" aria-labelledby="audited-h">
        <h2 id="audited-h">What was audited, and what was not</h2>
        <div class="columns">
        \(generationsTable)
        \(unauditedTable)
        </div>
        <p class="dim">Inputs: \(inputs)\(notes.map { "<br>\($0)" })</p>
        </section>

        """
    }

    private var generationsTable: HTML {
        let counts = summary.counts
        let decisions = [
            ("flagged", counts.flagged), ("near", counts.near), ("incomplete", counts.incomplete),
            ("clear", counts.clear),
        ]
        let duplicates =
            summary.allowsDuplicates ? "not looked for" : "came before in this run, with the same outcome"
        return """
            <table class="sum"><caption>Generations add up</caption>
            <tbody>\(decisions.map { sumRow($0.0, $0.1, share($0.1)) })\
            \(sumRow("duplicates", counts.duplicates, duplicates))</tbody>
            <tfoot><tr><th scope="row">= generations</th><td class="n">\(counts.generations.grouped)</td>\
            <td class="dim">in \(counts.tasks.counted("task")) of \(counts.responses.counted("response"))</td></tr>\
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

    /// Facts that need attention.
    var warnings: HTML {
        let hasUnrecognised = !summary.unrecognised.isEmpty
        return "\(unrecognised, if: hasUnrecognised)\(lacking)"
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

    /// Facts that no row of the report shows.
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
