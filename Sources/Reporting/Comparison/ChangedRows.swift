import Responses

/// The rows of one change, in the order in which they are added. Rows beyond a quarter of a megabyte are on disk.
struct ChangedRows: ~Copyable {
    private let folder: String
    private var sheet: CSVSheet
    private var spool: SpoolFile?

    private static let chunk = 1 << 18

    /// Creates an empty list.
    /// - Parameter folder: The path of a folder for a file without a name.
    init(style: ReportStyle, folder: String) {
        self.folder = folder
        sheet = CSVSheet(style: style)
    }

    mutating func add(_ row: ChangedRow) throws(ReportError) {
        ChangesTable.write(row, to: &sheet)
        sheet.endRow()
        if sheet.count >= Self.chunk { try flush() }
    }

    private mutating func flush() throws(ReportError) {
        if spool == nil { spool = SpoolFile(in: folder) }
        try spool?.append(sheet)
        sheet.removeAll()
    }

    /// Passes the rows to `write`, and removes them.
    mutating func drain(_ write: (borrowing CSVSheet) throws(ReportError) -> Void) throws(ReportError) {
        if spool == nil {
            try write(sheet)
            return sheet.removeAll()
        }
        try flush()
        while try spool?.read(into: &sheet) == true {
            try write(sheet)
            sheet.removeAll()
        }
    }
}
