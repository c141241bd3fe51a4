import Synchronization

/// A set of fields.
struct FieldSet: ExpressibleByArrayLiteral, Sendable, Equatable {
    fileprivate(set) var bits: UInt64 = 0

    init() {}

    init(arrayLiteral fields: Field...) { self.init(fields) }

    init(_ fields: [Field]) {
        for field in fields { bits |= Self.bit(of: field) }
    }

    func union(_ other: FieldSet) -> FieldSet {
        var all = self
        all.bits |= other.bits
        return all
    }

    @inline(__always)
    static func bit(of field: Field) -> UInt64 { 1 &<< UInt64(field.rawValue) }

    @inline(__always)
    func contains(_ field: Field) -> Bool { bits & Self.bit(of: field) != 0 }

    @inline(__always)
    var isEmpty: Bool { bits == 0 }

    /// All other fields.
    var inverted: FieldSet {
        var others: FieldSet = []
        for field in Field.allCases where !contains(field) { others.bits |= Self.bit(of: field) }
        return others
    }

    mutating func remove(_ field: Field) { bits &= ~Self.bit(of: field) }

    func removing(_ field: Field) -> FieldSet {
        var rest = self
        rest.remove(field)
        return rest
    }

    /// Removes and returns the first field in the order of `Field`. Returns nil if the set is empty.
    mutating func popFirst() -> Field? {
        guard bits != 0 else { return nil }
        let first = Field(rawValue: UInt8(truncatingIfNeeded: bits.trailingZeroBitCount))
        bits &= bits - 1
        return first
    }
}

/// The fields of one object and their positions on the tape.
struct FieldMap: ~Copyable {
    /// The maximum number of fields, which is the number of bits of a `FieldSet`.
    static let capacity = 64

    /// The tape index of each field; valid only for fields in `given`.
    private var places = InlineArray<64, UInt32>(repeating: 0)
    /// Keeps the map in memory: without a member that has an address, each look-up copies all of `places`.
    private let address = Atomic<UInt8>(0)
    private let object: JSONValue
    private var given = FieldSet()
    /// The fields with a non-empty object or array.
    private var filled = FieldSet()
    private var twice = FieldSet()
    /// Whether the object has members that are not fields, and whether one of them has the name of a moderation block.
    private(set) var hasUnknown = false
    private(set) var hasUnknownResult = false
    /// The tape indices of the first members that are not fields and hold a non-empty object or array.
    private var unknownContainers = InlineArray<8, UInt32>(repeating: 0)
    /// The number of indices in `unknownContainers`.
    private(set) var unknownContainerCount = 0

    /// Creates the map of `object`, which must be an object. `shape` has the names of the last object at the same place,
    /// and then those of this one.
    init(_ object: JSONValue, like shape: inout ObjectShape) {
        self.object = object
        // In local variables, which stay in registers.
        var given: UInt64 = 0, twice: UInt64 = 0, filled: UInt64 = 0, position = 0
        for (name, value) in JSONMembers(of: object) {
            switch shape.meaning(of: name, at: position) {
            case .field(let field):
                let bit = FieldSet.bit(of: field)
                twice |= given & bit
                given |= bit
                if value.isFilled { filled |= bit }
                places[Int(field.rawValue)] = UInt32(truncatingIfNeeded: value.index)
            case .unknown(let namesBlock):
                hasUnknown = true
                hasUnknownResult = hasUnknownResult || namesBlock
                if value.isFilled { noteUnknownContainer(value) }
            }
            position += 1
        }
        (self.given.bits, self.twice.bits, self.filled.bits) = (given, twice, filled)
    }

    private mutating func noteUnknownContainer(_ value: JSONValue) {
        if unknownContainerCount < unknownContainers.count {
            unknownContainers[unknownContainerCount] = UInt32(truncatingIfNeeded: value.index)
        }
        unknownContainerCount += 1
    }

    /// Returns true if a member that is not a field satisfies the condition. Members after the first eight containers
    /// count as satisfying it.
    func anyUnknownContainer(_ condition: (JSONValue) -> Bool) -> Bool {
        for place in 0..<min(unknownContainerCount, unknownContainers.count)
        where condition(object.at(Int(unknownContainers[place]))) {
            return true
        }
        return unknownContainerCount > unknownContainers.count
    }

    /// The value of a field; nil if the field is absent or its key is duplicated.
    @inline(__always)
    subscript(field: Field) -> JSONValue? {
        given.contains(field) && !twice.contains(field) ? object.at(Int(places[Int(field.rawValue)])) : nil
    }

    func has(_ field: Field) -> Bool { given.contains(field) }

    /// The fields of `fields` that the object has.
    @inline(__always)
    func given(among fields: FieldSet) -> FieldSet {
        var found = fields
        found.bits &= given.bits
        return found
    }

    /// Whether the field has a value other than null, an empty text or an empty container. A field with a duplicate
    /// key counts.
    func hasContent(_ field: Field) -> Bool { self[field].map { !$0.isBlank } ?? isTwice(field) }

    /// Whether the field is a text that equals `text`.
    func gives(_ field: Field, _ text: StaticString) -> Bool {
        guard let value = self[field], value.is(.text) else { return false }
        return value.text == text
    }

    /// Whether the field is a non-empty object or array. A field with a duplicate key counts.
    func isFilled(_ field: Field) -> Bool { filled.contains(field) || isTwice(field) }

    /// The fields of `fields` with a non-empty object or array, and those with a duplicate key.
    func filled(among fields: FieldSet) -> FieldSet {
        var found = fields
        found.bits &= filled.bits | twice.bits
        return found
    }

    /// Whether the field is a non-empty text.
    func givesText(_ field: Field) -> Bool { self[field].map(\.isWords) == true }

    /// The fields of `fields` that the object has twice.
    func twice(among fields: FieldSet) -> FieldSet {
        var found = fields
        found.bits &= twice.bits
        return found
    }

    func isTwice(_ field: Field) -> Bool { twice.contains(field) }

    /// Whether the object has members that are not in `expected`.
    func hasOthers(than expected: FieldSet) -> Bool { hasUnknown || given.bits & ~expected.bits != 0 }
}
