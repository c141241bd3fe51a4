import Responses
import Utilities

/// Reads the members of a JSON object that has exactly the expected names, in the expected order.
///
/// A wrong member makes the object unsound. The values read afterwards have no meaning.
struct StrictObject {
    private var members: JSONMembers?
    /// The name of the first member that is not as expected.
    private(set) var fault: StaticString?

    var isSound: Bool { fault == nil }

    /// - Parameter name: The name of the value, for `fault`.
    init(_ value: JSONValue, _ name: StaticString) {
        if value.is(.object) { members = JSONMembers(of: value) } else { fault = name }
    }

    /// The next member, which has this name; nil if it has not.
    mutating func value(_ name: StaticString) -> JSONValue? {
        guard isSound else { return nil }
        guard let (found, value) = members?.next(), found == name else {
            fault = name
            return nil
        }
        return value
    }

    /// A text or null; nil for null.
    /// - Parameter accepts: Whether a text is as expected.
    mutating func optional(
        _ name: StaticString, where accepts: (BorrowedText) -> Bool = { _ in true }
    ) -> BorrowedText? {
        guard let value = value(name), !value.is(.null) else { return nil }
        guard value.is(.text), accepts(value.text) else {
            fault = name
            return nil
        }
        return value.text
    }

    mutating func text(_ name: StaticString, where accepts: (BorrowedText) -> Bool = { _ in true })
        -> BorrowedText
    {
        if let text = optional(name, where: accepts) { return text }
        fault = fault ?? name
        return BorrowedText("")
    }

    /// One of the words of `Choice`, or null.
    mutating func optionalChoice<Choice: RawRepresentable<String> & CaseIterable>(_ name: StaticString)
        -> Choice?
    {
        guard let text = optional(name) else { return nil }
        let choice = Choice.allCases.first { text == $0.rawValue }
        if choice == nil { fault = name }
        return choice
    }

    /// One of the words of `Choice`; `other` if there is none.
    mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ name: StaticString, else other: Choice
    ) -> Choice {
        if let choice: Choice = optionalChoice(name) { return choice }
        fault = fault ?? name
        return other
    }

    mutating func boolean(_ name: StaticString) -> Bool {
        guard let boolean = value(name)?.boolean else {
            fault = fault ?? name
            return false
        }
        return boolean
    }

    /// A whole number of at least 1.
    mutating func count(_ name: StaticString) -> Int {
        guard let number = value(name)?.whole, number > 0 else {
            fault = fault ?? name
            return 0
        }
        return Int(number)
    }

    /// An array, element by element.
    /// - Parameter accepts: Whether an element is as expected.
    mutating func array(_ name: StaticString, where accepts: (JSONValue) -> Bool) -> JSONElements? {
        guard let value = value(name) else { return nil }
        guard value.is(.array), JSONElements(of: value).allSatisfy(accepts) else {
            fault = name
            return nil
        }
        return JSONElements(of: value)
    }

    /// Requires that there is no other member.
    mutating func finish(_ name: StaticString) {
        if isSound, members?.next() != nil { fault = name }
    }
}

extension BorrowedText {
    /// Whether it is a SHA-256 in 64 lower-case hexadecimal digits. A loop, because a line has eight of them.
    var isSHA256: Bool {
        guard count == 64 else { return false }
        return withSpan { bytes in
            for index in bytes.indices {
                let byte = bytes[index]
                guard byte.isDigit || UInt8(ascii: "a")...UInt8(ascii: "f") ~= byte else { return false }
            }
            return true
        }
    }
}
