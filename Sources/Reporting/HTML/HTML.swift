import Responses

/// A fragment of the HTML report's markup, as UTF-8 bytes.
///
/// Literals are markup; every interpolated text or number is escaped:
///
///     let cell: HTML = "<td title=\"\(title)\">\(text)</td>"
///
/// Markup is a `StaticString`, which only a literal in the source can make, and a text is a `String`, so a text
/// cannot become markup. A fragment need not be balanced: `<main>` may open in one and close in another.
struct HTML: Sendable, ExpressibleByStringInterpolation {
    private(set) var bytes: [UInt8]

    init() { bytes = [] }

    init(stringLiteral markup: StaticString) {
        bytes = []
        append(markup: markup)
    }

    init(stringInterpolation: StringInterpolation) { self = stringInterpolation.html }

    /// Markup that another run has made, as a part file holds it (CONTRACT section 17).
    init(drawn bytes: [UInt8]) { self.bytes = bytes }

    var count: Int { bytes.count }

    /// Reserves `capacity` bytes in all.
    mutating func reserve(_ capacity: Int) { bytes.reserveCapacity(capacity) }

    mutating func append(markup: StaticString) {
        bytes.append(contentsOf: BorrowedText(markup))
    }

    /// Escapes a text for an element's content and for a quoted attribute. Every text of the report passes through
    /// it.
    ///
    /// It works by byte, not by `Character`: a combining mark forms one character with a quotation mark before it,
    /// and that quotation mark still ends the attribute.
    mutating func append(text: String) {
        if Self.isPlain(text.utf8Span.span) {
            bytes.append(contentsOf: text.utf8)
            return
        }
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "&"): append(markup: "&amp;")
            case UInt8(ascii: "<"): append(markup: "&lt;")
            case UInt8(ascii: ">"): append(markup: "&gt;")
            case UInt8(ascii: "\""): append(markup: "&quot;")
            case UInt8(ascii: "'"): append(markup: "&#39;")
            default: bytes.append(byte)
            }
        }
    }

    mutating func append(number: Int) {
        guard 0..<1000 ~= number else { return append(text: String(number)) }
        // The usual numbers, of frames, without a text in between.
        if number >= 100 { bytes.append(UInt8(ascii: "0") + UInt8(number / 100)) }
        if number >= 10 { bytes.append(UInt8(ascii: "0") + UInt8(number / 10 % 10)) }
        bytes.append(UInt8(ascii: "0") + UInt8(number % 10))
    }

    mutating func append(_ other: HTML) { bytes.append(contentsOf: other.bytes) }

    static func += (left: inout HTML, right: HTML) { left.append(right) }

    /// Whether the text has no `&`, `<`, `>`, `"` and `'`, as nearly all texts.
    private static func isPlain(_ text: Span<UInt8>) -> Bool {
        var strange: UInt64 = 0
        for index in text.indices {
            let byte = text[index]
            strange |= byte < 64 ? specials >> UInt64(byte) & 1 : 0
        }
        return strange == 0
    }

    /// A bit for each of the five, at its value.
    private static let specials: UInt64 = 1 << 0x22 | 1 << 0x26 | 1 << 0x27 | 1 << 0x3C | 1 << 0x3E
}

extension HTML {
    struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var html = HTML()

        init(literalCapacity: Int, interpolationCount: Int) {
            html.bytes.reserveCapacity(literalCapacity + 32 * interpolationCount)
        }

        mutating func appendLiteral(_ markup: StaticString) { html.append(markup: markup) }

        mutating func appendInterpolation(_ text: String) { html.append(text: text) }

        mutating func appendInterpolation(_ number: Int) { html.append(number: number) }

        mutating func appendInterpolation(_ piece: HTML) { html.append(piece) }

        /// Joins fragments.
        mutating func appendInterpolation(_ pieces: [HTML]) {
            for piece in pieces { html.append(piece) }
        }

        /// Joins fragments with `separator` between them.
        mutating func appendInterpolation(_ pieces: [HTML], between separator: StaticString) {
            for (index, piece) in pieces.enumerated() {
                if index > 0 { html.append(markup: separator) }
                html.append(piece)
            }
        }

        mutating func appendInterpolation(texts: [String], between separator: StaticString) {
            for (index, text) in texts.enumerated() {
                if index > 0 { html.append(markup: separator) }
                html.append(text: text)
            }
        }

        /// `piece` if `condition` holds, otherwise nothing.
        mutating func appendInterpolation(_ piece: @autoclosure () -> HTML, if condition: Bool) {
            if condition { html.append(piece()) }
        }
    }
}
