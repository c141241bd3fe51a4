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

    /// Markup that another run has made, as a part file holds it (CONTRACT section 17), or that a writer holds.
    init(drawn bytes: [UInt8]) { self.bytes = bytes }

    var count: Int { bytes.count }

    /// Reserves `capacity` bytes in all.
    mutating func reserve(_ capacity: Int) { bytes.reserveCapacity(capacity) }

    mutating func append(markup: StaticString) {
        bytes.append(contentsOf: BorrowedText(markup))
    }

    /// Appends a text for an element's content or for a quoted attribute, escaped: see `HTMLWriter`.
    mutating func append(text: String) {
        var writer = HTMLWriter(capacity: text.utf8.count)
        writer.text(text)
        append(writer.html)
    }

    mutating func append(_ other: HTML) { bytes.append(contentsOf: other.bytes) }

    static func += (left: inout HTML, right: HTML) { left.append(right) }
}

extension HTML {
    struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var html = HTML()

        init(literalCapacity: Int, interpolationCount: Int) {
            html.bytes.reserveCapacity(literalCapacity + 32 * interpolationCount)
        }

        mutating func appendLiteral(_ markup: StaticString) { html.append(markup: markup) }

        mutating func appendInterpolation(_ text: String) { html.append(text: text) }

        mutating func appendInterpolation(_ number: Int) { html.append(text: String(number)) }

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
