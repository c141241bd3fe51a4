internal import Utilities

/// Why a sheet is refused whole (CONTRACT section 15).
package enum SheetFault: Error, Sendable, Equatable, CustomStringConvertible {
    case workbook, otherFormat(String)
    /// UTF-16 without a byte order mark.
    case unmarkedUTF16
    case tooLarge, tooManyRows, tooManyColumns, longField, endWithinQuotes
    case noHeader(expected: String)
    /// The sheet has the key of the other kind of sheet.
    case otherKey(found: String, option: String)
    case noDecisions, noKey(expected: String)
    case columnTwice(String)
    /// The number of rows in which key and id belong to different generations, and the number of rows with both.
    case torn(rows: Int, of: Int, key: String)
    case outOfMemory

    /// The reason and the fix in plain English.
    package var description: String {
        switch self {
        case .workbook: "is a workbook; save it as CSV UTF-8"
        case .otherFormat(let format): "is \(format), not CSV; save the sheet as CSV UTF-8"
        case .unmarkedUTF16: "is UTF-16 without a byte order mark; save it as CSV UTF-8"
        case .tooLarge: "has more than \(SheetLimits.bytes >> 20) MiB; split it"
        case .tooManyRows: "has more than \(SheetLimits.rows.grouped) rows; split it"
        case .tooManyColumns:
            "has a row of more than \(SheetLimits.columns.grouped) cells; delete other columns"
        case .longField:
            "has a cell of more than \(SheetLimits.fieldBytes >> 20) MiB; a closing quotation mark is missing, or the "
                + "cell is too long"
        case .endWithinQuotes: "ends within quotation marks: the end of the file or a quotation mark is missing"
        case .noHeader(let expected):
            "has no header with review_decision and \(expected) or generation_id in its first "
                + "\(SheetLimits.headerRows) rows; keep the column names of the sheet"
        case .otherKey(let found, let option): "has the column \(found); import it with \(option)"
        case .noDecisions: "has no column review_decision; keep the column names of the sheet"
        case .noKey(let expected):
            "has no column \(expected) or generation_id, so its decisions belong to nothing; keep one of the two"
        case .columnTwice(let name): "has the column \(name) twice; delete one"
        case .torn(let rows, let all, let key):
            "in \(rows.grouped) of \(all.grouped) rows \(key) and generation_id belong to different generations: a "
                + "column was sorted without the others; undo that, or make a new sheet"
        case .outOfMemory: "does not fit into the memory"
        }
    }
}

/// The limits of a sheet (CONTRACT section 15).
package enum SheetLimits {
    /// The most bytes of a file.
    package static let bytes = 256 << 20
    /// The most rows, header included: those of a spreadsheet.
    package static let rows = 1_048_576
    /// The most cells of a row: those of a spreadsheet.
    static let columns = 16_384
    /// The most bytes of a cell.
    static let fieldBytes = 1 << 20
    /// The header is among the first rows.
    static let headerRows = 50
    /// The most bytes of a note.
    static let noteBytes = 8_192
}
