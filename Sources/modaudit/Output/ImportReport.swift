import Reviews
import Utilities

/// The text of an import.
struct ImportReport {
    let reviewer: String
    let isDryRun: Bool

    /// Two lines: what the sheet is, and what became of its rows.
    func text(_ sheet: SheetOutcome) -> String {
        var form = [Self.name(of: sheet.delimiter) + ", " + sheet.encoding.rawValue]
        form += sheet.words.prefix(5).map {
            "\"\($0.word.visible)\" read as \($0.decision.rawValue) (\($0.rows.grouped))"
        }
        if sheet.words.count > 5 { form.append("and other words") }
        let rows = sheet.rows == 1 ? "row" : "rows"
        let first = "\(sheet.path.visible): \(sheet.rows.grouped) \(rows) for \(reviewer); "
        let words = isDryRun ? "would record" : "recorded"
        var second = "\(words) \(sheet.allRecorded.grouped)"
        let counts = ReviewDecision.allCases.compactMap { decision in
            sheet.recorded[decision].map { "\($0.grouped) \(decision.rawValue)" }
        }
        if !counts.isEmpty { second += " (\(counts.joined(separator: ", ")))" }
        second += ", unchanged \(sheet.unchanged.grouped), blank \(sheet.blank.grouped)"
        second += ", rejected \(sheet.rejected.grouped)"
        return first + form.joined(separator: "; ") + "\n  \(second)\(Self.place(of: sheet))\n"
    }

    /// One line: where the rejected rows of a sheet are.
    func rejections(_ sheet: SheetOutcome) -> String {
        "\(sheet.path.visible): rejected \(sheet.rejected.counted("row"))\(Self.place(of: sheet))"
    }

    /// The file of the rejected rows, or their reasons if none was written.
    private static func place(of sheet: SheetOutcome) -> String {
        if let file = sheet.rejectedFile { return ": see \(file.visible)" }
        if sheet.rejected == 0 { return "" }
        let reasons = RejectionReason.allCases.compactMap { reason in
            sheet.reasons[reason].map { "\($0.grouped) \(reason.rawValue)" }
        }
        return " (\(reasons.joined(separator: ", ")))"
    }

    private static func name(of delimiter: UInt8) -> String {
        switch delimiter {
        case UInt8(ascii: ","): "commas"
        case UInt8(ascii: ";"): "semicolons"
        case UInt8(ascii: "\t"): "tabs"
        default: "bars"
        }
    }
}
