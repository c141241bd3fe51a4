import Responses
import Utilities

/// Builds a tree of nodes from YAML text, by libyaml's events.
///
/// libyaml's scanner stops at an unquoted `*.type`, with one error for the whole file. To give each such text its
/// own diagnostic, the scanner reads a placeholder character for every `*`. The placeholder is a single character
/// and leaves all positions unchanged. An alias is then a plain scalar that starts with the placeholder.
struct PolicySyntax: ~Copyable {
    private(set) var diagnostics = DiagnosticList()
    private let source: PolicySource
    private var events: YAMLEvents
    /// A private-use character that the file does not contain; `*` itself where the file contains all of them.
    private let star: Unicode.Scalar
    private var anchors: [String: SyntaxNode] = [:]
    private var count = 0

    init(_ source: PolicySource) {
        self.source = source
        let used = Set(source.scalars)
        let star = (0xE100...0xF8FF).lazy.compactMap(Unicode.Scalar.init).first { !used.contains($0) } ?? "*"
        self.star = star
        events = YAMLEvents(Array(Self.string(source.scalars.lazy.map { $0 == "*" ? star : $0 }).utf8))
    }

    /// The file's document; nil, with diagnostics, if it has none.
    ///
    /// Reading stops at the first value past a limit of `PolicyLimits`; the rest of the file is not parsed.
    mutating func root() -> SyntaxNode? {
        if let forbidden = source.firstForbidden {
            diagnostics.refuse(
                forbidden, "\(source.kind.mismatch): it holds control characters",
                fixIt: "a \(source.kind.noun) is YAML text in UTF-8")
            return nil
        }
        if let line = source.firstTagLinePastLimit {
            diagnostics.refuse(
                SourcePosition(line: line, column: 1),
                "the `%TAG` lines hold more than \(PolicyLimits.tagLines.grouped) characters",
                fixIt: "remove them: a \(source.kind.noun) takes no YAML tags")
            return nil
        }
        do throws(SyntaxFault) {
            return try document()
        } catch {
            refuse(error)
            return nil
        }
    }

    private mutating func document() throws(SyntaxFault) -> SyntaxNode? {
        _ = try events.next()  // The start of the stream.
        guard case .documentStart = try events.next().kind else {
            diagnostics.refuse(
                .start, "the file is empty", fixIt: source.kind.start)
            return nil
        }
        guard let root = try node(events.next(), depth: 0) else { return nil }
        _ = try events.next()  // The end of the document.
        let next = try events.next()
        if case .streamEnd = next.kind { return root }
        refuseOnly(
            next.position, "a \(source.kind.noun) file holds one document, and here a second one starts",
            fixIt: "put each \(source.kind.noun) into a file of its own")
        return nil
    }
}

/// Builds the tree. Each function returns nil, with a diagnostic, if a limit is exceeded.
extension PolicySyntax {
    /// The node that starts with `event`. Consumes its events up to its end.
    private mutating func node(_ event: YAMLEvent, depth: Int) throws(SyntaxFault) -> SyntaxNode? {
        let position = event.position
        guard enter(count: 1, depth: depth, at: position) else { return nil }
        refuseTag(event.tag, at: position)
        let node: SyntaxNode?
        switch event.kind {
        case .alias(let name): return alias(name, depth: depth, at: position)
        case .scalar(let text, isPlain: true) where text.unicodeScalars.first == star:
            return alias(Self.string(text.unicodeScalars.dropFirst()), depth: depth, at: position)
        case .scalar(let text, let isPlain):
            node = SyntaxNode(
                position: position, content: .scalar(original(text), isPlain: isPlain), count: 1, depth: 0)
        case .sequenceStart: node = try sequence(depth: depth, at: position)
        case .mappingStart: node = try mapping(depth: depth, at: position)
        default: return nil  // No other event starts a node.
        }
        // An anchor is defined from the end of its node: no node contains itself.
        if let anchor = event.anchor { anchors[anchor] = node }
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

    private mutating func sequence(depth: Int, at position: SourcePosition) throws(SyntaxFault) -> SyntaxNode? {
        var node = SyntaxNode(position: position, content: .sequence([]), count: 1, depth: 1)
        var items: [SyntaxNode] = []
        while let event = try nextInCollection() {
            guard let item = try self.node(event, depth: depth + 1) else { return nil }
            node.include(item)
            items.append(item)
        }
        node.content = .sequence(items)
        return node
    }

    private mutating func mapping(depth: Int, at position: SourcePosition) throws(SyntaxFault) -> SyntaxNode? {
        var node = SyntaxNode(position: position, content: .mapping([]), count: 1, depth: 1)
        var entries: [SyntaxNode.Entry] = []
        while let event = try nextInCollection() {
            guard let key = try self.node(event, depth: depth + 1),
                let value = try self.node(events.next(), depth: depth + 1)
            else { return nil }
            node.include(key)
            node.include(value)
            entries.append(SyntaxNode.Entry(key: key, value: value))
        }
        node.content = .mapping(entries)
        return node
    }

    /// The event that starts the next node of a collection; nil at the collection's end.
    private mutating func nextInCollection() throws(SyntaxFault) -> YAMLEvent? {
        let event = try events.next()
        if case .collectionEnd = event.kind { return nil }
        return event
    }

    /// Counts `more` values. Returns false, with a diagnostic, if they exceed a limit of `PolicyLimits`.
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

    private mutating func refuseTag(_ tag: String?, at position: SourcePosition) {
        switch tag {
        case nil, "", "!", "tag:yaml.org,2002:str", "tag:yaml.org,2002:seq", "tag:yaml.org,2002:map": break
        case let tag?:
            diagnostics.refuse(
                position, "a \(source.kind.noun) takes no YAML tags such as \(original(tag).quoted)")
        }
    }

    /// The text with `*` in place of the placeholder.
    private func original(_ text: String) -> String {
        guard text.unicodeScalars.contains(star) else { return text }
        return Self.string(text.unicodeScalars.map { $0 == star ? "*" : $0 })
    }

    private static func string(_ scalars: some Sequence<Unicode.Scalar>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }
}

/// Faults that make the whole file invalid YAML.
extension PolicySyntax {
    /// Removes all earlier diagnostics: for a file that is not one YAML document, only the reason is reported.
    private mutating func refuseOnly(_ position: SourcePosition, _ message: String, fixIt: String?) {
        diagnostics = DiagnosticList()
        diagnostics.refuse(position, message, fixIt: fixIt)
    }

    private mutating func refuse(_ fault: SyntaxFault) {
        guard source.hasKey else {
            refuseOnly(.start, source.kind.mismatch, fixIt: source.kind.explanation)
            return
        }
        let position = source.clamped(fault.place)
        let found = source.index(of: position).map { source.scalars[$0] }
        refuseOnly(
            position, fault.message,
            fixIt: noBreakSpace(before: position) ?? loneQuestionMark(at: position, fault)
                ?? fault.fixIt(found: found))
    }

    /// libyaml 0.2.5 reads the `]` of `[?]` as part of an empty key, and reports an unclosed list.
    private func loneQuestionMark(at position: SourcePosition, _ fault: SyntaxFault) -> String? {
        let marks = source.line(position.line).filter { $0 != " " }
        guard fault.isUnclosed,
            (0..<max(0, marks.count - 2)).contains(where: { marks[$0...].starts(with: "[?]".unicodeScalars) })
        else { return nil }
        return "`[?]` is not a list in YAML: put the `?` in quotes"
    }

    /// A no-break space looks like a blank and causes faults, often on the following line.
    private func noBreakSpace(before position: SourcePosition) -> String? {
        let line = [position.line, position.line - 1].first { $0 > 0 && source.line($0).contains("\u{A0}") }
        return line.map {
            "line \($0) holds a no-break space (U+00A0), which is not a blank in YAML: type a blank"
        }
    }
}

extension SyntaxNode {
    fileprivate mutating func include(_ part: SyntaxNode) {
        count += part.count
        depth = max(depth, part.depth + 1)
    }
}
