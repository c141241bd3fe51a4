import Reporting
import Responses

/// Values by name that keep only the first `limit` names in byte order. This bounds the memory for invented names,
/// and does not depend on how the input is divided into batches.
struct SmallestNames<Value> {
    let limit: Int
    private var values: [ByteName: Value] = [:]
    /// Dropped names, to count them; at most `counted`.
    private var dropped = IDTable<Void>(empty: ())
    /// The limit on counted names beyond the kept ones; an input with more names invents them.
    static var counted: Int { 1_000_000 }

    private let keying: IDKeying

    init(limit: Int, _ keying: IDKeying) {
        self.limit = limit
        self.keying = keying
    }

    mutating func merge(_ name: ByteName, _ value: Value, _ combine: (inout Value, Value) -> Void) {
        if let known = values.index(forKey: name) {
            combine(&values.values[known], value)
        } else {
            values[name] = value
            if values.count > limit * 2 { dropLargest() }
        }
    }

    /// The kept names in byte order.
    var sorted: [(name: ByteName, value: Value)] {
        inOrder.prefix(limit).compactMap { name in values[name].map { (name, $0) } }
    }

    /// The number of names beyond those of `sorted`, at most `counted`.
    var omitted: Int { allDropped.count }

    private var allDropped: IDTable<Void> {
        var dropped = dropped
        for name in inOrder.dropFirst(limit) where dropped.count < Self.counted { dropped.add(name, keying) }
        return dropped
    }

    /// The keys of the names that are not among those of `sorted`, at most `counted`, ascending.
    var omittedKeys: [IDKey] { allDropped.sortedKeys }

    /// Counts names that another run dropped.
    mutating func addOmitted(_ key: IDKey) {
        if dropped.count < Self.counted { _ = dropped.insert(key, ()) }
    }

    private var inOrder: [ByteName] { values.keys.sorted() }

    /// A dropped name has `limit` smaller names, so it can never be kept later, and those names have been counted
    /// since their first batch.
    private mutating func dropLargest() {
        let inOrder = inOrder
        for name in inOrder.dropFirst(limit) {
            if dropped.count < Self.counted { dropped.add(name, keying) }
            values[name] = nil
        }
    }
}

extension IDTable<Void> {
    fileprivate mutating func add(_ name: ByteName, _ keying: IDKeying) {
        var text = name.text
        text.withBorrowedText { _ = insert(keying.key(of: $0), ()) }
    }
}
