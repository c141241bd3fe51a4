import Responses
import Utilities

/// Adds the columns of the comparison to rows of `generations.csv` and to their objects in `generations.json`.
struct AnnotatedRows: ~Copyable {
    private(set) var sheet: CSVSheet
    private(set) var objects = OutputBuffer()
    private let style: ReportStyle
    private var cell = OutputBuffer()
    private var reader = ListedRowReader()

    private static let emptyMembers: StaticString = "\"change\":null,\"first_listed\":null,"
    private static let severity: StaticString = "\"severity\":"

    init(style: ReportStyle) {
        self.style = style
        sheet = CSVSheet(style: style)
    }

    mutating func removeAll() {
        sheet.removeAll()
        objects.removeAll()
    }

    /// Adds the rows of a batch and their objects, which are in the same order, each with the columns of `comparison`.
    mutating func add(
        rows: BorrowedText, objects: BorrowedText, _ comparison: inout RowComparison
    ) throws(ReportError) {
        var row = 0, object = 0
        let smallest = GenerationsJSON.beforeObject.utf8CodeUnitCount
        while object < objects.count {
            if Interruption.isRequested { throw .stopped }
            // Each object begins with a comma and a line feed.
            let start = min(object + smallest, objects.count)
            let next = objects.firstOffset(of: .lineFeed, from: start).map { $0 - 1 } ?? objects.count
            let rowEnd = end(ofRow: row, in: rows)
            // A part file can hold any bytes.
            guard start < next, rowEnd > row, let listed = reader.row(objects.slice(start..<next)) else {
                throw .contradiction("a generation cannot be read back")
            }
            let columns = try comparison.add(listed)
            add(object: objects.slice(object..<next), columns)
            try add(row: rows.slice(row..<rowEnd), columns)
            row = rowEnd
            object = next
        }
        guard row == rows.count else { throw .contradiction("rows of generations.csv without an object") }
    }

    private mutating func add(object: BorrowedText, _ columns: RowComparison.Columns?) {
        guard let columns else { return objects.append(object) }
        // The columns follow the decision and the severity, if there is one. A brief row has no empty members.
        var start = end(ofField: 1, separatedBy: .comma, in: object, from: 2)
        if Self.severity.isPrefix(of: object, at: start) {
            start = end(ofField: 1, separatedBy: .comma, in: object, from: start)
        }
        objects.append(object.slice(0..<start))
        objects.append("\"change\":\"")
        objects.append(columns.change.rawValue)
        objects.append("\",\"first_listed\":")
        cell.removeAll()
        cell.append(columns.firstListed)
        objects.append(json: cell)
        objects.append(.comma)
        let hasMembers = Self.emptyMembers.isPrefix(of: object, at: start)
        let rest = hasMembers ? start + Self.emptyMembers.utf8CodeUnitCount : start
        objects.append(object.slice(rest..<object.count))
    }

    private mutating func add(row: BorrowedText, _ columns: RowComparison.Columns?) throws(ReportError) {
        guard let columns else { return sheet.rows(row, count: 1) }
        // The decision and the severity contain no delimiter, and each of the two empty cells after them has three
        // bytes.
        let start = end(ofField: 2, separatedBy: style.delimiter.rawValue, in: row, from: 0)
        guard start + 6 < row.count else { throw .contradiction("a row of generations.csv without its cells") }
        sheet.cells(row.slice(0..<start))
        sheet.text("change", columns.change.rawValue)
        sheet.text("first_listed", columns.firstListed)
        // The end of the row replaces the last byte of its cells.
        sheet.cells(row.slice(start + 6..<row.count - 1))
        sheet.endRow()
    }

    /// The offset after the separator of the field with this number.
    private func end(ofField number: Int, separatedBy separator: UInt8, in text: BorrowedText, from start: Int)
        -> Int
    {
        var end = start
        for _ in 0..<number { end = text.firstOffset(of: separator, from: end).map { $0 + 1 } ?? text.count }
        return end
    }

    /// The offset after the row at `start`. In the `data` style, a quoted cell can contain a line feed.
    private func end(ofRow start: Int, in rows: BorrowedText) -> Int {
        var end = start, quotes = 0
        while let found = rows.firstOffset(of: .lineFeed, from: end) {
            if style.csv == .excel { return found + 1 }
            for index in end..<found where rows[index] == .quote { quotes += 1 }
            end = found + 1
            if quotes % 2 == 0 { return end }
        }
        return rows.count
    }
}

extension StaticString {
    /// Whether the text contains this at the offset.
    fileprivate func isPrefix(of text: BorrowedText, at start: Int) -> Bool {
        start + utf8CodeUnitCount <= text.count && text.slice(start..<start + utf8CodeUnitCount) == self
    }
}
