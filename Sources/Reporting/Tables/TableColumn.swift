import Policies
import Responses

/// A column of a table: its name, and the kind of its values.
struct TableColumn {
    /// The name of the type in Frictionless Table Schema.
    enum Kind: String {
        case string, integer, number, boolean
        /// A number, a boolean or a text, depending on the rule's test.
        case any
    }

    let name: StaticString
    let kind: Kind
    /// Whether its cells hold text, which the `excel` style guards. A cell for a reviewer is always empty.
    let holdsText: Bool

    /// The columns of a table, from the list of fields that also writes its rows.
    static func columns(of table: ReportTable) -> [TableColumn] {
        columns { table.listFields(to: &$0) }
    }

    /// The columns of the fields that `list` visits.
    static func columns(_ list: (inout Collector) -> Void) -> [TableColumn] {
        var collector = Collector()
        list(&collector)
        return collector.columns
    }

    /// Collects the columns of the fields that it receives.
    struct Collector: FieldWriter {
        fileprivate var columns: [TableColumn] = []

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
