extension PolicyReader {
    /// The entries of `node`, which may have these keys; nil if it is not a mapping.
    mutating func fields(of node: SyntaxNode, keys: [String], owner: String) -> SyntaxFields? {
        guard case .mapping(let entries) = node.value else {
            let id = owner == "a rule" ? "id: a, " : ""
            diagnostics.refuse(
                node.position, "\(owner) is a mapping of keys, not \(node.described)",
                fixIt: "as in `{\(id)signal: u18.is_child, is: true}`")
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
                fixIt: suggestion.map { "did you mean `\($0)`?" } ?? Self.fixIt(unknown: name, owner, keys))
        }
        return fields
    }

    /// The entries of a mapping that allows any key.
    mutating func fields(_ entries: [SyntaxNode.Entry], owner: String) -> SyntaxFields {
        var fields = SyntaxFields(at: .start)
        for entry in entries {
            guard let name = entry.key.scalarText else {
                diagnostics.refuse(
                    entry.key.position, "a key of \(owner) is a text, not \(entry.key.described)",
                    fixIt: "write a name in front of the `:`")
                continue
            }
            if !fields.insert(name, entry) {
                let line = fields[name]?.key.position.line ?? 0
                diagnostics.refuse(
                    entry.key.position, "duplicate key \(name.quoted)",
                    fixIt: "line \(line) has it first; keep one")
            }
        }
        return fields
    }

    private static func fixIt(unknown name: String, _ owner: String, _ keys: [String]) -> String {
        switch (name, owner) {
        case ("<<", _): "YAML 1.2 has no merge keys; write the keys out"
        case ("id", "a policy"), ("severity", "a policy"), ("why", "a policy"), ("handling", "a policy"),
            ("id", "a condition"), ("severity", "a condition"), ("why", "a condition"),
            ("handling", "a condition"), ("missing", "a condition"), ("rise", "a condition"):
            "it belongs to the rule, beside `id`"
        case ("expires_after", "a policy"), ("escalated_for", "a policy"), ("dismissals_needed", "a policy"),
            ("rise", "a policy"), ("expires_after", "a rule"), ("escalated_for", "a rule"),
            ("dismissals_needed", "a rule"):
            "it belongs under `review` of the policy"
        default: "\(owner) has the keys \(keys.map { "`\($0)`" }.joined(separator: ", "))"
        }
    }

    /// Refuses the absence of a key, unless a diagnostic for a misspelt one exists.
    mutating func requires(_ name: String, in fields: SyntaxFields, _ message: String, fixIt: String) {
        guard fields[name] == nil else { return }
        requires(anyOf: [name], in: fields, message, fixIt: fixIt)
    }

    /// Refuses the absence of all of `names`, unless a diagnostic for a misspelt one exists.
    mutating func requires(
        anyOf names: [String], in fields: SyntaxFields, at position: SourcePosition? = nil, _ message: String,
        fixIt: String
    ) {
        guard !names.contains(where: fields.suggests) else { return }
        diagnostics.refuse(position ?? fields.position, message, fixIt: fixIt)
    }
}
