/// What a copy of a report holds (CONTRACT section 14).
package struct Profile: Sendable, Equatable {
    /// What becomes of the cells of a column.
    package enum Action: String, Sendable, CaseIterable {
        /// They stay as they are.
        case keep
        /// The column is left out.
        case drop
        /// They become empty.
        case blank
        /// Each id becomes its pseudonym.
        case pseudonym
        /// A time becomes its day.
        case day
        /// A time becomes its month.
        case month
        /// A value becomes `below`, `near` or `flagged`.
        case band
        /// A text becomes the number of its characters.
        case length
    }

    /// What becomes of a whole part of the report.
    package enum Part: String, Sendable, CaseIterable {
        case keep, drop
    }

    /// What becomes of the rows of restricted generations.
    package enum Restricted: String, Sendable, CaseIterable {
        case keep
        /// Their texts become empty.
        case blank
        case drop
    }

    /// What becomes of the list of inputs in the summary.
    package enum Inputs: String, Sendable, CaseIterable {
        case keep
        /// Paths become `input 1` and so on.
        case number
        case drop
    }

    /// A line of `columns`.
    struct Line: Sendable, Equatable {
        /// `prompt`, `scores.source` or `*`.
        var columns: [String]
        var action: Action
    }

    /// The name, 1 to 128 of the characters `A`–`Z`, `a`–`z`, `0`–`9`, `.`, `_`, `@` and `-`.
    package let name: String
    /// The SHA-256 of the file, in 64 lower-case hexadecimal digits.
    package let sha256: String
    let lines: [Line]
    let page: Part
    let scores: Part
    let restricted: Restricted
    let thresholds: Part
    let inputs: Inputs

    /// The action for a column; nil if no line names it.
    func action(for column: String, in table: String) -> Action? {
        if thresholds == .drop, ColumnGroup.thresholds.contains(column) { return .drop }
        let qualified = "\(table).\(column)"
        let line = lines.first { line in
            line.columns.contains { $0 == column || $0 == qualified || $0 == "*" }
        }
        guard let line else { return nil }
        guard line.action == .keep, ColumnGroup.phrases.contains(column) else { return line.action }
        return keepsValues ? .keep : .blank
    }

    /// Whether a column of this name stays as it is.
    func keeps(_ column: String, in table: String) -> Bool { action(for: column, in: table) == .keep }

    /// Whether a phrase such as `why` gives away nothing that another line hides: rule, signal, value and threshold.
    private var keepsValues: Bool {
        thresholds == .keep
            && ["top_rule", "top_signal", "top_value"].allSatisfy { keeps($0, in: "generations") }
            && ["rule_id", "signal", "value"].allSatisfy { keeps($0, in: "findings") }
    }

    /// Whether the digests in the summary stay.
    var keepsDigests: Bool { keeps("evidence_sha256", in: "generations") }

    /// Whether a line makes pseudonyms, so that a key is needed.
    package var needsKey: Bool { lines.contains { $0.action == .pseudonym } }
}
