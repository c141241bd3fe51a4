/// A YAML file other than a policy. It is read like one, and its errors are reported like those of a policy (CONTRACT
/// section 4).
///
/// A method that returns nil has added a diagnostic. All diagnostics are in the error that `finish` throws.
package struct SettingsFile {
    /// A key and its value.
    package struct Entry {
        let entry: SyntaxNode.Entry

        /// Whether the value is a list or a mapping without elements.
        package var isEmpty: Bool {
            switch entry.value.value {
            case .sequence(let items): items.isEmpty
            case .mapping(let entries): entries.isEmpty
            case .null, .boolean, .integer, .float, .text: false
            }
        }
    }

    /// A text and its place in the file.
    package struct Text {
        /// The characters.
        package let text: String
        let position: SourcePosition
    }

    /// A mapping: its known keys, each once.
    package struct Section {
        let fields: SyntaxFields

        /// The entry of a key; nil if the section does not have it.
        package subscript(name: String) -> Entry? { fields[name].map(Entry.init) }

        /// The line of the section in its file, from 1.
        package var line: Int { fields.position.line }
    }

    private let source: PolicySource
    private var reader: PolicyReader
    private let root: SyntaxNode

    /// Reads `bytes`: YAML text in UTF-8, with or without a byte order mark.
    /// - Parameter path: The file's name in messages. No file is opened.
    /// - Throws: The reason why the file is not text, not YAML or no mapping with a key of its kind.
    package init(_ bytes: [UInt8], named path: String, kind: DocumentKind) throws(PolicyErrors) {
        source = try PolicySource(bytes, named: path, kind: kind)
        var syntax = PolicySyntax(source)
        guard let root = syntax.root() else { throw syntax.diagnostics.errors(in: source) }
        self.root = root
        reader = PolicyReader(diagnostics: syntax.diagnostics)
        reader.examples = kind.examples
        guard case .mapping(let entries) = root.value,
            entries.contains(where: { kind.keys.contains($0.key.scalarText ?? "") })
        else {
            reader.diagnostics.refuse(.start, kind.mismatch, fixIt: kind.explanation)
            throw reader.diagnostics.errors(in: source)
        }
    }

    /// The file's mapping, which may have these keys.
    package mutating func section(keys: [String]) -> Section {
        let fields = reader.fields(of: root, keys: keys, owner: "a \(source.kind.noun)")
        return Section(fields: fields ?? SyntaxFields(at: .start))
    }

    /// The mappings of a list, each of which may have these keys.
    /// - Parameters:
    ///   - owner: The name of a mapping in messages, with its article.
    ///   - example: A mapping, as a fix.
    package mutating func sections(
        _ entry: Entry, keys: [String], owner: String, example: String
    ) -> [Section] {
        guard case .sequence(let items) = entry.entry.value.value else {
            reader.wrongType(entry.entry, "a list", fixIt: "as in `- \(example)`")
            return []
        }
        return items.compactMap { item in
            guard case .mapping = item.value else {
                reader.diagnostics.refuse(
                    item.position, "\(owner) is a mapping, not \(item.described)", fixIt: "as in `\(example)`")
                return nil
            }
            return reader.fields(of: item, keys: keys, owner: owner).map(Section.init)
        }
    }

    /// A text.
    /// - Parameters:
    ///   - wanted: What the key takes, for the message about a value that is not a text.
    ///   - fixIt: The fix for such a value. The default suggests quotes if they make it a text.
    package mutating func text(
        _ entry: Entry, wanted: String = "a text", fixIt: String? = nil
    ) -> Text? {
        reader.text(entry.entry, wanted: wanted, fixIt: fixIt).map {
            Text(text: $0, position: entry.entry.value.position)
        }
    }

    /// The texts of a list; a single text counts as a list of one.
    /// - Parameter what: What the list holds, for the message about an empty one.
    package mutating func texts(_ entry: Entry, of what: String) -> [Text] {
        (reader.texts(entry.entry, of: what) ?? []).map { Text(text: $0.text, position: $0.position) }
    }

    /// One of the words of `Choice`.
    package mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ entry: Entry, of type: Choice.Type = Choice.self
    ) -> Choice? { reader.choice(entry.entry) }

    /// The mapping of a key, which may have these keys.
    /// - Parameters:
    ///   - owner: The name of the mapping in messages.
    ///   - fixIt: The fix for a value that is not a mapping. The default is the key's example.
    package mutating func section(
        _ entry: Entry, keys: [String], owner: String, fixIt: String? = nil
    ) -> Section? {
        guard case .mapping = entry.entry.value.value else {
            reader.wrongType(entry.entry, "a mapping", fixIt: fixIt)
            return nil
        }
        return reader.fields(of: entry.entry.value, keys: keys, owner: owner).map(Section.init)
    }

    /// A finite number.
    package mutating func number(_ entry: Entry) -> Double? { reader.number(entry.entry) }

    /// Whole numbers of a list.
    package mutating func labels(_ entry: Entry) -> Set<Int64>? { reader.labels(entry.entry) }

    /// Refuses an empty value.
    /// - Parameters:
    ///   - wanted: What it takes.
    ///   - fixIt: What to write. The default is the key's example.
    package mutating func refuseEmpty(_ entry: Entry, _ wanted: String, fixIt: String? = nil) {
        reader.empty(entry.entry, wanted, fixIt: fixIt)
    }

    /// Refuses a mapping, with a fix if there is one.
    package mutating func refuse(_ section: Section, _ message: String, fixIt: String? = nil) {
        reader.diagnostics.refuse(section.fields.position, message, fixIt: fixIt)
    }

    /// Refuses the absence of a key, unless a diagnostic for a misspelt one exists.
    package mutating func requires(_ name: String, in section: Section, _ message: String, fixIt: String) {
        reader.requires(name, in: section.fields, message, fixIt: fixIt)
    }

    /// Refuses a text, with a fix if there is one.
    package mutating func refuse(_ text: Text, _ message: String, fixIt: String? = nil) {
        reader.diagnostics.refuse(text.position, message, fixIt: fixIt)
    }

    /// Refuses a value, with a fix if there is one.
    package mutating func refuse(_ entry: Entry, _ message: String, fixIt: String? = nil) {
        reader.diagnostics.refuse(entry.entry.value.position, message, fixIt: fixIt)
    }

    /// The word of `words` that a text resembles, as a fix.
    package static func suggestion(for text: Text, among words: some Sequence<String>) -> String? {
        Spelling.suggestion(for: text.text, among: words).map { "did you mean `\($0)`?" }
    }

    /// Checks that no diagnostic was added.
    /// - Throws: All diagnostics.
    package func finish() throws(PolicyErrors) {
        if !reader.diagnostics.isEmpty { throw reader.diagnostics.errors(in: source) }
    }
}
