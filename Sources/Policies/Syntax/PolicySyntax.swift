import Responses
internal import Yams

/// YAML text to a tree of our own: the only place that knows the YAML library.
///
/// The library is kept from two things it does worse than we need. It follows aliases itself, without a limit, and
/// stops at an unquoted `*.type`: so every `*` is given to it as a stand-in character, and aliases are
/// followed here. It stops at the first duplicate key and doesn't say where: so that key is renamed by its first
/// character and the text parsed again, and the tree has both keys with their places. Either way each character
/// stays one character, and positions remain true.
struct PolicySyntax {
    private(set) var diagnostics = DiagnosticList()
    private let source: PolicySource
    private var text: [Unicode.Scalar]
    /// Stands for `*`; a character that the file doesn't use.
    private let star: Unicode.Scalar
    /// First characters of renamed keys, by the place of the key.
    private var renamed: [SourcePosition: Unicode.Scalar] = [:]
    private var anchors: [String: SyntaxNode] = [:]
    private var count = 0

    /// More duplicate keys than this in one file are not all reported.
    private static let renamings = 20

    init(_ source: PolicySource) {
        self.source = source
        let used = Set(source.scalars)
        // 6,400 private characters; a file that uses them all has lost its claim to stars.
        star = (0xE100...0xF8FF).lazy.compactMap(Unicode.Scalar.init).first { !used.contains($0) } ?? "*"
        let star = star
        text = source.scalars.map { $0 == "*" ? star : $0 }
    }

    /// The file's document; nil, with diagnostics, where it holds none.
    mutating func root() -> SyntaxNode? {
        if let forbidden = source.firstForbidden {
            diagnostics.refuse(
                forbidden, "this does not look like a policy: it holds control characters",
                fixIt: "a policy is YAML text in UTF-8")
            return nil
        }
        while true {
            do {
                let parser = try Parser(yaml: string(text), resolver: .basic, encoding: .utf8)
                guard let node = try parser.singleRoot() else {
                    diagnostics.refuse(
                        .start, "the file is empty", fixIt: "`policy show` prints a policy to start from")
                    return nil
                }
                // Nodes hold their anchors weakly; the parser owns them.
                return withExtendedLifetime(parser) { convert(node, depth: 0) }
            } catch YamlError.duplicatedKeysInMapping(let names, let context) {
                let position = source.clamped(SourcePosition(context.mark))
                guard rename(position) else {
                    let name = names.first.map(original) ?? ""
                    diagnostics.refuse(
                        position, "the key \(name.quoted) is there twice in one mapping",
                        fixIt: "keep one of them")
                    return nil
                }
            } catch {
                refuse(error)
                return nil
            }
        }
    }

    /// Gives the key at `position` another first character; false where that would change more than the name.
    private mutating func rename(_ position: SourcePosition) -> Bool {
        guard renamed.count < Self.renamings, renamed[position] == nil,
            var index = source.index(of: position)
        else { return false }
        if text[index] == "\"" || text[index] == "'" { index += 1 }
        guard index < text.count,
            text[index].properties.isAlphabetic || ("0"..."9").contains(text[index]) || text[index] == star,
            let standIn = Unicode.Scalar(0xE000 + UInt32(renamed.count))
        else { return false }
        renamed[position] = text[index]
        text[index] = standIn
        return true
    }
}

/// The tree.
extension PolicySyntax {
    private mutating func convert(_ node: Node, depth: Int) -> SyntaxNode? {
        let position = node.mark.map { SourcePosition($0) } ?? .start
        guard enter(count: 1, depth: depth, at: position) else { return nil }
        let converted: SyntaxNode?
        switch node {
        case .scalar(let scalar):
            refuseTag(scalar.tag, at: position)
            return self.scalar(scalar, depth: depth, at: position)
        case .sequence(let sequence):
            refuseTag(sequence.tag, at: position)
            converted = self.sequence(sequence, depth: depth, at: position)
        case .mapping(let mapping):
            refuseTag(mapping.tag, at: position)
            converted = self.mapping(mapping, depth: depth, at: position)
        case .alias: return nil  // Made by the library's emitting side only.
        }
        if let anchor = node.anchor { anchors[anchor.rawValue] = converted }
        return converted
    }

    private mutating func scalar(_ scalar: Node.Scalar, depth: Int, at position: SourcePosition) -> SyntaxNode?
    {
        var scalars = Array(scalar.string.unicodeScalars)
        if let first = renamed[position], !scalars.isEmpty { scalars[0] = first }
        if scalar.style == .plain, scalars.first == star {
            return alias(string(scalars.dropFirst()), depth: depth, at: position)
        }
        let text = original(string(scalars))
        let node = SyntaxNode(
            position: position, content: .scalar(text, isPlain: scalar.style == .plain), count: 1, depth: 0)
        if let anchor = scalar.anchor { anchors[anchor.rawValue] = node }
        return node
    }

    private mutating func alias(_ name: String, depth: Int, at position: SourcePosition) -> SyntaxNode? {
        if let target = anchors[name] {
            return enter(count: target.count, depth: depth + target.depth, at: position) ? target : nil
        }
        let text = "*" + original(name)
        diagnostics.refuseForGood(
            position, "\(text.quoted) starts with `*`, which YAML takes for an alias",
            fixIt: text.count <= 60 ? "did you mean `\"\(text.visible)\"`?" : "put it in quotes")
        return SyntaxNode(position: position, content: .scalar(text, isPlain: false), count: 1, depth: 0)
    }

    private mutating func sequence(
        _ sequence: Node.Sequence, depth: Int, at position: SourcePosition
    ) -> SyntaxNode? {
        var node = SyntaxNode(position: position, content: .sequence([]), count: 1, depth: 1)
        var items: [SyntaxNode] = []
        for item in sequence {
            guard let item = convert(item, depth: depth + 1) else { return nil }
            node.include(item)
            items.append(item)
        }
        node.content = .sequence(items)
        return node
    }

    private mutating func mapping(
        _ mapping: Node.Mapping, depth: Int, at position: SourcePosition
    ) -> SyntaxNode? {
        var node = SyntaxNode(position: position, content: .mapping([]), count: 1, depth: 1)
        var entries: [SyntaxNode.Entry] = []
        for (key, value) in mapping {
            guard let key = convert(key, depth: depth + 1), let value = convert(value, depth: depth + 1)
            else { return nil }
            node.include(key)
            node.include(value)
            entries.append(SyntaxNode.Entry(key: key, value: value))
        }
        node.content = .mapping(entries)
        return node
    }

    /// Counts what is about to be taken in; false, with a diagnostic, where it is too much.
    private mutating func enter(count more: Int, depth: Int, at position: SourcePosition) -> Bool {
        count += more
        if depth > PolicyLimits.nodeDepth {
            diagnostics.refuse(
                position, "lists and mappings nest more than \(PolicyLimits.nodeDepth) deep here")
            return false
        }
        if count > PolicyLimits.nodes {
            diagnostics.refuse(
                position,
                "with its aliases written out, the file has more than \(PolicyLimits.nodes.grouped) values")
            return false
        }
        return true
    }

    private mutating func refuseTag(_ tag: Tag, at position: SourcePosition) {
        switch tag.description {
        case "", "!", "tag:yaml.org,2002:str", "tag:yaml.org,2002:seq", "tag:yaml.org,2002:map": break
        case let name: diagnostics.refuse(position, "a policy takes no YAML tags such as \(name.quoted)")
        }
    }

    /// With the stars that the library was not shown.
    private func original(_ text: String) -> String {
        string(text.unicodeScalars.lazy.map { $0 == star ? "*" : $0 })
    }

    private func string(_ scalars: some Sequence<Unicode.Scalar>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }
}

/// The library's errors.
extension PolicySyntax {
    private mutating func refuse(_ error: any Error) {
        switch error {
        case YamlError.scanner(let context, let problem, let mark, _),
            YamlError.parser(let context, let problem, let mark, _):
            refuse(
                SyntaxFault(
                    problem: problem, position: SourcePosition(mark),
                    context: context.map { SourcePosition($0.mark) }))
        case YamlError.composer(_, _, let mark, _):
            diagnostics.refuse(
                SourcePosition(mark), "a policy file holds one document, and here a second one starts",
                fixIt: "put each policy into a file of its own")
        default:
            diagnostics.refuse(.start, "this is not YAML")
        }
    }

    private mutating func refuse(_ fault: SyntaxFault) {
        guard SyntaxFault.looksLikePolicy(source) else {
            diagnostics.refuse(.start, SyntaxFault.notAPolicy, fixIt: SyntaxFault.whatAPolicyIs)
            return
        }
        let position = source.clamped(fault.place)
        let found = source.index(of: position).map { source.scalars[$0] }
        diagnostics.refuse(
            position, fault.message, fixIt: noBreakSpace(before: position) ?? fault.fixIt(found: found))
    }

    /// What looks like a blank and is none makes faults that nobody sees, often on the line behind it.
    private func noBreakSpace(before position: SourcePosition) -> String? {
        let line = [position.line, position.line - 1].first { $0 > 0 && source.line($0).contains("\u{A0}") }
        return line.map {
            "line \($0) holds a no-break space (U+00A0), which is no blank to YAML: type a blank"
        }
    }
}

extension SourcePosition {
    fileprivate init(_ mark: Mark) { self.init(line: mark.line, column: mark.column) }
}

extension SyntaxNode {
    fileprivate mutating func include(_ part: SyntaxNode) {
        count += part.count
        depth = max(depth, part.depth + 1)
    }
}
