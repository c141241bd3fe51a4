/// The entries of a YAML mapping by their keys: known ones only, each once.
struct SyntaxFields: Sequence {
    fileprivate(set) var position: SourcePosition
    private var entries: [(name: String, entry: SyntaxNode.Entry)] = []
    private var indices: [String: Int] = [:]
    /// Known keys that unknown ones were probably meant to be.
    private var suggested: Set<String> = []

    init(at position: SourcePosition) { self.position = position }

    subscript(name: String) -> SyntaxNode.Entry? { indices[name].map { entries[$0].entry } }

    /// Whether a misspelt key was probably meant to be this one, so that its absence is no news.
    func suggests(_ name: String) -> Bool { suggested.contains(name) }

    /// Those of `names` that are there.
    func inFileOrder(_ names: [String]) -> [(name: String, entry: SyntaxNode.Entry)] {
        names.compactMap { indices[$0] }.sorted().map { entries[$0] }
    }

    func makeIterator() -> some IteratorProtocol<(name: String, entry: SyntaxNode.Entry)> {
        entries.makeIterator()
    }

    /// False where the key is there already.
    fileprivate mutating func insert(_ name: String, _ entry: SyntaxNode.Entry) -> Bool {
        guard indices[name] == nil else { return false }
        indices[name] = entries.count
        entries.append((name, entry))
        return true
    }

    fileprivate mutating func suggest(_ name: String) { suggested.insert(name) }
}

extension PolicyReader {
    /// The entries of `node`, which may have these keys; nil where it is no mapping.
    mutating func fields(of node: SyntaxNode, keys: [String], owner: String) -> SyntaxFields? {
        guard case .mapping(let entries) = node.value else {
            diagnostics.refuse(node.position, "\(owner) is a mapping of keys, not \(node.described)")
            return nil
        }
        var fields = SyntaxFields(at: node.position)
        for (name, entry) in self.fields(entries, owner: owner) {
            if keys.contains(name) {
                _ = fields.insert(name, entry)
                continue
            }
            let suggestion = Spelling.suggestion(for: name, among: keys)
            if let suggestion { fields.suggest(suggestion) }
            diagnostics.refuse(
                entry.key.position, "unknown key \(name.quoted)",
                mend: suggestion.map { "did you mean `\($0)`?" } ?? Self.mend(unknown: name, owner, keys))
        }
        return fields
    }

    /// The entries of a mapping with keys of any name.
    mutating func fields(_ entries: [SyntaxNode.Entry], owner: String) -> SyntaxFields {
        var fields = SyntaxFields(at: .start)
        for entry in entries {
            guard let name = entry.key.scalarText else {
                diagnostics.refuse(entry.key.position, "a key of \(owner) is a text, not \(entry.key.described)")
                continue
            }
            if !fields.insert(name, entry) {
                let line = fields[name]?.key.position.line ?? 0
                diagnostics.refuse(
                    entry.key.position, "duplicate key \(name.quoted)", mend: "line \(line) has it first; keep one")
            }
        }
        return fields
    }

    private static func mend(unknown name: String, _ owner: String, _ keys: [String]) -> String {
        switch (name, owner) {
        case ("<<", _): "YAML 1.2 has no merge keys; write the keys out"
        case ("id", _), ("severity", _), ("why", _), ("missing", "a condition"):
            "it belongs to the rule, beside `id`"
        default: "\(owner) has the keys \(keys.map { "`\($0)`" }.joined(separator: ", "))"
        }
    }

    /// Refuses the absence of a key, unless a misspelt one has been refused already.
    mutating func requires(_ name: String, in fields: SyntaxFields, _ message: String, mend: String) {
        guard fields[name] == nil else { return }
        requires(anyOf: [name], in: fields, message, mend: mend)
    }

    /// Refuses the absence of all of `names`, unless a misspelt one has been refused already.
    mutating func requires(
        anyOf names: [String], in fields: SyntaxFields, at position: SourcePosition? = nil, _ message: String,
        mend: String
    ) {
        guard !names.contains(where: fields.suggests) else { return }
        diagnostics.refuse(position ?? fields.position, message, mend: mend)
    }
}
