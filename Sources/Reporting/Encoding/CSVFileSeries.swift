import Responses

/// The files of one table: `findings.csv`, and if a spreadsheet cannot hold all rows, `findings-2.csv` and so on,
/// each with the header (CONTRACT section 7).
struct CSVFileSeries: ~Copyable {
    typealias Create = @Sendable (_ path: String) throws(ReportError) -> ReportFile

    /// The maximum number of rows of a sheet, header included.
    static let spreadsheetRows = 1_048_576

    private let stem: String
    private let header: [UInt8]
    private let rowLimit: Int
    private let create: Create
    private var file: ReportFile
    private var part = 1
    /// The number of rows in the current file, header included.
    private var rows = 1
    /// The files before the current one.
    private var sealed: [SealedFile] = []

    /// `stem` is the path of the first file without `.csv`. `rowLimit` is at least 2, and requires a style that
    /// keeps line ends out of cells.
    init(stem: String, header: [UInt8], rowLimit: Int, create: @escaping Create) throws(ReportError) {
        self.stem = stem
        self.header = header
        self.rowLimit = rowLimit
        self.create = create
        var file = try create(stem + ".csv")
        try file.append(header)
        self.file = file
    }

    mutating func append(_ sheet: borrowing CSVSheet) throws(ReportError) {
        var rest = sheet.text
        var left = sheet.rows
        while left > rowLimit - rows {
            let fitting = rowLimit - rows
            let end = Self.end(ofRow: fitting, in: rest)
            try file.append(rest.slice(0..<end))
            rest = rest.slice(end..<rest.count)
            left -= fitting
            try startNextPart()
        }
        try file.append(rest)
        rows += left
    }

    /// Syncs all parts to disk and returns them. Nothing may be appended afterwards.
    mutating func seal() throws(ReportError) -> [SealedFile] { sealed + [try file.seal()] }

    private mutating func startNextPart() throws(ReportError) {
        sealed.append(try file.seal())
        part += 1
        file = try create("\(stem)-\(part).csv")
        rows = 1
        try file.append(header)
    }

    /// The offset after the first `count` rows. Every line feed ends a row, because cells hold none.
    private static func end(ofRow count: Int, in rows: BorrowedText) -> Int {
        var end = 0
        for _ in 0..<count {
            guard let found = rows.firstOffset(of: UInt8(ascii: "\n"), from: end) else { return rows.count }
            end = found + 1
        }
        return end
    }
}
