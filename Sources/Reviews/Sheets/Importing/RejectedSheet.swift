internal import Reporting

/// The rejected rows of a sheet, as a sheet that can be corrected and imported (CONTRACT section 15).
enum RejectedSheet {
    /// The bytes of the file.
    static func bytes(of sheet: Sheet, _ outcomes: [RowOutcome], key: SheetKey) -> [UInt8] {
        let delimiter = ReportStyle.Delimiter(rawValue: sheet.delimiter) ?? .comma
        var rows = TextRows(
            columns: [
                "row", key.column, "generation_id", "review_decision", "review_note", "reason", "hint",
            ], style: ReportStyle(delimiter: delimiter))
        for (row, outcome) in zip(sheet.rows, outcomes) {
            guard case .rejected(let rejection) = outcome else { continue }
            rows.add([
                .integer(Int64(row.number)), .text(row.key), .text(row.id), .text(row.decision),
                .text(row.note),
                .text(rejection.reasons.map(\.rawValue).joined(separator: " ")),
                .text(rejection.hints.joined(separator: "; ")),
            ])
        }
        return rows.take()
    }
}
