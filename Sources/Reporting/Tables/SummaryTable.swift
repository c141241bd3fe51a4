package import Policies
import Responses
import Utilities

/// The summary of a run in plain text, for standard output.
package enum SummaryTable {
    /// A short table; each line ends in a line feed. `policy` judged the run, `report` is the folder as the user
    /// named it. Control and formatting characters in names from the input are replaced, so that they cannot
    /// control a terminal. Severities have colours if `isStyled`.
    package static func text(
        _ summary: Summary, policy: Policy, report: String, isStyled: Bool = false
    ) -> String {
        var lines = decisions(of: summary, isStyled)
        if let changes = summary.changes {
            lines.append(changes.line(asOf: PageText.moment(summary.asOf)))
            lines += changes.warnings.map { "warning: \($0)" }
        }
        lines += summary.review?.waiverNotes ?? []
        let rules = summary.rules.filter { $0.flagged + $0.near + $0.missing > 0 }
        if !rules.isEmpty {
            lines.append("")
            lines += table(
                [["rule", "severity", "flagged", "near", "missing"]]
                    + rules.map {
                        [
                            $0.id.visible, $0.severity.rawValue, $0.flagged.grouped, $0.near.grouped,
                            $0.missing.grouped,
                        ]
                    }, leftAligned: 2
            ) { isStyled && $0 == 1 ? Severity(rawValue: $1)?.colour : nil }
        }
        lines += reasons(of: summary)
        lines += asides(of: summary, policy)
        if !summary.unrecognised.isEmpty {
            lines += ["", "not recognised, so not audited (generations and tasks):"]
            lines += table(
                summary.unrecognisedInOrder.prefix(namesShown).map {
                    ["  " + $0.path.visible, $0.count.grouped]
                },
                leftAligned: 1)
            let more = max(0, summary.unrecognised.count - namesShown) + summary.unrecognisedOmitted
            if more > 0 { lines.append("  and \(more.grouped) more") }
        }
        lines += blindSpots(of: summary)
        lines += ["", "policy: \(name(of: policy))", "report: \(report.visible)"]
        return lines.joined(separator: "\n") + "\n"
    }

    /// Facts that no row of the report shows.
    private static func asides(of summary: Summary, _ policy: Policy) -> [String] {
        var lines: [String] = []
        let lacking = summary.lackingRules(of: policy)
        if !lacking.isEmpty {
            let named = lacking.prefix(rulesNamed).map { rule in
                rule.id.visible + (rule.signal.map { " (\($0.visible))" } ?? "")
            }
            let more = lacking.count - named.count
            lines.append(
                "rules that lacked a signal in every generation: \(named.joined(separator: ", "))"
                    + (more > 0 ? " and \(more.grouped) more" : ""))
        }
        if summary.defective > 0 {
            lines.append(
                "generations and tasks with values that could not be used: \(summary.defective.grouped)")
        }
        if summary.counts.withheld > 0 {
            lines.append("withheld by the platform \(summary.counts.withheld.grouped)")
        }
        if summary.skippedFiles > 0 {
            lines.append(
                "files in the folders that were not read, for their endings: \(summary.skippedFiles.grouped)")
            lines += summary.skippedNames.prefix(filesNamed).map { "  \($0.visible)" }
            let more = summary.skippedFiles - min(filesNamed, summary.skippedNames.count)
            if more > 0, !summary.skippedNames.isEmpty { lines.append("  and \(more.grouped) more") }
        }
        if summary.isWithoutGeneration {
            lines.append(
                "not one generation was audited: no answer of the input holds one; unaudited.csv has the reasons"
            )
        }
        return lines.isEmpty ? [] : [""] + lines
    }

    /// Signals that the policy does not read, although the platform scores or flags them.
    private static func blindSpots(of summary: Summary) -> [String] {
        var lines: [String] = []
        let unread = summary.unreadSignals
        if !unread.isEmpty {
            lines += ["", "signals that no rule reads, above 0.5 or true in a generation:"]
            lines += table(
                [["  signal", "max", "present", "platform flagged"]]
                    + unread.prefix(namesShown).map {
                        [
                            "  " + $0.signal.visible, ($0.max ?? 0).shortest, $0.present.grouped,
                            $0.platformFlagged.grouped,
                        ]
                    }, leftAligned: 1)
            if unread.count > namesShown { lines.append("  and \((unread.count - namesShown).grouped) more") }
        }
        if summary.signalsOmitted > 0 {
            lines += [
                "",
                "signals that are not listed, of those that no rule reads: \(summary.signalsOmitted.grouped)",
            ]
        }
        if summary.clearButFlagged > 0 {
            lines += [
                "",
                "clear by the policy, flagged by the platform: \(summary.clearButFlagged.counted("generation"))",
            ]
        }
        return lines
    }

    /// The limit of a list with one line per name.
    private static let namesShown = 20
    private static let filesNamed = 10
    /// The limit of a list on one line.
    private static let rulesNamed = 20

    private static func name(of policy: Policy) -> String {
        let parts = [policy.name.visible, policy.version.visible, policy.isBuiltIn ? "(built-in)" : ""]
        return parts.filter { !$0.isEmpty }.joined(separator: " ")
    }

    private static func decisions(of summary: Summary, _ isStyled: Bool) -> [String] {
        let counts = summary.counts
        let unaudited = Unaudited.Kind.allCases.compactMap { kind -> (String, Int)? in
            let count = summary.unaudited[kind, default: 0]
            return count > 0 ? (kind.rawValue, count) : nil
        }
        let kinds = unaudited.map { "\($0.0) \($0.1.grouped)" }.joined(separator: ", ")
        var rows = [
            ["audited", summary.audited.grouped],
            ["flagged", counts.flagged.grouped],
            ["near", counts.near.grouped],
            ["incomplete", counts.incomplete.grouped],
            ["clear", counts.clear.grouped],
            ["duplicates", summary.allowsDuplicates ? "-" : counts.duplicates.grouped],
            ["unaudited", (unaudited.reduce(0) { $0 + $1.1 }).grouped],
        ]
        if counts.revisions > 0 { rows.append(["revisions", counts.revisions.grouped]) }
        var lines = table(rows, leftAligned: 1)
        let generations = summary.audited == 1 ? "generation" : "generations"
        let responses = counts.responses == 1 ? "response" : "responses"
        lines[0] += "  \(generations) of \(counts.responses.grouped) \(responses)"
        lines[1] += severities(counts.bySeverity.flagged, isStyled)
        lines[2] += severities(counts.bySeverity.near, isStyled)
        if let review = summary.review {
            for (line, decision) in [(1, Decision.flagged), (2, .near), (3, .incomplete)] {
                lines[line] += dispositions(review, decision)
            }
        }
        if summary.allowsDuplicates { lines[5] += "  not looked for" }
        if !kinds.isEmpty { lines[6] += "  \(kinds)" }
        if counts.revisions > 0 {
            lines[7] += "  of the audited: their ids came before, with another outcome"
        }
        return lines
    }

    /// `  3 critical, 31 high`; empty if all counts are 0.
    private static func severities(_ counts: [Severity: Int], _ isStyled: Bool) -> String {
        let named = Severity.allCases.reversed().compactMap { severity -> String? in
            let count = counts[severity, default: 0]
            guard count > 0 else { return nil }
            let words = "\(count.grouped) \(severity.rawValue)"
            return isStyled ? severity.colour.map { $0 + words + plain } ?? words : words
        }
        return named.isEmpty ? "" : "  " + named.joined(separator: ", ")
    }

    enum Alignment {
        case left, right
    }

    /// Columns as wide as their widest cell, two blanks apart. The first `leftAligned` are texts, the others
    /// numbers.
    static func table(
        _ rows: [[String]], leftAligned: Int, colour: (Int, String) -> String? = { _, _ in nil }
    ) -> [String] {
        let alignment = (rows.first ?? []).indices.map { $0 < leftAligned ? Alignment.left : .right }
        return columns(rows, alignment: alignment, colour: colour)
    }

    /// Columns as wide as their widest cell, two blanks apart.
    /// - Parameter colour: The escape sequence before a cell, by its column and text; nil for none.
    static func columns(
        _ rows: [[String]], alignment: [Alignment], colour: (Int, String) -> String? = { _, _ in nil }
    ) -> [String] {
        let widths = alignment.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            alignment.indices.map { column in
                let fill = String(repeating: " ", count: widths[column] - row[column].count)
                let cell = colour(column, row[column]).map { $0 + row[column] + plain } ?? row[column]
                // A text in the last column needs no blanks after it.
                if column == row.count - 1, column > 0, alignment[column] == .left { return cell }
                return alignment[column] == .left ? cell + fill : fill + cell
            }.joined(separator: "  ")
        }
    }
}
