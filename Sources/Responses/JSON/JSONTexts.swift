/// Takes a few texts out of a JSON object by their names, for those who read a report back.
package struct JSONTexts: ~Copyable {
    private var parser = ResponseParser()
    private var padded: [UInt8] = []

    package init() {}

    /// The texts at `paths`, each a list of member names from the root on; nil where there is none.
    package mutating func texts(
        in json: some Collection<UInt8>, at paths: [[String]]
    ) throws(UnreadableText) -> [String?] {
        padded.removeAll(keepingCapacity: true)
        padded += json
        let count = padded.count
        // The parser reads whole words, also behind the end.
        padded += repeatElement(0, count: 64)
        // Parsed and read within one closure: the values point into the parser.
        let found = unsafe padded.withUnsafeBytes { bytes in
            Result { () throws(UnreadableText) -> [String?] in
                let root = try unsafe parser.parse(UnsafeRawBufferPointer(rebasing: bytes[..<count]))
                return paths.map { Self.text(in: root, at: $0) }
            }
        }
        return try found.get()
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
