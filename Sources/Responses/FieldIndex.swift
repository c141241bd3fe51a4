/// Finds a name's `Field` by a hash of its length and ends.
final class FieldIndex: Sendable {
    /// Slots; a power of two, several times the number of fields.
    private static let size = 256
    private let slots: [UInt8]
    private let names: [Text]

    init() {
        names = Field.allCases.map { Text($0.name) }
        var slots = [UInt8](repeating: .max, count: Self.size)
        for (ordinal, name) in names.enumerated() {
            var slot = Self.slot(of: name)
            while slots[slot] != .max { slot = (slot + 1) % Self.size }
            slots[slot] = UInt8(ordinal)
        }
        self.slots = slots
    }

    /// Static names have no eight readable bytes, so the hash takes single bytes.
    @inline(__always)
    private static func slot(of name: Text) -> Int {
        guard name.count > 0 else { return 0 }
        let bytes = unsafe name.bytes
        let first = unsafe Int(bytes[0]), middle = unsafe Int(bytes[name.count / 2])
        let last = unsafe Int(bytes[name.count - 1])
        return (first &* 31 &+ middle &* 7 &+ last &+ name.count &* 89) & (size - 1)
    }

    @inline(__always)
    subscript(name: Text) -> Field? {
        var slot = Self.slot(of: name)
        while slots[slot] != .max {
            let ordinal = slots[slot]
            if names[Int(ordinal)] == name { return Field(rawValue: ordinal) }
            slot = (slot + 1) % Self.size
        }
        return nil
    }
}
