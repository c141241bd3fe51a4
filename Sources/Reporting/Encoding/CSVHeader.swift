import Responses

/// Writes the names of a table's fields as the header row and ignores their values.
struct CSVHeader: ~Copyable, FieldWriter {
    private var sheet: CSVSheet

    /// The header of the table with the fields of `fields`, with a byte order mark if the style has one.
    static func bytes(style: ReportStyle, _ fields: (inout CSVHeader) -> Void) -> [UInt8] {
        var header = CSVHeader(sheet: CSVSheet(style: style))
        fields(&header)
        header.sheet.endRow()
        let mark: [UInt8] = style.csv == .excel ? [0xEF, 0xBB, 0xBF] : []
        return mark + header.sheet.copied()
    }

    private mutating func name(_ name: StaticString) {
        sheet.text(name, name.description)
    }

    mutating func text(_ name: StaticString, _ value: (some ReportText)?) { self.name(name) }
    mutating func integer(_ name: StaticString, _ value: Int64?) { self.name(name) }
    mutating func decimal(_ name: StaticString, _ value: Double?) { self.name(name) }
    mutating func flag(_ name: StaticString, _ value: Bool?) { self.name(name) }
    mutating func absent(_ name: StaticString) { self.name(name) }
    mutating func list<Item>(_ name: StaticString, _ items: [Item]?, _ title: (Item) -> String?) {
        self.name(name)
    }
    mutating func defects(_ name: StaticString, _ defects: ArraySlice<Defect>?) { self.name(name) }
}
