internal import CSV
internal import Reporting

/// Writes the copy of one table.
struct TableCopy {
    private struct Column {
        var place: Int
        var rule: CellRule
        /// The index of the column with the decision or band, for `band`.
        var outcome: Int?
        var isText: Bool
    }

    let table: SourceTable
    private let rules: CopyRules
    private let columns: [Column]
    /// The bytes and the digest of each file, in the order of `table.files`.
    private(set) var files: [(bytes: Int, sha256: String)] = []
    /// The number of rows of restricted generations.
    private(set) var restricted = 0
    /// The number of those rows that are omitted.
    private(set) var dropped = 0
    /// The number of rows of the report's table.
    private(set) var rows = 0

    init(of table: SourceTable, _ rules: CopyRules) throws(ShareError) {
        var columns: [Column] = []
        for (place, name) in table.columns.enumerated() {
            let rule = try rules.rule(for: name, in: table.name)
            if rule.action == .drop { continue }
            columns.append(
                Column(
                    place: place, rule: rule, outcome: ColumnGroup.values[name].flatMap { table.index(of: $0) },
                    isText: ColumnGroup.texts.contains(name)))
        }
        guard !columns.isEmpty else {
            throw .profile("the profile \(rules.profile.name) leaves no column of \(table.name).csv; keep one")
        }
        self.table = table
        self.rules = rules
        self.columns = columns
    }

    /// The names of the columns of the copy, each with its action.
    var actions: [(name: String, action: Profile.Action)] { columns.map { ($0.rule.column, $0.rule.action) } }

    /// Writes every file of the table to `folder`.
    mutating func write(from report: SourceReport, to folder: inout SealedFolder) throws(ShareError) {
        for name in table.files {
            let file = "\(report.path)/\(name)"
            let mark = try Self.hasMark(file) ? [0xEF, 0xBB, 0xBF] as [UInt8] : []
            var output = mark + line(of: columns.map { Array($0.rule.column.utf8) })
            try begin(name, in: &folder)
            try TableRows.forEach(of: table, in: file) { row throws(ShareError) in
                let isRestricted = rules.restricted.contains(row, of: table, at: rows)
                rows += 1
                if isRestricted { restricted += 1 }
                if isRestricted, rules.dropsRestricted {
                    dropped += 1
                    return
                }
                output += line(of: columns.map { cell(row, $0, blanksText: isRestricted) })
                if output.count >= 1 << 18 {
                    try append(output, to: &folder)
                    output.removeAll(keepingCapacity: true)
                }
            }
            try append(output, to: &folder)
            files.append(try ShareError.reporting { () throws(ReportError) in try folder.end() })
        }
    }

    private func cell(_ row: [[UInt8]], _ column: Column, blanksText: Bool) -> [UInt8] {
        let cell = row[column.place]
        if cell.isEmpty || blanksText && column.isText { return [] }
        if column.rule.action == .keep { return cell }
        let outcome = column.outcome.map { String(decoding: row[$0], as: UTF8.self) }
        return Array((column.rule.text(String(decoding: cell, as: UTF8.self), outcome: outcome) ?? "").utf8)
    }

    private func line(of cells: [[UInt8]]) -> [UInt8] {
        var line: [UInt8] = []
        for cell in cells {
            line += CSVField.quoted(cell)
            line.append(table.delimiter)
        }
        line.removeLast()
        return line + Array("\r\n".utf8)
    }

    private static func hasMark(_ file: String) throws(ShareError) -> Bool {
        try ShareError.reporting { () throws(ReportError) in
            var reader = try FileReader(path: file)
            return try reader.next().starts(with: [0xEF, 0xBB, 0xBF])
        }
    }

    private func begin(_ name: String, in folder: inout SealedFolder) throws(ShareError) {
        do throws(ReportError) { try folder.begin(name) } catch { throw .failed(error) }
    }

    private func append(_ bytes: [UInt8], to folder: inout SealedFolder) throws(ShareError) {
        do throws(ReportError) { try folder.append(bytes) } catch { throw .failed(error) }
    }
}
