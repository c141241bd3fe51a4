/// Rows of a CSV file that is no table of a report, in the style of the report's tables (CONTRACT section 7).
package struct TextRows: ~Copyable {
    /// A cell.
    package enum Cell: Sendable, Equatable {
        case empty
        /// A text, which the style guards.
        case text(String)
        case integer(Int64)
        case decimal(Double)
        case flag(Bool)
    }

    private var sheet: CSVSheet
    private var pending: [UInt8]

    /// Creates rows that begin with a header, and with a byte order mark if the style has one.
    package init(columns: [String], style: ReportStyle) {
        sheet = CSVSheet(style: style)
        pending = style.csv == .excel ? [0xEF, 0xBB, 0xBF] : []
        add(columns.map { .text($0) })
    }

    /// Adds a row with a cell for each column.
    package mutating func add(_ cells: [Cell]) {
        for cell in cells {
            switch cell {
            case .empty: sheet.absent("")
            case .text(let text): sheet.text("", text)
            case .integer(let integer): sheet.integer("", integer)
            case .decimal(let decimal): sheet.decimal("", decimal)
            case .flag(let flag): sheet.flag("", flag)
            }
        }
        sheet.endRow()
    }

    /// The number of bytes since the last `take()`.
    package var count: Int { pending.count + sheet.count }

    /// The bytes since the last `take()`.
    package mutating func take() -> [UInt8] {
        let bytes = pending + sheet.copied()
        pending = []
        sheet.removeAll()
        return bytes
    }
}
