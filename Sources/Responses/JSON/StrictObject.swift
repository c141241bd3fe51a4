/// Reads the members of a JSON object that has exactly the expected names, in the expected order.
///
/// A wrong member makes the object unsound. The values read afterwards have no meaning.
package struct StrictObject {
    private var members: JSONMembers?
    /// The name of the first member that is not as expected.
    package private(set) var fault: StaticString?

    /// Whether all members so far are as expected.
    package var isSound: Bool { fault == nil }

    /// Starts at the first member.
    /// - Parameter name: The name of the value, for `fault`.
    package init(_ value: JSONValue, _ name: StaticString) {
        if value.is(.object) { members = JSONMembers(of: value) } else { fault = name }
    }

    /// The next member, which has this name; nil if it has not.
    package mutating func value(_ name: StaticString) -> JSONValue? {
        guard isSound else { return nil }
        guard let (found, value) = members?.next(), found == name else {
            fault = name
            return nil
        }
        return value
    }

    /// A text or null; nil for null.
    /// - Parameter accepts: Whether a text is as expected.
    package mutating func optional(
        _ name: StaticString, where accepts: (BorrowedText) -> Bool = { _ in true }
    ) -> BorrowedText? {
        guard let value = value(name), !value.is(.null) else { return nil }
        guard value.is(.text), accepts(value.text) else {
            fault = name
            return nil
        }
        return value.text
    }

    /// A text.
    /// - Parameter accepts: Whether it is as expected.
    package mutating func text(
        _ name: StaticString, where accepts: (BorrowedText) -> Bool = { _ in true }
    ) -> BorrowedText {
        if let text = optional(name, where: accepts) { return text }
        fault = fault ?? name
        return BorrowedText("")
    }

    /// A SHA-256 in 64 lower-case hexadecimal digits.
    package mutating func sha256(_ name: StaticString) -> BorrowedText { text(name, where: \.isSHA256) }

    /// A SHA-256 in 64 lower-case hexadecimal digits, or null.
    package mutating func optionalSHA256(_ name: StaticString) -> BorrowedText? {
        optional(name, where: \.isSHA256)
    }

    /// The number of a text in a list of words, or null; nil for null.
    package mutating func optionalWord(_ name: StaticString, of words: JSONWords) -> Int? {
        guard let text = optional(name) else { return nil }
        let word = words.index(of: text)
        if word == nil { fault = name }
        return word
    }

    /// The number of a text in a list of words; nil if there is none.
    package mutating func word(_ name: StaticString, of words: JSONWords) -> Int? {
        let word = optionalWord(name, of: words)
        if word == nil { fault = fault ?? name }
        return word
    }

    /// True or false.
    package mutating func boolean(_ name: StaticString) -> Bool {
        guard let boolean = value(name)?.boolean else {
            fault = fault ?? name
            return false
        }
        return boolean
    }

    /// A whole number of at least 1.
    package mutating func count(_ name: StaticString) -> Int {
        guard let number = value(name)?.whole, number > 0 else {
            fault = fault ?? name
            return 0
        }
        return Int(number)
    }

    /// An array, element by element.
    /// - Parameter accepts: Whether an element is as expected.
    package mutating func array(_ name: StaticString, where accepts: (JSONValue) -> Bool) -> JSONElements? {
        guard let value = value(name) else { return nil }
        guard value.is(.array), JSONElements(of: value).allSatisfy(accepts) else {
            fault = name
            return nil
        }
        return JSONElements(of: value)
    }

    /// Requires that there is no other member.
    package mutating func finish(_ name: StaticString) {
        if isSound, members?.next() != nil { fault = name }
    }
}

/// The words that a text can be.
package struct JSONWords: Sendable {
    private let words: [[UInt8]]

    /// Creates a list of words.
    package init(_ words: some Sequence<String>) { self.words = words.map { Array($0.utf8) } }

    /// The number of a word in the list, from 0; nil of any other text.
    func index(of text: BorrowedText) -> Int? {
        for index in words.indices where words[index].count == text.count {
            if text.isEqual(to: words[index], at: 0) { return index }
        }
        return nil
    }
}
