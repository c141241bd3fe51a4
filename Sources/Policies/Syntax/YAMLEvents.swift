import CLibYAML

/// One step of a YAML text.
struct YAMLEvent {
    enum Kind {
        case streamStart
        case documentStart
        /// `isPlain`: without quotes, and not a block scalar.
        case scalar(String, isPlain: Bool)
        /// The name after `*`. The parser accepts a name that no anchor has.
        case alias(String)
        case sequenceStart
        case mappingStart
        /// The end of the innermost sequence or mapping.
        case collectionEnd
        case documentEnd
        case streamEnd
    }

    var kind: Kind
    /// The start of the event: of its anchor or tag if it has one.
    var position: SourcePosition
    /// The name after `&`.
    var anchor: String?
    /// The tag with its prefix expanded, as in `tag:yaml.org,2002:str`; nil if the file has none.
    var tag: String?
}

/// The events of a YAML text in the order of the text, from libyaml's parser.
///
/// The parser keeps no nodes: a text with a million nested lists needs only the memory of its caller. Keys and
/// values of a mapping alternate; each is a scalar, an alias, or a collection with all its events.
@safe
struct YAMLEvents: ~Copyable {
    // The addresses are fixed because libyaml keeps pointers to both.
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let text: UnsafeMutableBufferPointer<UInt8>

    /// - Parameter utf8: Valid UTF-8 without a byte order mark.
    init(_ utf8: [UInt8]) {
        unsafe text = .allocate(capacity: utf8.count)
        _ = unsafe text.initialize(from: utf8)
        unsafe parser = .allocate(capacity: 1)
        let status = unsafe yaml_parser_initialize(parser)
        // Swift's own allocations trap in the same case.
        precondition(status == 1, "libyaml got no memory")
        unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        unsafe yaml_parser_set_input_string(parser, text.baseAddress, text.count)
    }

    deinit {
        unsafe yaml_parser_delete(parser)
        unsafe parser.deallocate()
        unsafe text.deallocate()
    }

    /// The next event; `streamEnd` again after the last one, and after an error.
    mutating func next() throws(SyntaxFault) -> YAMLEvent {
        var event = unsafe yaml_event_t()
        guard unsafe yaml_parser_parse(parser, &event) == 1 else { throw fault }
        defer { unsafe yaml_event_delete(&event) }
        let position = unsafe SourcePosition(event.start_mark)
        switch unsafe event.type {
        case YAML_STREAM_START_EVENT: return YAMLEvent(kind: .streamStart, position: position)
        case YAML_DOCUMENT_START_EVENT: return YAMLEvent(kind: .documentStart, position: position)
        case YAML_DOCUMENT_END_EVENT: return YAMLEvent(kind: .documentEnd, position: position)
        case YAML_ALIAS_EVENT:
            let name = unsafe Self.string(event.data.alias.anchor) ?? ""
            return YAMLEvent(kind: .alias(name), position: position)
        case YAML_SCALAR_EVENT:
            let scalar = unsafe event.data.scalar
            // The text may hold NUL, from `"\0"`.
            let bytes = unsafe UnsafeBufferPointer(start: scalar.value, count: scalar.length)
            let text = unsafe String(decoding: bytes, as: UTF8.self)
            return unsafe YAMLEvent(
                kind: .scalar(text, isPlain: scalar.style == YAML_PLAIN_SCALAR_STYLE), position: position,
                anchor: Self.string(scalar.anchor), tag: Self.string(scalar.tag))
        case YAML_SEQUENCE_START_EVENT:
            let start = unsafe event.data.sequence_start
            return unsafe YAMLEvent(
                kind: .sequenceStart, position: position, anchor: Self.string(start.anchor),
                tag: Self.string(start.tag))
        case YAML_MAPPING_START_EVENT:
            let start = unsafe event.data.mapping_start
            return unsafe YAMLEvent(
                kind: .mappingStart, position: position, anchor: Self.string(start.anchor),
                tag: Self.string(start.tag))
        case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT:
            return YAMLEvent(kind: .collectionEnd, position: position)
        default: return YAMLEvent(kind: .streamEnd, position: position)
        }
    }

    /// Why the parser stopped.
    private var fault: SyntaxFault {
        let state = unsafe parser.pointee
        return unsafe SyntaxFault(
            problem: state.problem.map { unsafe String(cString: $0) } ?? "not enough memory",
            position: SourcePosition(state.problem_mark),
            context: state.context.map { _ in unsafe SourcePosition(state.context_mark) })
    }

    private static func string(_ text: UnsafeMutablePointer<yaml_char_t>?) -> String? {
        unsafe text.map { unsafe String(cString: $0) }
    }
}

extension SourcePosition {
    /// libyaml counts lines and columns from 0.
    fileprivate init(_ mark: yaml_mark_t) { self.init(line: mark.line + 1, column: mark.column + 1) }
}
