package import Policies
package import Reporting
internal import Responses
package import Utilities

/// Makes the sheet of a report: the generations that a reviewer looks at (CONTRACT section 15).
package struct ReviewSheet: Sendable {
    /// Which generations are in the sheet.
    package enum Choice: String, Sendable, CaseIterable {
        /// Those that need action.
        case open
        /// Those with this decision of the policy.
        case flagged, near, incomplete
        /// All that the report lists.
        case all
    }

    /// The number of generations that were written and left out.
    package struct Counts: Sendable, Equatable {
        /// The rows of the sheet.
        package var rows = 0
        /// The chosen generations without an id, which cannot be reviewed.
        package var withoutID = 0

        /// No generations.
        package init() {}
    }

    private let rows: ReportRows
    /// The policy of the report.
    package let policy: Policy
    /// Which generations are in the sheet.
    package var choice = Choice.open
    /// The folder of the ledger. Without a ledger and waivers, dispositions are those of the report.
    package var ledger: String?
    /// The waivers. If the report was made with some, a ledger alone is an error.
    package var waivers: Waivers?
    /// The moment of the dispositions.
    package var asOf: UTCTime
    /// The style of the sheet, with the address of a generation. Without one, links are those of the report.
    package var style = ReportStyle()

    /// Opens the report at `path`, of which the policy, the summary and the generations must be as they were written.
    package init(of path: String, asOf: UTCTime) throws(ReviewError) {
        rows = try ReportRows(at: path)
        policy = try rows.policy()
        self.asOf = asOf
    }

    /// Throws an error if dispositions are computed anew without a source that those of the report have: what it decided
    /// would be open again.
    package func requireSources() throws(ReviewError) {
        if ledger == nil, waivers == nil { return }
        let missing =
            rows.hasLedger && ledger == nil
            ? "--decisions" : rows.hasWaivers && waivers == nil ? "--waivers" : nil
        if let missing { throw .misused("the report was made with \(missing); give it too") }
    }

    /// Writes the sheet, piece by piece, in the order of the report.
    package func write(
        to append: ([UInt8]) throws(ReviewError) -> Void
    ) throws(ReviewError) -> Counts {
        try requireSources()
        var counts = Counts()
        var text = TextRows(columns: SheetColumns.review, style: style)
        var source = try DispositionLookup(ledger, DispositionRules(policy, waivers: waivers, asOf: asOf))
        source.isNeeded = ledger != nil || waivers != nil
        var reader = JSONTreeReader()
        try rows.forEach { (object) throws(ReviewError) in
            let row = try rows.tree(of: object, &reader)
            let state = try source.state(of: row, rows)
            guard isChosen(row, state) else { return }
            guard row["review_key"]?.text?.isEmpty == false else {
                counts.withoutID += 1
                return
            }
            counts.rows += 1
            if style.csv == .excel, counts.rows >= SheetLimits.rows {
                throw .failed(
                    "the sheet would have more than \(SheetLimits.rows.grouped) rows; choose fewer with --what")
            }
            text.add(cells(of: row, state))
            if text.count >= 1 << 18 { try append(text.take()) }
        }
        try append(text.take())
        return counts
    }

    private func isChosen(_ row: JSONTree, _ state: ReviewState) -> Bool {
        switch choice {
        case .open: state.disposition.needsAction
        case .flagged, .near, .incomplete: row["decision"]?.text == choice.rawValue
        case .all: true
        }
    }

    /// The cells in the order of `SheetColumns.review`.
    private func cells(of row: JSONTree, _ state: ReviewState) -> [TextRows.Cell] {
        func text(_ name: String) -> TextRows.Cell { .text(row[name]?.text ?? "") }
        func list(_ name: String) -> TextRows.Cell { .text(Self.list(row[name]).joined(separator: " ")) }
        let isRestricted = isRestricted(row)
        let top = row["top_rule"]?.text
        return [
            text("review_key"), .empty, .empty, .text(state.disposition.rawValue),
            .text(state.reopenedBecause.joined(separator: " ")), text("change"), text("decision"),
            text("severity"),
            text("why"), .text(top.flatMap { id in policy.rules.first { $0.id == id }?.why } ?? ""),
            isRestricted ? .empty : text("title"), isRestricted ? .empty : text("prompt"), link(of: row),
            text("generation_id"), text("task_id"), text("created_at"), text("user_id"), text("top_rule"),
            Self.value(row["top_value"]), list("rules_flagged"), list("rules_near"), list("missing_signals"),
            text("platform"), .text(state.previous.joined(separator: "; ")),
        ]
    }

    /// Whether a rule with restricted handling flags the generation or is near to it.
    private func isRestricted(_ row: JSONTree) -> Bool {
        let restricted = Set(policy.rules.filter { $0.handling == .restricted }.map(\.id))
        if restricted.isEmpty { return false }
        return !restricted.isDisjoint(with: Self.list(row["rules_flagged"]) + Self.list(row["rules_near"]))
    }

    private func link(of row: JSONTree) -> TextRows.Cell {
        guard let template = style.link else { return .text(row["link"]?.text ?? "") }
        let address = template.address(
            generationID: row["generation_id"]?.text, taskID: row["task_id"]?.text)
        return .text(address ?? "")
    }

    private static func list(_ tree: JSONTree?) -> [String] { tree?.elements?.compactMap(\.text) ?? [] }

    private static func value(_ tree: JSONTree?) -> TextRows.Cell {
        switch tree {
        case .integer(let integer): .integer(integer)
        case .number(let number): .decimal(number)
        case .boolean(let boolean): .flag(boolean)
        case .text(let text): .text(text)
        case .null, .array, .object, nil: .empty
        }
    }
}
