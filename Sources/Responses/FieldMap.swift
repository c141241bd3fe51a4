/// Some of the fields.
struct FieldSet: ExpressibleByArrayLiteral, Sendable {
    private let bits: UInt64

    init(arrayLiteral fields: Field...) {
        bits = fields.reduce(0) { $0 | 1 << UInt64($1.rawValue) }
    }

    func contains(_ field: Field) -> Bool { bits >> UInt64(field.rawValue) & 1 == 1 }
}

/// Where the fields of one object lie on the tape.
struct FieldMap {
    private static let twice: UInt32 = .max
    /// Tape indices by field; 0 for a field that is not there.
    private var places = InlineArray<64, UInt32>(repeating: 0)
    private let object: JSONValue
    /// Whether the object has members whose names are no field's.
    private(set) var hasUnknown = false

    /// `object` must be one.
    init(_ object: JSONValue, _ index: FieldIndex) {
        self.object = object
        for (name, value) in JSONMembers(of: object) {
            guard let field = index[name] else {
                hasUnknown = true
                continue
            }
            let slot = Int(field.rawValue)
            places[slot] = places[slot] == 0 ? UInt32(truncatingIfNeeded: value.index) : Self.twice
        }
    }

    /// Nil where the field is absent, or given twice.
    @inline(__always)
    subscript(field: Field) -> JSONValue? {
        let place = places[Int(field.rawValue)]
        return place == 0 || place == Self.twice ? nil : object.at(Int(place))
    }

    func has(_ field: Field) -> Bool { places[Int(field.rawValue)] != 0 }
    func isTwice(_ field: Field) -> Bool { places[Int(field.rawValue)] == Self.twice }

    /// Whether the object has members that are none of `expected`.
    func hasOthers(than expected: FieldSet) -> Bool {
        hasUnknown || Field.allCases.contains { has($0) && !expected.contains($0) }
    }
}
