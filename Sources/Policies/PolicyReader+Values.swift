extension PolicyReader {
    mutating func text(_ entry: SyntaxNode.Entry) -> String? {
        text(entry.value) { reader, mend in reader.wrongType(entry, "a text", mend: mend) }
    }

    /// A list of texts, or one text in the place of a list of one; never empty.
    mutating func texts(
        _ entry: SyntaxNode.Entry, of what: String
    ) -> [(text: String, position: SourcePosition)]? {
        guard case .sequence(let items) = entry.value.value else {
            return text(entry).map { [($0, entry.value.position)] }
        }
        guard !items.isEmpty else {
            diagnostics.refuse(entry.value.position, "\(entry.key.name.quoted) is empty; it takes \(what)")
            return nil
        }
        let texts = items.compactMap { item in
            text(item) { reader, mend in
                reader.diagnostics.refuse(
                    item.position, "\(entry.key.name.quoted) takes texts, not \(item.described)", mend: mend)
            }
            .map { ($0, item.position) }
        }
        return texts.count == items.count ? texts : nil
    }

    private mutating func text(
        _ node: SyntaxNode, refuse: (inout PolicyReader, _ mend: String?) -> Void
    ) -> String? {
        switch node.value {
        case .text(let text): return text
        case .null, .sequence, .mapping: refuse(&self, nil)
        case .boolean, .integer, .float: refuse(&self, node.scalarText.map { "put it in quotes: `\"\($0)\"`" })
        }
        return nil
    }

    /// A finite number.
    mutating func number(_ entry: SyntaxNode.Entry) -> Double? {
        switch entry.value.value {
        case .integer(let integer): return Double(integer)
        case .float(let number):
            if number.isFinite { return number }
            diagnostics.refuse(entry.value.position, "\(entry.key.name.quoted) takes a finite number")
        case .text(let text): wrongType(entry, "a number", mend: Self.numberMeant(by: text, entry.value))
        case .null, .boolean, .sequence, .mapping: wrongType(entry, "a number")
        }
        return nil
    }

    /// 90 where 0.9 was meant; nil of what is hardly per cent.
    static func share(ofPercent number: Double) -> String? {
        2...100 ~= number ? (number / 100).roundedTo15Digits.shortest : nil
    }

    /// `"0.9"`, `90%`, `0,9` and `≥ 0.9` are meant as 0.9.
    private static func numberMeant(by text: String, _ node: SyntaxNode) -> String? {
        func number(_ text: some StringProtocol) -> Double? {
            switch CoreSchema.value(of: String(text)) {
            case .integer(let integer): Double(integer)
            case .float(let number) where number.isFinite: number
            default: nil
            }
        }
        if number(text) != nil { return "remove the quotes: `\(text)`" }
        if text.hasSuffix("%"), let percent = number(text.dropLast()) {
            return "did you mean `\((percent / 100).roundedTo15Digits.shortest)`?"
        }
        // A no-break space is no blank to YAML.
        let alone = text.drop { "≥>=".contains($0) || $0.isWhitespace }
        let point = String(alone.map { $0 == "," ? "." : $0 })
        return number(point) == nil ? nil : "did you mean `\(point)`?"
    }

    mutating func boolean(_ entry: SyntaxNode.Entry) -> Bool? {
        switch entry.value.value {
        case .boolean(let boolean): return boolean
        case .text(let text):
            let mend: String? =
                switch text.lowercased() {
                case "true", "yes", "on", "y": "did you mean `true`?"
                case "false", "no", "off", "n": "did you mean `false`?"
                default: nil
                }
            wrongType(entry, "`true` or `false`", mend: mend)
        default: wrongType(entry, "`true` or `false`")
        }
        return nil
    }

    /// One of the words of `Choice`.
    mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ entry: SyntaxNode.Entry
    ) -> Choice? {
        guard let word = text(entry) else { return nil }
        if let choice = Choice(rawValue: word) { return choice }
        let words = Choice.allCases.map(\.rawValue)
        let mend =
            Spelling.suggestion(for: word, among: words).map { "did you mean `\($0)`?" }
            ?? "it is one of \(words.map { "`\($0)`" }.joined(separator: ", "))"
        diagnostics.refuse(
            entry.value.position, "\(word.quoted) is no value of `\(entry.key.name)`", mend: mend)
        return nil
    }

    mutating func wrongType(_ entry: SyntaxNode.Entry, _ wanted: String, mend: String? = nil) {
        if case .null = entry.value.value {
            diagnostics.refuse(
                entry.key.position, "\(entry.key.name.quoted) has no value; it takes \(wanted)", mend: mend)
        } else {
            diagnostics.refuse(
                entry.value.position, "\(entry.key.name.quoted) takes \(wanted), not \(entry.value.described)",
                mend: mend)
        }
    }
}

extension SyntaxNode {
    /// A key's text.
    var name: String { scalarText ?? "" }

    /// What kind of value it is, as a message says it.
    var described: String {
        switch value {
        case .null: "nothing"
        case .boolean(let boolean): "`\(boolean)`"
        case .integer, .float: "the number \((scalarText ?? "").quoted)"
        case .text(let text): "the text \(text.quoted)"
        case .sequence: "a list"
        case .mapping: "a mapping"
        }
    }
}
