/// A table of row numbers with open addressing. A slot takes 4 bytes, and between a third and two thirds of the slots
/// are used. A row therefore takes 6 to 12 bytes, and half as much again while the table grows.
struct RowTable: Sendable {
    /// The row plus 1; 0 for a free slot.
    private var slots = [UInt32](repeating: 0, count: 64)
    private var count = 0
    /// Odd and random: hashes that are digests (CONTRACT section 17) could otherwise be chosen to share a slot.
    private let factor = UInt64.random(in: 0 ... .max) | 1

    /// The row with this hash that `isSame` accepts; nil if there is none.
    func row(_ hash: UInt64, _ isSame: (Int) -> Bool) -> Int? {
        var slot = slot(of: hash)
        while slots[slot] != 0 {
            let row = Int(slots[slot] - 1)
            if isSame(row) { return row }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    /// Adds a row unless the table has a row that `isSame` accepts.
    /// - Parameter hashOf: Returns the hash of a row.
    /// - Returns: The existing row; nil if the row was added.
    mutating func add(_ row: Int, _ hashOf: (Int) -> UInt64, unless isSame: (Int) -> Bool) -> Int? {
        if (count + 1) * 3 > slots.count * 2 { grow(hashOf) }
        var slot = slot(of: hashOf(row))
        while slots[slot] != 0 {
            let known = Int(slots[slot] - 1)
            if isSame(known) { return known }
            slot = (slot + 1) & (slots.count - 1)
        }
        slots[slot] = UInt32(row + 1)
        count += 1
        return nil
    }

    private func slot(of hash: UInt64) -> Int {
        Int(truncatingIfNeeded: (hash &* factor) >> 32) & (slots.count - 1)
    }

    private mutating func grow(_ hashOf: (Int) -> UInt64) {
        let old = slots
        slots = [UInt32](repeating: 0, count: old.count * 2)
        for entry in old where entry != 0 {
            var slot = slot(of: hashOf(Int(entry - 1)))
            while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = entry
        }
    }
}
