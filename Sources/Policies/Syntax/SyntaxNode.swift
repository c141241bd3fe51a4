/// A YAML value with its position in the file; aliases are replaced by their values.
struct SyntaxNode {
    struct Entry {
        var key: SyntaxNode
        var value: SyntaxNode
    }

    enum Content {
        /// `isPlain`: without quotes, so that it may be a number, a boolean or null.
        case scalar(String, isPlain: Bool)
        case sequence([SyntaxNode])
        /// Entries in the order of the file. Keys may repeat.
        case mapping([Entry])
    }

    var position: SourcePosition
    var content: Content
    /// The number of values in the node, itself included, with aliases expanded.
    var count: Int
    /// Levels of lists and mappings: 0 for a scalar.
    var depth: Int
}

extension SyntaxNode {
    /// The meaning of a plain scalar in the core schema (YAML 1.2.2, section 10.3); quoted scalars are texts.
    enum Value {
        case null
        case boolean(Bool)
        case integer(Int64)
        /// Also an integer beyond 64 bits. May be infinite or not a number.
        case float(Double)
        case text(String)
        case sequence([SyntaxNode])
        case mapping([Entry])
    }

    var value: Value {
        switch content {
        case .sequence(let items): .sequence(items)
        case .mapping(let entries): .mapping(entries)
        case .scalar(let text, isPlain: false): .text(text)
        case .scalar(let text, isPlain: true): CoreSchema.value(of: text)
        }
    }

    /// The characters of a scalar as written.
    var scalarText: String? {
        if case .scalar(let text, _) = content { text } else { nil }
    }
}
