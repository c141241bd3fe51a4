/// A value on simdjson's tape (simdjson's doc/tape.md; `TapeTests` checks the format).
///
/// It is a view, not a copy. It and every `BorrowedText` taken from it are valid until the parser reads its next
/// text.
@safe
package struct JSONValue {
    private let tape: UnsafePointer<UInt64>
    private let strings: UnsafePointer<UInt8>
    let index: Int

    init(unsafeTape tape: UnsafePointer<UInt64>, strings: UnsafePointer<UInt8>, index: Int) {
        unsafe self.tape = tape
        unsafe self.strings = strings
        self.index = index
    }

    /// The type character in the top byte of a tape word.
    package enum Kind: UInt8 {
        case object = 0x7B  // {
        case array = 0x5B  // [
        case text = 0x22  // "
        case integer = 0x6C  // l: a signed 64-bit integer in the next word
        case large = 0x75  // u: an unsigned one above the signed range
        case double = 0x64  // d
        case yes = 0x74  // t
        case no = 0x66  // f
        case null = 0x6E  // n
    }

    private static let payload: UInt64 = (1 << 56) - 1

    @inline(__always)
    private func word(_ index: Int) -> UInt64 { unsafe tape[index] }

    /// The type character; for every value one of `Kind`.
    @inline(__always)
    var tag: UInt8 { UInt8(truncatingIfNeeded: word(index) >> 56) }

    /// Whether it is of this kind.
    @inline(__always)
    package func `is`(_ kind: Kind) -> Bool { tag == kind.rawValue }

    @inline(__always)
    func at(_ index: Int) -> JSONValue {
        unsafe JSONValue(unsafeTape: tape, strings: strings, index: index)
    }

    /// The index after this value. A tape has fewer than 2³² words, so no sum overflows.
    @inline(__always)
    var end: Int {
        switch tag {
        case Kind.object.rawValue, Kind.array.rawValue: Int(word(index) & 0xFFFF_FFFF)
        case Kind.integer.rawValue, Kind.large.rawValue, Kind.double.rawValue: index &+ 2
        default: index &+ 1
        }
    }

    /// Whether a container has no elements.
    package var isEmpty: Bool { end == index &+ 2 }

    /// Whether it is null, an empty text or an empty container, which count as absent (CONTRACT section 1).
    var isBlank: Bool {
        switch tag {
        case Kind.null.rawValue: true
        case Kind.text.rawValue: text.isEmpty
        case Kind.object.rawValue, Kind.array.rawValue: isEmpty
        default: false
        }
    }

    /// Whether it is a non-empty object or array.
    @inline(__always)
    var isFilled: Bool { (self.is(.object) || self.is(.array)) && !isEmpty }

    /// The first member of an object with this name and a value other than null; nil for any other value. It visits
    /// every member, so it is only for objects without generations.
    package func member(named name: StaticString) -> JSONValue? {
        guard self.is(.object) else { return nil }
        for (found, value) in JSONMembers(of: self) where found == name && !value.is(.null) { return value }
        return nil
    }

    /// The member of an object with this name; nil if the object has none or several.
    func sole(named name: StaticString) -> JSONValue? {
        guard self.is(.object) else { return nil }
        var found: JSONValue?
        for (other, value) in JSONMembers(of: self) where other == name {
            if found != nil { return nil }
            found = value
        }
        return found.flatMap { $0.is(.null) ? nil : $0 }
    }

    /// Whether a member with this name is a non-empty text.
    func gives(textNamed name: StaticString) -> Bool {
        guard self.is(.object) else { return false }
        return JSONMembers(of: self).contains { $0.name == name && $0.value.isWords }
    }

    /// Whether it is a non-empty text that is not a placeholder for a number.
    var isWords: Bool { self.is(.text) && !text.isEmpty && !RepairedJSON.isMark(text) }

    /// The bytes of a text.
    @inline(__always)
    package var text: BorrowedText {
        let start = unsafe strings + Int(word(index) & Self.payload)
        let count = unsafe UnsafeRawPointer(start).loadUnaligned(as: UInt32.self)
        return unsafe BorrowedText(unsafeBase: start + 4, count: Int(count))
    }

    /// The value of an `integer`; the bit pattern of a `large`.
    @inline(__always)
    var integer: Int64 { Int64(bitPattern: word(index + 1)) }

    /// The value of a number of any kind; nil for any other value.
    @inline(__always)
    package var number: Double? {
        switch tag {
        case Kind.double.rawValue: Double(bitPattern: word(index + 1))
        case Kind.integer.rawValue: Double(integer)
        case Kind.large.rawValue: Double(word(index + 1))
        default: nil
        }
    }

    /// The value of a whole number in the signed 64-bit range, written as 788 or 788.0; otherwise nil.
    package var whole: Int64? {
        switch tag {
        case Kind.integer.rawValue: integer
        case Kind.double.rawValue: Int64(exactly: Double(bitPattern: word(index + 1)))
        default: nil
        }
    }

    /// True or false; nil for any other value.
    @inline(__always)
    package var boolean: Bool? {
        switch tag {
        case Kind.yes.rawValue: true
        case Kind.no.rawValue: false
        default: nil
        }
    }
}

extension JSONValue {
    /// The number of tape words of a frame of the usual layout.
    static var usualFrameWords: Int { 10 }

    /// A frame `{"l": integer, "p": number, "v": boolean}` in exactly this order, which the platform uses: ten tape
    /// words, with the three names adjacent in the string buffer. Nil for any other layout.
    @inline(__always)
    var usualFrame: (label: Int64, probability: Double, verdict: Bool)? {
        guard Int(word(index) & 0xFFFF_FFFF) == index + Self.usualFrameWords, self.is(.object) else {
            return nil
        }
        let names = unsafe UnsafeRawPointer(strings + Int(word(index + 1) & Self.payload))
        // Each name is its length in 4 bytes, one letter and a NUL.
        let (l, p, v) = unsafe (
            names.loadUnaligned(as: UInt64.self), (names + 6).loadUnaligned(as: UInt64.self),
            (names + 12).loadUnaligned(as: UInt64.self)
        )
        let name: UInt64 = 0xFFFF_FFFF_FFFF
        guard l & name == 0x006C_0000_0001, p & name == 0x0070_0000_0001, v & name == 0x0076_0000_0001,
            at(index + 2).is(.integer), let probability = at(index + 5).number,
            let verdict = at(index + 8).boolean
        else { return nil }
        return (at(index + 2).integer, probability, verdict)
    }
}

/// The members of an object, in document order.
package struct JSONMembers: Sequence, IteratorProtocol {
    private var upcoming: JSONValue
    private let end: Int

    /// `object` must be an object.
    @inline(__always)
    package init(of object: JSONValue) {
        upcoming = object.at(object.index + 1)
        end = object.end - 1
    }

    /// The next member.
    @inline(__always)
    package mutating func next() -> (name: BorrowedText, value: JSONValue)? {
        guard upcoming.index < end else { return nil }
        let value = upcoming.at(upcoming.index &+ 1)
        let name = upcoming.text
        upcoming = value.at(value.end)
        return (name, value)
    }
}

/// The elements of an array, in order.
package struct JSONElements: Sequence, IteratorProtocol {
    private var upcoming: JSONValue
    private let end: Int

    /// `array` must be an array.
    @inline(__always)
    package init(of array: JSONValue) {
        upcoming = array.at(array.index + 1)
        end = array.end - 1
    }

    /// The next element.
    @inline(__always)
    package mutating func next() -> JSONValue? {
        guard upcoming.index < end else { return nil }
        let element = upcoming
        upcoming = element.at(element.end)
        return element
    }

    /// The next element, without moving past it.
    @inline(__always)
    var peeked: JSONValue? { upcoming.index < end ? upcoming : nil }

    /// The number of elements if all of them are frames of the usual layout; otherwise an upper limit on those that are.
    var usualFramesAtMost: Int { (end - upcoming.index) / JSONValue.usualFrameWords }

    /// Moves past an element that is a frame of the usual layout.
    @inline(__always)
    mutating func skipUsualFrame() { upcoming = upcoming.at(upcoming.index + JSONValue.usualFrameWords) }
}
