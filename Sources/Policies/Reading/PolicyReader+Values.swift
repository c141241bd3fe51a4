extension PolicyReader {
    /// - Parameter fixIt: The fix for a value that is not a text. The default suggests quotes if they make it a
    ///   text.
    mutating func text(
        _ entry: SyntaxNode.Entry, wanted: String = "a text", fixIt: String? = nil
    ) -> String? {
        if case .text(let text) = entry.value.value { return text }
        wrongType(entry, wanted, fixIt: fixIt ?? Self.inQuotes(entry.value))
        return nil
    }

    /// The valid texts of a list; a single text counts as a list of one.
    ///
    /// - Parameter fixIt: As for `text`.
    mutating func texts(
        _ entry: SyntaxNode.Entry, of what: String, fixIt: String? = nil
    ) -> [(text: String, position: SourcePosition)]? {
        guard case .sequence(let items) = entry.value.value else {
            return text(entry, fixIt: fixIt).map { [($0, entry.value.position)] }
        }
        guard !items.isEmpty else {
            empty(entry, what)
            return nil
        }
        let example = example(of: entry)
        return items.compactMap { item in
            if case .text(let text) = item.value { return (text, item.position) }
            diagnostics.refuse(
                item.position, "\(entry.key.name.quoted) takes texts, not \(item.described)",
                fixIt: fixIt ?? Self.inQuotes(item) ?? example)
            return nil
        }
    }

    private static func inQuotes(_ node: SyntaxNode) -> String? {
        switch node.value {
        case .boolean, .integer, .float: node.scalarText.map { "put it in quotes: `\"\($0)\"`" }
        case .null, .text, .sequence, .mapping: nil
        }
    }

    /// A finite number.
    mutating func number(_ entry: SyntaxNode.Entry) -> Double? {
        switch entry.value.value {
        case .integer(let integer): return Double(integer)
        case .float(let number):
            if number.isFinite { return number }
            let example = example(of: entry)
            diagnostics.refuse(
                entry.value.position, "\(entry.key.name.quoted) takes a finite number", fixIt: example)
        case .text(let text): wrongType(entry, "a number", fixIt: Self.numberMeant(by: text, entry.value))
        case .null, .boolean, .sequence, .mapping: wrongType(entry, "a number")
        }
        return nil
    }

    /// 0.9 for 90; nil if the number is unlikely to be a percentage.
    static func share(ofPercent number: Double) -> String? {
        2...100 ~= number ? number.timesInDecimals(0.01).shortest : nil
    }

    /// The number meant by `"0.9"`, `90%`, `0,9` and `≥ 0.9`: 0.9.
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
            return "did you mean `\(percent.timesInDecimals(0.01).shortest)`?"
        }
        // YAML does not treat a no-break space as a blank.
        let alone = text.drop { "≥>=".contains($0) || $0.isWhitespace }
        let point = String(alone.map { $0 == "," ? "." : $0 })
        return number(point) == nil ? nil : "did you mean `\(point)`?"
    }

    mutating func boolean(_ entry: SyntaxNode.Entry) -> Bool? {
        switch entry.value.value {
        case .boolean(let boolean): return boolean
        case .text(let text):
            let fixIt: String? =
                switch text.lowercased() {
                case "true", "yes", "on", "y": "did you mean `true`?"
                case "false", "no", "off", "n": "did you mean `false`?"
                default: nil
                }
            wrongType(entry, "`true` or `false`", fixIt: fixIt)
        default: wrongType(entry, "`true` or `false`")
        }
        return nil
    }

    /// One of the words of `Choice`.
    mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ entry: SyntaxNode.Entry
    ) -> Choice? {
        let words = Choice.allCases.map(\.rawValue)
        let oneOf = "it is one of \(words.map { "`\($0)`" }.joined(separator: ", "))"
        guard let word = text(entry, fixIt: oneOf) else { return nil }
        if let choice = Choice(rawValue: word) { return choice }
        let meant = Spelling.suggestion(for: word, among: words)
        diagnostics.refuse(
            entry.value.position, "\(word.quoted) is not a value of `\(entry.key.name)`",
            fixIt: meant.map { "did you mean `\($0)`?" } ?? oneOf)
        return nil
    }

    /// - Parameter fixIt: The likely intent. The default is the key's example.
    mutating func wrongType(_ entry: SyntaxNode.Entry, _ wanted: String, fixIt: String? = nil) {
        let fixIt = fixIt ?? example(of: entry)
        if case .null = entry.value.value {
            diagnostics.refuse(
                entry.key.position, "\(entry.key.name.quoted) has no value; it takes \(wanted)", fixIt: fixIt)
        } else {
            diagnostics.refuse(
                entry.value.position, "\(entry.key.name.quoted) takes \(wanted), not \(entry.value.described)",
                fixIt: fixIt)
        }
    }

    /// - Parameter fixIt: What to write. The default is the key's example.
    mutating func empty(_ entry: SyntaxNode.Entry, _ wanted: String, fixIt: String? = nil) {
        let fixIt = fixIt ?? example(of: entry)
        diagnostics.refuse(
            entry.value.position, "\(entry.key.name.quoted) is empty; it takes \(wanted)", fixIt: fixIt)
    }
}

extension SyntaxNode {
    /// A key's text.
    var name: String { scalarText ?? "" }

    /// The items of a list; a single value counts as a list of one.
    var items: [SyntaxNode] {
        if case .sequence(let items) = value { items } else { [self] }
    }

    /// The kind of a value, as messages name it.
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
