/// The entries of a YAML mapping by key: known keys only, each once.
struct SyntaxFields: Sequence {
    let position: SourcePosition
    private var entries: [(name: String, entry: SyntaxNode.Entry)] = []
    private var indices: [String: Int] = [:]
    /// Known keys that unknown keys resemble.
    private var suggested: Set<String> = []

    init(at position: SourcePosition) { self.position = position }

    subscript(name: String) -> SyntaxNode.Entry? { indices[name].map { entries[$0].entry } }

    /// Whether a misspelt key resembles this one, so that its absence needs no diagnostic.
    func suggests(_ name: String) -> Bool { suggested.contains(name) }

    /// The entries among `names` that exist, in file order.
    func inFileOrder(_ names: [String]) -> [(name: String, entry: SyntaxNode.Entry)] {
        names.compactMap { indices[$0] }.sorted().map { entries[$0] }
    }

    func makeIterator() -> some IteratorProtocol<(name: String, entry: SyntaxNode.Entry)> {
        entries.makeIterator()
    }

    /// Adds an entry. Returns false if the key exists.
    mutating func insert(_ name: String, _ entry: SyntaxNode.Entry) -> Bool {
        guard indices[name] == nil else { return false }
        indices[name] = entries.count
        entries.append((name, entry))
        return true
    }

    mutating func suggest(_ name: String) { suggested.insert(name) }
}
