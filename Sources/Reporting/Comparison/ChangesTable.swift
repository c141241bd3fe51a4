import Policies
import Responses

/// A row of `changes.csv`.
struct ChangedRow {
    let change: Change
    let cause: ChangeCause
    /// The generation in the current report; nil if it is not listed there.
    let now: ListedRow?
    /// The generation in the previous report; nil if it is not listed there.
    let was: ListedRow?
    let firstListed: String
    /// The disposition now; nil without a ledger and waivers, and if it is not listed now.
    let disposition: Disposition?

    /// Whether it counts for `--fail-on new`.
    var needsAction: Bool { disposition?.needsAction ?? true }

    /// The row that provides the texts.
    var shown: ListedRow? { now ?? was }

    var decision: String? {
        switch change {
        case .cleared: "clear"
        default: now?.decision.rawValue
        }
    }

    /// The difference between the judged texts; nil if only one report lists the generation.
    var evidence: String? {
        guard let now, let was else { return nil }
        if let after = now.evidence, let before = was.evidence, after == before { return "same" }
        if let after = now.signals, let before = was.signals, after == before { return "refetched" }
        return "changed"
    }

    var rulesGained: [BorrowedText] { Self.rules(of: now, notIn: was) }
    var rulesLost: [BorrowedText] { Self.rules(of: was, notIn: now) }

    /// The flagged rules of a row that the other row does not have.
    static func rules(of row: ListedRow?, notIn other: ListedRow?) -> [BorrowedText] {
        guard let row else { return [] }
        let known = other?.rulesFlagged ?? []
        return row.rulesFlagged.filter { rule in !known.contains { $0 == rule } }
    }
}

/// The fields of `changes.csv` (CONTRACT section 13).
enum ChangesTable {
    static func write(_ row: ChangedRow?, to fields: inout some FieldWriter & ~Copyable) {
        let now = row?.now, was = row?.was, shown = row?.shown
        fields.text("change", row?.change.rawValue)
        fields.text("cause", row?.cause.rawValue)
        fields.text("decision", row?.decision)
        fields.text("was_decision", was?.decision.rawValue)
        fields.text("severity", now?.severity?.rawValue)
        fields.text("was_severity", was?.severity?.rawValue)
        fields.text("disposition", row?.disposition?.rawValue)
        fields.text("why", now?.why)
        fields.text("was_why", was?.why)
        fields.text("title", shown?.title)
        fields.text("prompt", shown?.prompt)
        fields.text("link", shown?.link)
        fields.text("generation_id", shown?.generationID)
        fields.list("rules_gained", row?.rulesGained) { String($0) }
        fields.list("rules_lost", row?.rulesLost) { String($0) }
        fields.text("top_rule", now?.topRule)
        fields.text("was_top_rule", was?.topRule)
        fields.value("top_value", now?.topValue)
        fields.value("was_top_value", was?.topValue)
        fields.text("evidence", row?.evidence)
        fields.text("first_listed", row?.firstListed)
        fields.text("review_key", now?.reviewKey)
        fields.text("task_id", shown?.taskID)
        fields.text("created_at", shown?.createdAt)
        fields.text("user_id", shown?.userID)
        fields.text("source", now?.source)
        fields.text("was_source", was?.source)
    }
}
