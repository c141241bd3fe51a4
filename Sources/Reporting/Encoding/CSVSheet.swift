import Responses

/// The rows of one CSV file (CONTRACT section 7). libcsv quotes every field; the method called determines which
/// cells are text and need a guard.
struct CSVSheet: ~Copyable, FieldWriter {
    private var buffer = OutputBuffer()
    private(set) var rows = 0
    private let style: ReportStyle.CSV
    private let delimiter: UInt8
    private var spreadsheet: SpreadsheetText
    /// The current cell.
    private var cell = OutputBuffer()
    private let ready: ShortCells
    private var decimals = DecimalCache()

    init(style: ReportStyle) {
        self.style = style.csv
        delimiter = style.delimiter.rawValue
        spreadsheet = SpreadsheetText(delimiter: style.delimiter)
        ready = .of(style.delimiter)
    }

    /// The rows so far. Valid until the sheet changes.
    var text: BorrowedText { buffer.text }

    /// A copy of the rows.
    func copied() -> [UInt8] { buffer.copied() }

    /// The length of the rows in bytes.
    var count: Int { buffer.count }

    mutating func removeAll() {
        buffer.removeAll()
        rows = 0
    }

    /// Gives its rows away and continues with an empty buffer.
    mutating func exchange(_ empty: inout OutputBuffer) {
        swap(&buffer, &empty)
        rows = 0
    }

    /// Removes the cells after the first `length` bytes of an unfinished row.
    mutating func truncate(to length: Int) { buffer.truncate(to: length) }

    /// Every cell ends in a delimiter; the end of the row replaces the last one.
    mutating func endRow() {
        buffer.truncate(to: buffer.count - 1)
        buffer.append(UInt8(ascii: "\r"))
        buffer.append(UInt8(ascii: "\n"))
        rows += 1
    }

    /// Appends whole rows of another sheet of the same style, unchanged.
    mutating func rows(_ rendered: BorrowedText, count: Int) {
        buffer.append(rendered)
        rows += count
    }

    /// Writes the rows to a part file.
    func write(to part: inout PartEncoder) {
        part.count(rows)
        part.bytes(text)
    }

    /// Appends rows of a part file.
    mutating func read(_ part: inout PartDecoder) throws(PartFault) {
        let count = try part.count(), bytes = try part.bytes()
        guard count <= bytes.count else { throw PartFault() }
        rows(bytes, count: count)
    }

    /// Appends cells of another sheet of the same style, unchanged.
    mutating func cells(_ rendered: BorrowedText) { buffer.append(rendered) }

    mutating func text(_ name: StaticString, _ value: (some ReportText)?) {
        guard let value else { return absent(name) }
        cell.removeAll()
        value.write(to: &cell)
        endText()
    }

    mutating func integer(_ name: StaticString, _ value: Int64?) {
        guard let value else { return absent(name) }
        if (-1..<1000).contains(value) { return buffer.append(ready.integers[Int(value) + 1]) }
        buffer.append(UInt8(ascii: "\""))
        buffer.append(integer: value)
        buffer.append(UInt8(ascii: "\""))
        buffer.append(delimiter)
    }

    mutating func decimal(_ name: StaticString, _ value: Double?) {
        guard let value, value.isFinite else { return absent(name) }
        if value.bitPattern == 0 { return integer(name, 0) }
        let delimiter = delimiter
        decimals.append(value, to: &buffer) { buffer in
            buffer.append(UInt8(ascii: "\""))
            buffer.append(decimal: value)
            buffer.append(UInt8(ascii: "\""))
            buffer.append(delimiter)
        }
    }

    mutating func flag(_ name: StaticString, _ value: Bool?) {
        guard let value else { return absent(name) }
        buffer.append(value ? ready.yes : ready.no)
    }

    mutating func absent(_ name: StaticString) { buffer.append(ready.empty) }

    mutating func list<Item>(_ name: StaticString, _ items: [Item]?, _ title: (Item) -> String?) {
        cell.removeAll()
        for item in items ?? [] {
            guard let title = title(item) else { continue }
            if cell.count > 0 { cell.append(UInt8(ascii: " ")) }
            cell.append(title)
        }
        endText()
    }

    mutating func defects(_ name: StaticString, _ defects: ArraySlice<Defect>?) {
        cell.removeAll()
        for defect in defects ?? [] {
            if cell.count > 0 { cell.append("; ") }
            cell.append(defect.pointer)
            cell.append(UInt8(ascii: " "))
            cell.append(defect.reason)
        }
        endText()
    }

    private mutating func endText() {
        switch style {
        case .excel: buffer.append(csv: spreadsheet.fit(cell.text))
        case .data: buffer.append(csv: cell)
        }
        buffer.append(delimiter)
    }
}
