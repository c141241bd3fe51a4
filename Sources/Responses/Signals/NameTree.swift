/// Nested names (filter, scope, category), found by parent and bytes in a table with open addressing. Finding a known
/// name does not allocate memory.
struct NameTree {
    struct Entry {
        let parent: Int
        let start: Int
        let count: Int
        /// `BorrowedText.head`: a complete name of up to eight bytes.
        let head: UInt64
        /// `BorrowedText.tail`: with `head`, a complete name of up to sixteen bytes.
        let tail: UInt64
        let hash: UInt64
        let value: Int
    }

    private var entries: [Entry] = []
    private var arena: [UInt8] = []
    /// Entry indices, -1 where free; at most half full.
    private var slots = [Int32](repeating: -1, count: 256)
    /// Secret, so that an input cannot contain names that collide.
    private let seed = UInt64.random(in: .min ... .max) | 1

    var count: Int { entries.count }
    subscript(index: Int) -> Entry { entries[index] }

    func name(of index: Int) -> String {
        String(
            decoding: arena[entries[index].start..<entries[index].start + entries[index].count], as: UTF8.self)
    }

    @inline(__always)
    func find(_ parent: Int, _ name: BorrowedText) -> Int? {
        let hash = hash(parent, name)
        var slot = Int(truncatingIfNeeded: hash >> 32) & (slots.count - 1)
        while slots[slot] >= 0 {
            let index = Int(slots[slot])
            let entry = entries[index]
            if entry.hash == hash, entry.parent == parent, entry.count == name.count, entry.head == name.head,
                name.count <= 8 || matches(entry, name)
            {
                return index
            }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    /// The name, if it was added directly after the name at `index`; nil for any other.
    @inline(__always)
    func next(after index: Int, _ parent: Int, _ name: BorrowedText) -> Int? {
        guard index + 1 < entries.count else { return nil }
        let entry = entries[index + 1]
        guard entry.parent == parent, entry.count == name.count, entry.head == name.head,
            entry.tail == name.tail,
            name.count <= 16 || matches(entry, name)
        else { return nil }
        return index + 1
    }

    @discardableResult
    mutating func add(_ parent: Int, _ name: BorrowedText, value: Int) -> Int {
        let entry = Entry(
            parent: parent, start: arena.count, count: name.count, head: name.head, tail: name.tail,
            hash: hash(parent, name), value: value)
        arena.append(contentsOf: name)
        entries.append(entry)
        if entries.count * 2 > slots.count {
            slots = [Int32](repeating: -1, count: slots.count * 2)
            for index in entries.indices { place(index) }
        } else {
            place(entries.count - 1)
        }
        return entries.count - 1
    }

    private mutating func place(_ index: Int) {
        var slot = Int(truncatingIfNeeded: entries[index].hash >> 32) & (slots.count - 1)
        while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
        slots[slot] = Int32(index)
    }

    @inline(__always)
    private func matches(_ entry: Entry, _ name: BorrowedText) -> Bool {
        name.isEqual(to: arena, at: entry.start)
    }

    /// Multiplies and folds eight bytes per step, each with the secret seed.
    @inline(__always)
    private func hash(_ parent: Int, _ name: BorrowedText) -> UInt64 {
        let state = seed ^ UInt64(bitPattern: Int64(parent)) &* 0x9E37_79B9_7F4A_7C15
        guard name.count > 8 else {
            return Self.fold(state ^ name.head &+ UInt64(truncatingIfNeeded: name.count), 0xE703_7ED1_A0B4_28DB)
        }
        return longHash(state, name)
    }

    private func longHash(_ start: UInt64, _ name: BorrowedText) -> UInt64 {
        var state = start
        var index = 0
        while index + 8 <= name.count {
            state = Self.fold(state ^ name.word(at: index), seed)
            index += 8
        }
        var rest: UInt64 = UInt64(name.count)
        while index < name.count {
            rest = rest << 8 | UInt64(name[index])
            index += 1
        }
        return Self.fold(state ^ rest, 0xE703_7ED1_A0B4_28DB)
    }

    @inline(__always)
    private static func fold(_ one: UInt64, _ other: UInt64) -> UInt64 {
        let product = one.multipliedFullWidth(by: other)
        return product.high ^ product.low
    }
}
