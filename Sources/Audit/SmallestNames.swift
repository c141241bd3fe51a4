/// Values by name, of which the `limit` names that come first in byte order are kept: a bound on what made-up names
/// can cost, which does not depend on how the input is cut into batches.
struct SmallestNames<Value> {
    let limit: Int
    private var values: [Name: Value] = [:]

    init(limit: Int) { self.limit = limit }

    mutating func merge(_ name: String, _ value: Value, _ combine: (inout Value, Value) -> Void) {
        let name = Name(text: name)
        if var known = values[name] {
            combine(&known, value)
            values[name] = known
        } else {
            values[name] = value
            if values.count > limit * 2 { values = Dictionary(uniqueKeysWithValues: smallest) }
        }
    }

    /// In byte order.
    var sorted: [(name: String, value: Value)] { smallest.map { ($0.key.text, $0.value) } }

    /// A name that was dropped has `limit` smaller ones, so it can't be among the kept ones later, and those were
    /// counted from their first batch on.
    private var smallest: [(key: Name, value: Value)] {
        Array(values.sorted { $0.key.text.utf8.lexicographicallyPrecedes($1.key.text.utf8) }.prefix(limit))
    }

    /// A name as its bytes: `String` takes two Unicode forms of a text for one.
    private struct Name: Hashable {
        let text: String

        /// Two forms of one text share a hash, which costs nothing.
        static func == (left: Name, right: Name) -> Bool {
            left.text == right.text && left.text.utf8.elementsEqual(right.text.utf8)
        }
        func hash(into hasher: inout Hasher) { hasher.combine(text) }
    }
}
