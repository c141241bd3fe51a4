/// Some of the fields.
struct FieldSet: ExpressibleByArrayLiteral, Sendable {
    fileprivate(set) var bits: UInt64 = 0

    init(arrayLiteral fields: Field...) {
        for field in fields { bits |= Self.bit(of: field) }
    }

    @inline(__always)
    static func bit(of field: Field) -> UInt64 { 1 << UInt64(field.rawValue) }

    @inline(__always)
    func contains(_ field: Field) -> Bool { bits & Self.bit(of: field) != 0 }
}

/// Where the fields of one object lie on the tape.
struct FieldMap: ~Copyable {
    /// Tape indices by field; meaningful where `given` has the field.
    private var places = InlineArray<64, UInt32>(repeating: 0)
    private let object: JSONValue
    private var given: FieldSet = []
    private var twice: FieldSet = []
    /// Whether the object has members whose names are no field's, and whether one of those ends in `_result`.
    private(set) var hasUnknown = false
    private(set) var hasUnknownResult = false

    /// `object` must be one.
    init(_ object: JSONValue) {
        self.object = object
        let index = FieldIndex.shared
        for (name, value) in JSONMembers(of: object) {
            guard let field = index[name] else {
                hasUnknown = true
                hasUnknownResult = hasUnknownResult || name.endsInResult
                continue
            }
            if given.contains(field) { twice.bits |= FieldSet.bit(of: field) }
            given.bits |= FieldSet.bit(of: field)
            places[Int(field.rawValue)] = UInt32(truncatingIfNeeded: value.index)
        }
    }

    /// Nil where the field is absent, or given twice.
    @inline(__always)
    subscript(field: Field) -> JSONValue? {
        given.contains(field) && !twice.contains(field) ? object.at(Int(places[Int(field.rawValue)])) : nil
    }

    func has(_ field: Field) -> Bool { given.contains(field) }
    func isTwice(_ field: Field) -> Bool { twice.contains(field) }

    /// Whether the object has members that are none of `expected`.
    func hasOthers(than expected: FieldSet) -> Bool { hasUnknown || given.bits & ~expected.bits != 0 }
}
