/// The names of the last object's members in order. The objects at one place of a response mostly have the same names in
/// the same order, and comparing a name with the expected one is faster than looking it up.
struct ObjectShape {
    /// What a member's name means.
    enum Meaning {
        case field(Field)
        /// The name is not a field's.
        case unknown(namesBlock: Bool)
    }

    private struct Member {
        let name: ShortName
        let meaning: Meaning
    }

    private var members: [Member] = []
    /// The number of members with a remembered name. It bounds the memory for objects with invented names.
    private static var limit: Int { 64 }

    /// The meaning of a member's name, which must be on the tape.
    @inline(__always)
    mutating func meaning(of name: BorrowedText, at position: Int) -> Meaning {
        if position < members.count, members[position].name == name { return members[position].meaning }
        return lookUp(name, at: position)
    }

    @inline(never)
    private mutating func lookUp(_ name: BorrowedText, at position: Int) -> Meaning {
        let meaning =
            FieldIndex.shared[name].map(Meaning.field) ?? .unknown(namesBlock: name.namesModerationBlock)
        guard position < Self.limit, position <= members.count else { return meaning }
        let member = Member(name: ShortName(name), meaning: meaning)
        if position < members.count { members[position] = member } else { members.append(member) }
        return meaning
    }
}

/// The shapes of the objects that every response has.
struct ObjectShapes {
    /// Of envelopes, by the number of envelopes around them.
    private var envelopes = [ObjectShape](repeating: ObjectShape(), count: 4)
    var generation = ObjectShape()
    var moderation = ObjectShape()
    var output = ObjectShape()
    var mappers = ObjectShape()
    var u18 = ObjectShape()
    var filter = ObjectShape()
    var user = ObjectShape()
    /// Of frames with another layout than the usual.
    var frame = ObjectShape()

    /// The shape of an envelope within `depth` others.
    subscript(envelope depth: Int) -> ObjectShape {
        @inline(__always) get { envelopes[min(depth, envelopes.count - 1)] }
        @inline(__always) _modify { yield &envelopes[min(depth, envelopes.count - 1)] }
    }
}
