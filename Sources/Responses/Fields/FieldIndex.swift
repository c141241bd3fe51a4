/// Finds a name's `Field` with one lookup by the name's first and last eight bytes.
///
/// It is immutable and shared by all flatteners.
final class FieldIndex: Sendable {
    private struct Entry {
        let field: Field
        let count: Int
        let head: UInt64
        let middle: UInt64
        let tail: UInt64
    }

    static let shared = FieldIndex()

    /// The number of slots: a power of two, several times the number of fields.
    private static let size = 256
    /// The field's ordinal for each hash, or `free`. The table fits into the first-level cache.
    private let slots: [UInt8]
    private let entries: [Entry]
    private static let free = UInt8.max

    /// The maximum length of a field's name in bytes. Three words hold the whole name.
    static let longestName = 24

    private init() {
        precondition(Field.allCases.count <= FieldMap.capacity, "more fields than a FieldMap holds")
        var slots = [UInt8](repeating: Self.free, count: Self.size)
        var entries: [Entry] = []
        for field in Field.allCases {
            precondition(field.name.utf8CodeUnitCount <= Self.longestName, "a field's name is too long")
            let name = PaddedName("\(field.name)")
            let entry = name.withText { text in
                Entry(
                    field: field, count: text.count, head: text.head, middle: text.middle, tail: text.tail)
            }
            var slot = Self.slot(entry.head, entry.tail)
            while slots[slot] != Self.free { slot = (slot + 1) & (Self.size - 1) }
            slots[slot] = field.rawValue
            entries.append(entry)
        }
        self.slots = slots
        self.entries = entries
    }

    @inline(__always)
    private static func slot(_ head: UInt64, _ tail: UInt64) -> Int {
        Int(truncatingIfNeeded: ((head ^ (tail << 23 | tail >> 41)) &* 0x9E37_79B9_7F4A_7C15) >> 56)
    }

    /// The field with this name, which must be on the tape; nil if there is none.
    @inline(__always)
    subscript(name: BorrowedText) -> Field? {
        guard name.count <= Self.longestName else { return nil }
        let head = name.head, tail = name.tail
        var slot = Self.slot(head, tail)
        while slots[slot] != Self.free {
            let entry = entries[Int(slots[slot])]
            if entry.head == head, entry.tail == tail, entry.count == name.count, entry.middle == name.middle {
                return entry.field
            }
            slot = (slot + 1) & (Self.size - 1)
        }
        return nil
    }
}

/// A name that is followed by readable bytes, as names on the tape are.
private struct PaddedName {
    private let bytes: [UInt8]
    private let count: Int

    init(_ name: String) {
        count = name.utf8.count
        bytes = Array(name.utf8) + [UInt8](repeating: 0, count: 8)
    }

    func withText<Result>(_ body: (BorrowedText) -> Result) -> Result {
        bytes.withBorrowedText(ofFirst: count, body)
    }
}
