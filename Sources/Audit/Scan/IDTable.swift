import Responses

/// An open-addressing table of values by ID. A slot takes 16 bytes plus the value, and between a third and two
/// thirds of the slots are used: 24 to 48 bytes per ID without a value, 36 to 72 with a value of 8 bytes, and half
/// as much again while the table grows.
struct IDTable<Value> {
    private var keys: [IDKey]
    private var values: [Value]
    private let empty: Value
    /// Odd and random: keys that are digests (CONTRACT section 17) could otherwise be chosen to share a slot.
    private let factor = UInt64.random(in: 0 ... .max) | 1
    private(set) var count = 0

    /// - Parameter empty: The value of a free slot.
    init(empty: Value) {
        self.empty = empty
        keys = Array(repeating: .none, count: 1 << 12)
        values = Array(repeating: empty, count: 1 << 12)
    }

    func contains(_ key: IDKey) -> Bool { keys[slot(of: key)].high != 0 }

    /// The value of the key; nil if it has none.
    subscript(key: IDKey) -> Value? {
        let slot = slot(of: key)
        return keys[slot].high == 0 ? nil : values[slot]
    }

    /// The keys in ascending order.
    var sortedKeys: [IDKey] {
        keys.filter { $0.high != 0 }.sorted { ($0.high, $0.low) < ($1.high, $1.low) }
    }

    /// Adds a value, unless the key has one.
    /// - Returns: The earlier value of the key; nil if it is new.
    mutating func insert(_ key: IDKey, _ value: Value) -> Value? {
        if (count + 1) * 3 > keys.count * 2 { grow() }
        let slot = slot(of: key)
        guard keys[slot].high == 0 else { return values[slot] }
        keys[slot] = key
        values[slot] = value
        count += 1
        return nil
    }

    /// The slot of the key, or the free slot for it. Compares the halves, because `==` of another module's type is
    /// a call.
    private func slot(of key: IDKey) -> Int {
        let mask = keys.count - 1
        var slot = Int(truncatingIfNeeded: (key.low &* factor) >> 32) & mask
        while keys[slot].high != 0, keys[slot].low != key.low || keys[slot].high != key.high {
            slot = (slot + 1) & mask
        }
        return slot
    }

    private mutating func grow() {
        let oldKeys = keys, oldValues = values
        keys = Array(repeating: .none, count: oldKeys.count * 2)
        values = Array(repeating: empty, count: oldKeys.count * 2)
        for (index, key) in oldKeys.enumerated() where key.high != 0 {
            let slot = slot(of: key)
            keys[slot] = key
            values[slot] = oldValues[index]
        }
    }
}
