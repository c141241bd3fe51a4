/// The entries of a YAML mapping by their keys: known ones only, each once.
struct SyntaxFields: Sequence {
    let position: SourcePosition
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
    mutating func insert(_ name: String, _ entry: SyntaxNode.Entry) -> Bool {
        guard indices[name] == nil else { return false }
        indices[name] = entries.count
        entries.append((name, entry))
        return true
    }

    mutating func suggest(_ name: String) { suggested.insert(name) }
}
