/// A table of a sealed folder, as `datapackage.json` describes it.
struct DescribedTable {
    /// The name of the resource: the name of its file without `.csv`.
    let name: String
    /// The meaning of a row.
    let title: StaticString
    let columns: [TableColumn]
    /// The note on a column, by its name.
    let note: (String) -> ColumnNote?
    /// The files, several if the table is split.
    let files: [SealedFile]
    /// The style of the file, where it is not that of the other tables.
    var csv: ReportStyle.CSV?

    /// A table of a report.
    init(_ table: ReportTable, _ files: [SealedFile]) {
        name = table.rawValue
        title = table.title
        columns = TableColumn.columns(of: table)
        note = { ColumnNote.note(on: $0, in: table) }
        self.files = files
    }

    /// A table of another folder.
    init<Table: FolderTable>(_ table: Table.Type, name: String, _ files: [SealedFile]) {
        self.name = name
        title = table.title
        columns = TableColumn.columns { table.write(nil, to: &$0) }
        note = { table.notes[$0] }
        self.files = files
    }
}

/// A table of a folder that is no report. Its list of fields writes the header, the rows and the schema.
protocol FolderTable {
    associatedtype Row

    /// The meaning of a row.
    static var title: StaticString { get }
    /// The notes on the columns, by their names.
    static var notes: [String: ColumnNote] { get }

    /// Visits the fields of a row; without values if the row is nil.
    static func write(_ row: Row?, to fields: inout some FieldWriter & ~Copyable)
}

extension FolderTable {
    /// The header, with a byte order mark if the style has one.
    static func header(style: ReportStyle) -> [UInt8] {
        CSVHeader.bytes(style: style) { write(nil, to: &$0) }
    }
}

extension SealedFolder {
    /// Writes a whole table to `name`.csv.
    mutating func write<Table: FolderTable>(
        _ rows: some Sequence<Table.Row>, of table: Table.Type, named name: String, style: ReportStyle
    ) throws(ReportError) -> DescribedTable {
        try begin(name + ".csv")
        try append(table.header(style: style))
        var sheet = CSVSheet(style: style)
        for row in rows {
            table.write(row, to: &sheet)
            sheet.endRow()
            guard sheet.count >= 1 << 18 else { continue }
            try append(sheet.copied())
            sheet.removeAll()
        }
        try append(sheet.copied())
        var described = DescribedTable(table, name: name, [try seal()])
        described.csv = style.csv
        return described
    }
}
