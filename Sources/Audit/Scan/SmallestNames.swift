import Responses

/// Values by name, of which the `limit` names that come first in byte order are kept: a bound on what made-up names
/// can cost, which does not depend on how the input is cut into batches.
struct SmallestNames<Value> {
    let limit: Int
    private var values: [ByteName: Value] = [:]
    /// Names that were dropped, to count them; at most `counted`.
    private var dropped = IDTable<Void>(empty: ())
    /// Names beyond the kept ones that are counted: more is made up.
    static var counted: Int { 1_000_000 }

    init(limit: Int) { self.limit = limit }

    mutating func merge(_ name: ByteName, _ value: Value, _ combine: (inout Value, Value) -> Void) {
        if var known = values[name] {
            combine(&known, value)
            values[name] = known
        } else {
            values[name] = value
            if values.count > limit * 2 { dropLargest() }
        }
    }

    /// In byte order.
    var sorted: [(name: ByteName, value: Value)] { inOrder.prefix(limit).map { ($0.key, $0.value) } }

    /// How many names there are beyond those of `sorted`, `counted` at most.
    var omitted: Int {
        var dropped = dropped
        for (name, _) in inOrder.dropFirst(limit) where dropped.count < Self.counted { dropped.add(name) }
        return dropped.count
    }

    private var inOrder: [(key: ByteName, value: Value)] { values.sorted { $0.key < $1.key } }

    /// A name that was dropped has `limit` smaller ones, so it can't be among the kept ones later, and those were
    /// counted from their first batch on.
    private mutating func dropLargest() {
        let inOrder = inOrder
        for (name, _) in inOrder.dropFirst(limit) where dropped.count < Self.counted { dropped.add(name) }
        values = Dictionary(uniqueKeysWithValues: inOrder.prefix(limit).map { ($0.key, $0.value) })
    }
}

extension IDTable<Void> {
    fileprivate mutating func add(_ name: ByteName) {
        var text = name.text
        text.withUTF8 { bytes in _ = unsafe insert(IDKey(bytes: UnsafeRawBufferPointer(bytes)), ()) }
    }
}
