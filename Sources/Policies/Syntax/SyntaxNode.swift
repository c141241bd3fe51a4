/// A YAML value with its place in the file; aliases are replaced by what they stand for.
struct SyntaxNode {
    struct Entry {
        var key: SyntaxNode
        var value: SyntaxNode
    }

    enum Content {
        /// `isPlain`: written without quotes, so that it may be a number, a boolean or nothing.
        case scalar(String, isPlain: Bool)
        case sequence([SyntaxNode])
        /// In the order of the file. A key may be there more than once.
        case mapping([Entry])
    }

    var position: SourcePosition
    var content: Content
    /// Values in it, itself included, aliases expanded.
    var count: Int
    /// Levels of lists and mappings: 0 for a scalar.
    var depth: Int
}

extension SyntaxNode {
    /// What a plain scalar means in the core schema (YAML 1.2.2, section 10.3); quoted ones are texts.
    enum Value {
        case null
        case boolean(Bool)
        case integer(Int64)
        /// Integers beyond 64 bits, too. May be infinite or not a number.
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

    /// The characters of a scalar as written, whatever they mean.
    var scalarText: String? {
        if case .scalar(let text, _) = content { text } else { nil }
    }
}
