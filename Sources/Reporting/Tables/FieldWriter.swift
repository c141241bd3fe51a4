import Policies
import Responses

/// Takes the fields of one row or object in turn, each by name and type. A table lists its fields once; the
/// header, the CSV row and the JSON object are three writers going over the same list.
///
/// nil is a missing value: an empty cell, null in JSON.
protocol FieldWriter: ~Copyable {
    mutating func text(_ name: StaticString, _ value: (some ReportText)?)
    mutating func integer(_ name: StaticString, _ value: Int64?)
    /// A value that is not finite is a missing one.
    mutating func decimal(_ name: StaticString, _ value: Double?)
    mutating func flag(_ name: StaticString, _ value: Bool?)
    mutating func absent(_ name: StaticString)
    /// A value of the kind that the rule's test looks at.
    mutating func value(_ name: StaticString, _ value: MatchedValue?)
    /// The titles of those `items` that have one; space-separated in one cell, an array in JSON.
    mutating func list<Item>(_ name: StaticString, _ items: [Item]?, _ title: (Item) -> String?)
    mutating func defects(_ name: StaticString, _ defects: ArraySlice<Defect>?)
}

extension FieldWriter where Self: ~Copyable {
    mutating func value(_ name: StaticString, _ value: MatchedValue?) {
        switch value {
        case .number(let number): decimal(name, number)
        case .boolean(let boolean): flag(name, boolean)
        case .text(let text): self.text(name, text)
        case nil: absent(name)
        }
    }
}
