internal import Reporting
internal import Utilities

/// The rejected rows of a sheet, as a sheet that can be corrected and imported (CONTRACT section 15).
package enum RejectedSheet {
    /// The path of the file for a sheet that is at `path`: beside it, and beside the folder of a report or a sample, which may
    /// hold nothing else.
    package static func path(for sheet: String) -> String {
        let ending = ".rejected.csv"
        guard let place = SealedReport.place(around: sheet) else { return sheet + ending }
        let slash = sheet.utf8.lastIndex(of: UInt8(ascii: "/"))
        let name = sheet[(slash.map { sheet.utf8.index(after: $0) } ?? sheet.startIndex)...]
        var folder = String(sheet[..<(slash ?? sheet.startIndex)])
        while folder.utf8.last == UInt8(ascii: "/") { folder.removeLast() }
        let last = folder.utf8.split(separator: UInt8(ascii: "/")).last.map(String.init) ?? nil
        if [nil, ".", ".."].contains(last) || (try? ResolvedPath(folder).text) != place.path {
            folder = place.path
        }
        return "\(folder).\(name)\(ending)"
    }

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
