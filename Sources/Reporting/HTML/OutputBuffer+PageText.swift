import Policies
import Responses
import Utilities

/// Texts and numbers as the HTML report shows them: see `PageText`.
extension OutputBuffer {
    mutating func append(short text: BorrowedText?) {
        if let text { append(text, upTo: PageText.shortLength) }
    }

    mutating func append(short text: String) {
        var text = text
        text.withBorrowedText { append($0, upTo: PageText.shortLength) }
    }

    mutating func append(long text: BorrowedText?) {
        if let text { append(text, upTo: PageText.longLength) }
    }

    private mutating func append(_ text: BorrowedText, upTo length: Int) {
        let start = text.slice(0..<min(text.count, length))
        // Nearly all texts. As many bytes are as many scalars.
        if start.withSpan({ $0.isPrintableASCII }) {
            append(start)
            if start.count < text.count { append("…") }
        } else {
            append(PageText.cut(text, length))
        }
    }

    /// `path:line`; a long path keeps its end.
    mutating func append(place: TextPlace) {
        let path = place.path.visible, length = PageText.pathLength
        if path.utf8.count <= length || path.unicodeScalars.count <= length {
            append(path)
        } else {
            append("…")
            append(String(path.unicodeScalars.suffix(length)))
        }
        append(.colon)
        append(integer: Int64(place.line))
    }

    mutating func append(moment time: Timestamp?) {
        switch time {
        case .text(let text): append(short: text)
        case .epoch(let seconds): append(epoch: seconds)
        case nil: break
        }
    }

    /// The digits in groups of three.
    mutating func append(grouped number: Int) {
        if 0..<1000 ~= number {
            append(integer: Int64(number))
        } else {
            append(number.grouped)
        }
    }

    /// The number and the noun, in the plural unless the number is 1.
    mutating func append(_ number: Int, _ noun: StaticString) {
        append(grouped: number)
        append(.space)
        append(noun)
        if number != 1 { append("s") }
    }

    /// A list after its title, and the number of items beyond the first `limit`; nothing if there are no items.
    mutating func append<Item>(
        _ title: StaticString, first limit: Int, of items: some Collection<Item>,
        _ write: (Item, inout OutputBuffer) -> Void
    ) {
        for (index, item) in items.prefix(limit).enumerated() {
            append(index == 0 ? title : ", ")
            write(item, &self)
        }
        if items.count > limit {
            append(" and ")
            append(grouped: items.count - limit)
            append(" more")
        }
    }
}

extension String {
    /// The text that `write` appends to an empty buffer.
    init(writing write: (inout OutputBuffer) -> Void) {
        var buffer = OutputBuffer()
        write(&buffer)
        self.init(buffer.text)
    }
}
