import Responses

/// Writes markup and texts of the HTML report one after the other into one buffer:
///
///     page.markup("<td title=\"")
///     page.text(title)
///     page.markup("\">")
///     page.text { $0.append(short: prompt) }
///     page.markup("</td>")
///
/// Cards are written this way, because thousands are drawn. The rest of the page is made of `HTML` fragments, which read
/// better and each have their own storage. As in these, only a literal in the source can make markup.
struct HTMLWriter: ~Copyable {
    private var buffer: OutputBuffer

    /// Creates an empty writer with room for `capacity` bytes.
    init(capacity: Int) { buffer = OutputBuffer(capacity: capacity) }

    /// What is written so far.
    var html: HTML { HTML(drawn: buffer.copied()) }

    mutating func markup(_ markup: StaticString) { buffer.append(markup) }

    mutating func number(_ number: Int) { buffer.append(integer: Int64(number)) }

    /// Appends the shortest decimal that reads back as the same number.
    mutating func decimal(_ value: Double) { buffer.append(decimal: value) }

    mutating func append(_ other: borrowing HTMLWriter) { buffer.append(other.buffer) }

    /// Appends a text for an element's content or for a quoted attribute.
    mutating func text(_ text: String) { self.text { $0.append(text) } }

    /// Appends a text for an element's content or for a quoted attribute: the bytes that `write` appends, escaped. Every
    /// text of the report passes through it.
    @inline(__always)
    mutating func text(_ write: (inout OutputBuffer) -> Void) {
        let start = buffer.count
        write(&buffer)
        escape(from: start)
    }

    /// Works by byte, not by `Character`: a combining mark forms one character with a quotation mark before it, and
    /// that quotation mark still ends the attribute.
    private mutating func escape(from start: Int) {
        let text = buffer.text.slice(start..<buffer.count)
        if text.isPlain { return }
        var raw = OutputBuffer(capacity: text.count)
        raw.append(text)
        buffer.truncate(to: start)
        for byte in raw.text {
            switch byte {
            case UInt8(ascii: "&"): markup("&amp;")
            case UInt8(ascii: "<"): markup("&lt;")
            case UInt8(ascii: ">"): markup("&gt;")
            case UInt8(ascii: "\""): markup("&quot;")
            case UInt8(ascii: "'"): markup("&#39;")
            default: buffer.append(byte)
            }
        }
    }
}

extension BorrowedText {
    /// Whether the text has no `&`, `<`, `>`, `"` and `'`, as nearly all texts. The loop has no branch, so that many bytes
    /// are compared at once.
    fileprivate var isPlain: Bool {
        withSpan { bytes in
            var special: UInt8 = 0
            for index in bytes.indices {
                let byte = bytes[index]
                // `&` and `'` differ in one bit, and so do `<` and `>`.
                special |= byte & 0xFE == UInt8(ascii: "&") ? 1 : 0
                special |= byte & 0xFD == UInt8(ascii: "<") ? 1 : 0
                special |= byte == UInt8(ascii: "\"") ? 1 : 0
            }
            return special == 0
        }
    }
}
