/// The generations seen so far in the run: an open-addressing table of their keys. It costs 16 bytes a slot and is
/// between a third and two thirds full: 24 to 48 bytes a generation (and half as much again while it grows).
struct SeenGenerations {
    private var slots: [GenerationKey]
    private(set) var count = 0

    init() {
        slots = Array(repeating: .none, count: 1 << 12)
    }

    /// Adds a batch's generations in input order; nil stands for one without an id, which is nobody's duplicate.
    /// - Returns: the ordinals of those seen before.
    mutating func add(_ batch: [GenerationKey?]) -> Set<Int> {
        var duplicates: Set<Int> = []
        for (ordinal, key) in batch.enumerated() {
            if let key, !insert(key) { duplicates.insert(ordinal) }
        }
        return duplicates
    }

    /// False where the key is in the table already.
    private mutating func insert(_ key: GenerationKey) -> Bool {
        if (count + 1) * 3 > slots.count * 2 { grow() }
        let slot = slot(of: key)
        guard slots[slot] == .none else { return false }
        slots[slot] = key
        count += 1
        return true
    }

    /// Where the key is, or would be.
    private func slot(of key: GenerationKey) -> Int {
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: key.low) & mask
        while slots[slot] != .none, slots[slot] != key { slot = (slot + 1) & mask }
        return slot
    }

    private mutating func grow() {
        let old = slots
        slots = Array(repeating: .none, count: old.count * 2)
        for key in old where key != .none { slots[slot(of: key)] = key }
    }
}
