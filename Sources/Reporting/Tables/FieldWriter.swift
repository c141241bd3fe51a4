import Policies
import Responses

/// Receives the fields of one row or object in order, each with name and type. A table lists its fields once; the
/// header, the CSV row and the JSON object are three writers that visit the same list.
///
/// Nil is a missing value: an empty cell, or null in JSON.
protocol FieldWriter: ~Copyable {
    mutating func text(_ name: StaticString, _ value: (some ReportText)?)
    mutating func integer(_ name: StaticString, _ value: Int64?)
    /// A number. A value that is not finite counts as missing.
    mutating func decimal(_ name: StaticString, _ value: Double?)
    mutating func flag(_ name: StaticString, _ value: Bool?)
    mutating func absent(_ name: StaticString)
    /// A value of the kind that the rule's test reads.
    mutating func value(_ name: StaticString, _ value: MatchedValue?)
    /// The titles of those `items` that have one: separated by blanks in one cell, an array in JSON.
    mutating func list<Item>(_ name: StaticString, _ items: [Item]?, _ title: (Item) -> String?)
    mutating func defects(_ name: StaticString, _ defects: ArraySlice<Defect>?)
    /// Whether JSON leaves out the next fields that have no value, and empty lists. A list without a title is not empty.
    mutating func leaveOutAbsent(_ isWanted: Bool)
}

extension FieldWriter where Self: ~Copyable {
    mutating func leaveOutAbsent(_ isWanted: Bool) {}

    mutating func value(_ name: StaticString, _ value: MatchedValue?) {
        switch value {
        case .number(let number): decimal(name, number)
        case .boolean(let boolean): flag(name, boolean)
        case .text(let text): self.text(name, text)
        case nil: absent(name)
        }
    }
}
