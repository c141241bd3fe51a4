/// Reads a few texts of a JSON object by their names, for readers of reports.
package struct JSONTexts: ~Copyable {
    private var parser = ResponseParser()
    private var padded: [UInt8] = []

    /// Creates a reader.
    package init() {}

    /// Whether the last text has a number beyond a double or half of a surrogate pair. Its value then has other texts in
    /// their places.
    package var wasRepaired: Bool { parser.isRepaired }

    /// The texts at `paths`, each a list of member names from the root; nil if a path leads to no text.
    package mutating func texts(
        in json: some Collection<UInt8>, at paths: [[String]]
    ) throws(UnreadableText) -> [String?] {
        try value(of: json) { root in paths.map { Self.text(in: root, at: $0) } }
    }

    /// Passes the root value of a JSON text to `body`. Values of it are valid until the next call.
    package mutating func value<Found>(
        of json: some Collection<UInt8>, _ body: (JSONValue) -> Found
    ) throws(UnreadableText) -> Found {
        padded.removeAll(keepingCapacity: true)
        padded += json
        let count = padded.count
        // The parser reads whole words, also past the end.
        padded += repeatElement(0, count: 64)
        // The values point into the parser, so they are parsed and read within one closure.
        let found = padded.withBorrowedText(ofFirst: count) { text in
            Result { () throws(UnreadableText) -> Found in body(try parser.parse(text)) }
        }
        return try found.get()
    }

    /// The root value of a JSON text. It is valid until the next call.
    /// - Parameter json: 64 readable bytes must follow it.
    package mutating func root(ofPadded json: BorrowedText) throws(UnreadableText) -> JSONValue {
        try parser.parse(json)
    }

    private static func text(in root: JSONValue, at path: [String]) -> String? {
        var value = root
        for name in path {
            guard value.is(.object),
                let member = JSONMembers(of: value).first(where: { String($0.name) == name })
            else { return nil }
            value = member.value
        }
        return value.is(.text) ? String(value.text) : nil
    }
}
