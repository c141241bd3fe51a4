/// Finds what the rows of sheets decide about.
struct SheetMatching {
    let subjects: ReviewSubjects
    let key: SheetKey

    /// Throws a fault if a column of the sheet was sorted without the others: key and id belong to different generations
    /// in more than one row.
    func requireWholeRows(of sheet: Sheet) throws(SheetFault) {
        var torn = 0, both = 0
        for row in sheet.rows where !row.key.isEmpty && !row.id.isEmpty {
            both += 1
            guard let subject = subjects.subject(withKey: row.key), !agrees(row.id, subject),
                subjects.subjects(withID: CellText.comparable(row.id)) != nil
            else { continue }
            torn += 1
        }
        if torn > 1 { throw .torn(rows: torn, of: both, key: key.column) }
    }

    /// The index of the subject of a row, or why there is none.
    func subject(of row: Sheet.Row) -> Result<Int, RejectedRow> {
        let known = row.id.isEmpty ? nil : subjects.subjects(withID: CellText.comparable(row.id))
        if let subject = subjects.subject(withKey: row.key) {
            if row.id.isEmpty || agrees(row.id, subject) { return .success(subject) }
            return .failure(
                RejectedRow(.mismatch, mismatch(row.id, of: subject, isKnown: known != nil)))
        }
        if !row.key.isEmpty {
            guard known != nil else { return .failure(RejectedRow(.unknownKey, unknown(row))) }
            if key.isKey(row.key) { return .failure(RejectedRow(.stale, staleHint)) }
            return .failure(
                RejectedRow(
                    .unknownKey, "\(key.column) is damaged; empty it, and the row is found by generation_id"))
        }
        guard let known else { return .failure(RejectedRow(.unknownKey, unknown(row))) }
        if known.count == 1 { return .success(known.first) }
        let several = key == .review ? "generations of the report have" : "questions of the sample are of"
        return .failure(RejectedRow(.unknownKey, "\(known.count) \(several) this id; restore \(key.column)"))
    }

    /// Whether an id is that of a subject, perhaps as a spreadsheet rounded it.
    private func agrees(_ id: String, _ subject: Int) -> Bool {
        let own = subjects.subjects[subject].id
        return CellText.comparable(id) == CellText.comparable(own) || DamagedID.isRounded(id, of: own)
    }

    private func mismatch(_ id: String, of subject: Int, isKnown: Bool) -> String {
        if isKnown {
            return "\(key.column) and generation_id belong to different generations; empty the wrong one"
        }
        if let damage = DamagedID.hint(for: id) { return damage + "; empty the cell, \(key.column) is enough" }
        return "generation_id is not the id of \(key.column); empty the wrong one"
    }

    private func unknown(_ row: Sheet.Row) -> String {
        if row.key.isEmpty, row.id.isEmpty { return "the row has neither \(key.column) nor generation_id" }
        if let damage = DamagedID.hint(for: row.id) { return damage + "; restore it, or \(key.column)" }
        switch key {
        case .review: return "the report does not list this generation; name the report that the sheet is of"
        case .sample: return "the sample has no such question; name the sample that the sheet is of"
        }
    }

    private var staleHint: String {
        switch key {
        case .review: "the report has this generation in another state; make a new sheet"
        case .sample: "the sample asks about this generation with another key; use the sheet of this sample"
        }
    }
}

/// A rejected row, as an error of its match.
struct RejectedRow: Error {
    let rejection: Rejection

    init(_ reason: RejectionReason, _ hint: String) { rejection = Rejection(reason, hint) }
}
