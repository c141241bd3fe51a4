/// A JSON value that outlives its parser, for readers of a report's files.
package enum JSONTree: Sendable, Equatable {
    case null
    case boolean(Bool)
    /// A whole number of 64 bits.
    case integer(Int64)
    /// Any other number; finite.
    case number(Double)
    case text(String)
    case array([JSONTree])
    /// The members in document order. Names may repeat.
    case object([Member])

    /// A member of an object.
    package struct Member: Sendable, Equatable {
        /// The name, without escapes.
        package var name: String
        /// The value.
        package var value: JSONTree

        /// Creates a member.
        package init(_ name: String, _ value: JSONTree) {
            self.name = name
            self.value = value
        }
    }

    /// The first member with this name; nil if the value has none.
    package subscript(name: String) -> JSONTree? { members?.first { $0.name == name }?.value }

    /// The members of an object; nil for any other value.
    package var members: [Member]? { if case .object(let members) = self { members } else { nil } }

    /// The elements of an array; nil for any other value.
    package var elements: [JSONTree]? { if case .array(let elements) = self { elements } else { nil } }

    /// The characters of a text; nil for any other value.
    package var text: String? { if case .text(let text) = self { text } else { nil } }

    /// A whole number; nil for any other value.
    package var integer: Int64? { if case .integer(let integer) = self { integer } else { nil } }
}

/// Reads JSON texts as trees.
package struct JSONTreeReader: ~Copyable {
    private var parser = ResponseParser()
    private var padded: [UInt8] = []

    /// Creates a reader.
    package init() {}

    /// The value that `json` holds. A text that no report contains, such as one with a number beyond a double, is not
    /// JSON here.
    package mutating func tree(of json: some Collection<UInt8>) throws(UnreadableText) -> JSONTree {
        padded.removeAll(keepingCapacity: true)
        padded += json
        let count = padded.count
        // The parser reads whole words, also past the end.
        padded += repeatElement(0, count: 64)
        // The values point into the parser, so they are parsed and copied within one closure.
        let found = padded.withBorrowedText(ofFirst: count) { text in
            Result { () throws(UnreadableText) -> JSONTree in
                let root = try parser.parse(text)
                if parser.isRepaired { throw .notJSON }
                return Self.copy(of: root)
            }
        }
        return try found.get()
    }

    private static func copy(of value: JSONValue) -> JSONTree {
        if let boolean = value.boolean { return .boolean(boolean) }
        if value.is(.integer) { return .integer(value.integer) }
        if let number = value.number { return .number(number) }
        if value.is(.text) { return .text(String(value.text)) }
        if value.is(.array) { return .array(JSONElements(of: value).map(copy)) }
        guard value.is(.object) else { return .null }
        return .object(JSONMembers(of: value).map { JSONTree.Member(String($0.name), copy(of: $0.value)) })
    }
}
