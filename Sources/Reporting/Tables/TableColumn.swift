import Policies
import Responses

/// A column of a table: its name, and what kind of value its cells hold.
struct TableColumn {
    /// Frictionless Table Schema's name of the type.
    enum Kind: String {
        case string, integer, number, boolean
        /// A number, a boolean or a text: what the rule's test looks at.
        case any
    }

    let name: StaticString
    let kind: Kind
    /// Its cells hold text, which the `excel` style guards; a cell for a reviewer is always empty.
    let holdsText: Bool

    /// The columns of a table, from the list of fields that writes its rows.
    static func columns(of table: ReportTable) -> [TableColumn] {
        var collector = Collector()
        table.listFields(to: &collector)
        return collector.columns
    }

    private struct Collector: FieldWriter {
        var columns: [TableColumn] = []

        private mutating func add(_ name: StaticString, _ kind: Kind, holdsText: Bool = false) {
            columns.append(TableColumn(name: name, kind: kind, holdsText: holdsText))
        }

        mutating func text(_ name: StaticString, _ value: (some ReportText)?) {
            add(name, .string, holdsText: true)
        }
        mutating func integer(_ name: StaticString, _ value: Int64?) { add(name, .integer) }
        mutating func decimal(_ name: StaticString, _ value: Double?) { add(name, .number) }
        mutating func flag(_ name: StaticString, _ value: Bool?) { add(name, .boolean) }
        mutating func absent(_ name: StaticString) { add(name, .string) }
        mutating func value(_ name: StaticString, _ value: MatchedValue?) { add(name, .any, holdsText: true) }
        mutating func list<Item>(_ name: StaticString, _ items: [Item]?, _ title: (Item) -> String?) {
            add(name, .string, holdsText: true)
        }
        mutating func defects(_ name: StaticString, _ defects: ArraySlice<Defect>?) {
            add(name, .string, holdsText: true)
        }
    }
}
