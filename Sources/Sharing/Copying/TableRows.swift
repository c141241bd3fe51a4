internal import CSV
internal import Reporting
internal import Utilities

/// Reads the rows of one file of a table.
enum TableRows {
    /// Passes each row after the header to `body`, in order.
    static func forEach(
        of table: SourceTable, in file: String, _ body: ([[UInt8]]) throws(ShareError) -> Void
    ) throws(ShareError) {
        var reader = try ShareError.reporting { () throws(ReportError) in try FileReader(path: file) }
        let parser = CSVReader(delimiter: table.delimiter)
        var isFirst = true, header: [[UInt8]]?
        func take(_ rows: [[[UInt8]]]) throws(ShareError) {
            for row in rows {
                guard row.count == table.columns.count else {
                    throw unusable(file, "has a row with other columns")
                }
                if header == nil {
                    header = row
                    let names = row.map { String(decoding: $0, as: UTF8.self) }
                    guard names == table.columns else { throw unusable(file, "has another header") }
                } else {
                    try body(row)
                }
            }
        }
        while true {
            if Interruption.isRequested { throw .failed(.stopped) }
            var chunk = Array(try ShareError.reporting { () throws(ReportError) in try reader.next() })
            if chunk.isEmpty { break }
            if isFirst, chunk.starts(with: [0xEF, 0xBB, 0xBF]) { chunk.removeFirst(3) }
            isFirst = false
            guard let rows = parser.read(chunk) else {
                throw unusable(file, "is not CSV, or too large for the memory")
            }
            try take(rows)
        }
        guard !parser.isWithinQuotes else { throw unusable(file, "ends within quotes") }
        try take(parser.finish())
        guard header != nil else { throw unusable(file, "has no header") }
    }

    private static func unusable(_ file: String, _ what: String) -> ShareError {
        .unusable("\(file.visible) \(what)")
    }
}
