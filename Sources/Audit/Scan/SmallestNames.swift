import Responses

/// Values by name, of which the `limit` names that come first in byte order are kept: a bound on what made-up names
/// can cost, which does not depend on how the input is cut into batches.
struct SmallestNames<Value> {
    let limit: Int
    private var values: [ByteName: Value] = [:]

    init(limit: Int) { self.limit = limit }

    mutating func merge(_ name: ByteName, _ value: Value, _ combine: (inout Value, Value) -> Void) {
        if var known = values[name] {
            combine(&known, value)
            values[name] = known
        } else {
            values[name] = value
            if values.count > limit * 2 { values = Dictionary(uniqueKeysWithValues: smallest) }
        }
    }

    /// In byte order.
    var sorted: [(name: ByteName, value: Value)] { smallest.map { ($0.key, $0.value) } }

    /// A name that was dropped has `limit` smaller ones, so it can't be among the kept ones later, and those were
    /// counted from their first batch on.
    private var smallest: [(key: ByteName, value: Value)] {
        Array(values.sorted { $0.key < $1.key }.prefix(limit))
    }
}
