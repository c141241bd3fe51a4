/// The content of a copy of a report (CONTRACT section 14).
package struct Profile: Sendable, Equatable {
    /// The action for the cells of a column.
    package enum Action: String, Sendable, CaseIterable {
        /// Cells are unchanged.
        case keep
        /// The column is omitted.
        case drop
        /// Cells are empty.
        case blank
        /// An ID becomes its pseudonym.
        case pseudonym
        /// A time becomes its day.
        case day
        /// A time becomes its month.
        case month
        /// A value becomes `below`, `near` or `flagged`.
        case band
        /// A text becomes its length in characters.
        case length
    }

    /// The action for a whole part of the report.
    package enum Part: String, Sendable, CaseIterable {
        case keep, drop
    }

    /// The action for the rows of restricted generations.
    package enum Restricted: String, Sendable, CaseIterable {
        case keep
        /// The texts of the rows are empty.
        case blank
        case drop
    }

    /// The action for the list of inputs in the summary.
    package enum Inputs: String, Sendable, CaseIterable {
        case keep
        /// Paths become `input 1`, `input 2` and so on.
        case number
        case drop
    }

    /// A line of `columns`.
    struct Line: Sendable, Equatable {
        /// `prompt`, `scores.source` or `*`.
        var columns: [String]
        var action: Action
    }

    /// The name: 1 to 128 of the characters `A`–`Z`, `a`–`z`, `0`–`9`, `.`, `_`, `@` and `-`.
    package let name: String
    /// The SHA-256 of the file in 64 lower-case hexadecimal digits.
    package let sha256: String
    let lines: [Line]
    let page: Part
    let scores: Part
    let restricted: Restricted
    let thresholds: Part
    let inputs: Inputs

    /// The action for a column; nil if no line names it. A line for `review_note` is also one for `note`, which holds the
    /// same text.
    func action(for column: String, in table: String) -> Action? {
        if thresholds == .drop, ColumnGroup.thresholds.contains(column) { return .drop }
        let names = [column] + (column == "note" ? ["review_note"] : [])
        let qualified = names.map { "\(table).\($0)" }
        let line = lines.first { line in
            line.columns.contains { names.contains($0) || qualified.contains($0) || $0 == "*" }
        }
        guard let line else { return nil }
        guard line.action == .keep, ColumnGroup.phrases.contains(column) else { return line.action }
        return keepsValues ? .keep : .blank
    }

    /// Whether a column with this name is unchanged.
    func keeps(_ column: String, in table: String) -> Bool { action(for: column, in: table) == .keep }

    /// Whether the profile keeps everything that a phrase such as `why` contains: rule, signal, value and threshold.
    private var keepsValues: Bool {
        thresholds == .keep
            && ["top_rule", "top_signal", "top_value"].allSatisfy { keeps($0, in: "generations") }
            && ["rule_id", "signal", "value"].allSatisfy { keeps($0, in: "findings") }
    }

    /// Whether the digests in the summary are kept.
    var keepsDigests: Bool { keeps("evidence_sha256", in: "generations") }

    /// Whether a line makes pseudonyms, which require a key.
    package var needsKey: Bool { lines.contains { $0.action == .pseudonym } }
}
