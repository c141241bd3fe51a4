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
        left.text == right.text && left.text.utf8.elementsEqual(right.text.utf8)
    }

    /// Hashes the name. Two Unicode forms of a text have the same hash.
    package func hash(into hasher: inout Hasher) { hasher.combine(text) }

    /// Orders names by their bytes.
    package static func < (left: ByteName, right: ByteName) -> Bool {
        left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
    }
}
