import Policies

/// A row of `restricted.csv`: a finding of a rule with `handling: restricted`.
struct RestrictedRow {
    let rule: Rule
    let band: Band
    let row: ListedRow
    /// Nil without a ledger and waivers.
    let disposition: Disposition?
}

/// The fields of `restricted.csv` (CONTRACT section 15).
enum RestrictedTable {
    static func write(_ row: RestrictedRow?, to fields: inout some FieldWriter & ~Copyable) {
        let listed = row?.row
        fields.text("rule_id", row?.rule.id)
        fields.text("band", row?.band.name)
        fields.text("severity", row?.rule.severity.rawValue)
        fields.text("generation_id", listed?.generationID)
        fields.text("task_id", listed?.taskID)
        fields.text("created_at", listed?.createdAt)
        fields.text("user_id", listed?.userID)
        fields.text("disposition", row?.disposition?.rawValue)
        fields.text("source", listed?.source)
    }
}
