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
        try append(sheet.text, rows: sheet.rows)
    }

    /// Appends whole rows.
    mutating func append(_ text: BorrowedText, rows count: Int) throws(ReportError) {
        guard count > rowLimit - rows else {
            try file.append(text)
            rows += count
            return
        }
        try append(text)
    }

    /// Appends bytes of rows, which may begin and end within a row.
    mutating func append(_ text: BorrowedText) throws(ReportError) {
        if rowLimit == .max { return try file.append(text) }
        var rest = text
        while !rest.isEmpty {
            // Bytes behind the last row that fits begin another row.
            if rows == rowLimit { try startNextPart() }
            let end = end(ofFittingRows: rest)
            try file.append(rest.slice(0..<end))
            rest = rest.slice(end..<rest.count)
        }
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

    /// Counts the rows that end in `text` and fit into the current file, and returns the offset after the last one;
    /// if the file is not full then, the end of `text`. Every line feed ends a row, because cells hold none.
    private mutating func end(ofFittingRows text: BorrowedText) -> Int {
        var end = 0
        while rows < rowLimit {
            guard let found = text.firstOffset(of: UInt8(ascii: "\n"), from: end) else { return text.count }
            end = found + 1
            rows += 1
        }
        return end
    }
}
