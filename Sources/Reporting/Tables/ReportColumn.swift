/// A column of a report's table (CONTRACT section 6).
package struct ReportColumn: Sendable, Hashable {
    /// The name of the table: `generations`.
    package let table: String
    /// The name of the column.
    package let name: String

    /// Every column of every table, from the lists that also write the rows.
    package static var all: [ReportColumn] {
        ReportTable.allCases.flatMap { table in
            TableColumn.columns(of: table).map {
                ReportColumn(table: table.rawValue, name: $0.name.description)
            }
        }
    }
}
