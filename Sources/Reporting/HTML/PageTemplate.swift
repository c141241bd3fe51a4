import Mustache

/// A part of the page. What goes into it is escaped by the library, by the escape this file gives it.
struct PageTemplate: Sendable {
    private let template: MustacheTemplate
    private let library: MustacheLibrary

    /// `parts` are templates that `text` uses by name.
    init(_ text: String, parts: [String: String] = [:]) {
        MustacheContentTypes.register(PageContentType(), named: PageContentType.name)
        template = Self.parse("{{% CONTENT_TYPE: \(PageContentType.name) }}\(text)")
        library = MustacheLibrary(templates: parts.mapValues(Self.parse))
    }

    func render(_ source: some PageSource) -> String { template.render(source, library: library) }

    private static func parse(_ text: String) -> MustacheTemplate {
        guard let template = try? MustacheTemplate(string: text) else {
            preconditionFailure("a template of the page is broken")
        }
        return template
    }
}

/// What has the values of a template.
protocol PageSource: MustacheParent {
    /// A text, a number, a boolean, or a list of sources; nil for a name it doesn't know.
    func value(named name: String) -> Any?
}

extension PageSource {
    func child(named name: String) -> Any? { PageText.Rendered.wrapping(value(named: name)) }
}

/// Values by name, for what comes once or a few times.
struct PageFields: PageSource, ExpressibleByDictionaryLiteral {
    private var values: [String: Any]

    init(dictionaryLiteral elements: (String, Any)...) {
        values = Dictionary(elements) { _, last in last }
    }

    func value(named name: String) -> Any? { values[name] }
}

extension PageText {
    /// A text that the library takes as it is: it tries four casts on any other value before it writes it out.
    fileprivate struct Rendered: MustacheCustomRenderable {
        let renderText: String
        var isNull: Bool { false }

        static func wrapping(_ value: Any?) -> Any? {
            if let text = value as? String { Rendered(renderText: text) } else { value }
        }
    }
}

/// The library's own HTML escape goes by `Character`, so that a quotation mark with a combining accent gets through
/// as it is, and ends an attribute. This one goes by byte.
private struct PageContentType: MustacheContentType {
    static let name = "PAGE"

    func escapeText(_ text: String) -> String {
        var text = text
        let isPlain = text.withUTF8 { unsafe !$0.contains(where: Self.isSpecial) }
        if isPlain { return text }
        var escaped: [UInt8] = []
        escaped.reserveCapacity(text.utf8.count + 32)
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "&"): escaped += "&amp;".utf8
            case UInt8(ascii: "<"): escaped += "&lt;".utf8
            case UInt8(ascii: ">"): escaped += "&gt;".utf8
            case UInt8(ascii: "\""): escaped += "&quot;".utf8
            case UInt8(ascii: "'"): escaped += "&#39;".utf8
            default: escaped.append(byte)
            }
        }
        return String(decoding: escaped, as: UTF8.self)
    }

    private static func isSpecial(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "&") || byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">")
            || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'")
    }
}
