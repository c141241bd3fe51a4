/// A JSON text to be written down in one way or another; or something broken.
indirect enum Sketch {
    /// As it stands: a number, a word, a broken text.
    case raw(String)
    /// A text, already escaped.
    case text(String)
    case list([Sketch])
    case object([(String, Sketch)])

    /// On one line.
    var compact: String {
        switch self {
        case .raw(let text): text
        case .text(let text): "\"\(text)\""
        case .list(let items): "[" + items.map(\.compact).joined(separator: ",") + "]"
        case .object(let fields): "{" + fields.map { "\"\($0)\":\($1.compact)" }.joined(separator: ",") + "}"
        }
    }

    /// Over many lines, as most tools indent.
    var pretty: String { pretty(indentation: "") }

    private func pretty(indentation: String) -> String {
        let inner = indentation + "  "
        func lines(_ items: [String]) -> String { items.map { inner + $0 }.joined(separator: ",\n") }
        switch self {
        case .list(let items) where !items.isEmpty:
            return "[\n\(lines(items.map { $0.pretty(indentation: inner) }))\n\(indentation)]"
        case .object(let fields) where !fields.isEmpty:
            return "{\n\(lines(fields.map { "\"\($0)\": \($1.pretty(indentation: inner))" }))\n\(indentation)}"
        default: return compact
        }
    }
}
