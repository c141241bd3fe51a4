/// A JSON text that can be written in several layouts, or a broken text.
indirect enum Sketch {
    /// A literal text: a number, a word or a broken text.
    case raw(String)
    /// A text that is already escaped.
    case text(String)
    case list([Sketch])
    case object([(String, Sketch)])

    /// The text on one line.
    var compact: String {
        switch self {
        case .raw(let text): text
        case .text(let text): "\"\(text)\""
        case .list(let items): "[" + items.map(\.compact).joined(separator: ",") + "]"
        case .object(let fields): "{" + fields.map { "\"\($0)\":\($1.compact)" }.joined(separator: ",") + "}"
        }
    }

    /// The text on several lines, with indentation.
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
