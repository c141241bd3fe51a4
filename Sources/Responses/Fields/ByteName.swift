/// A name that is compared by its bytes, as in JSON. `String` treats two Unicode forms of a text as equal.
package struct ByteName: Hashable, Comparable, Sendable, ExpressibleByStringLiteral {
    /// The name.
    package let text: String

    /// Creates a name.
    package init(_ text: String) { self.text = text }
    /// Creates a name.
    package init(stringLiteral text: String) { self.text = text }

    /// Returns true if the names have the same bytes.
    package static func == (left: ByteName, right: ByteName) -> Bool {
        var text = left.text
        return text.withBorrowedText { $0 == right.text }
    }

    /// Hashes the bytes.
    package func hash(into hasher: inout Hasher) {
        var text = text
        text.withBorrowedText { $0.hash(into: &hasher) }
    }

    /// Orders names by their bytes.
    package static func < (left: ByteName, right: ByteName) -> Bool {
        var text = left.text, other = right.text
        return text.withBorrowedText { mine in other.withBorrowedText { mine.precedes($0) } }
    }
}
