import Policies
import Responses
import Utilities

/// Texts and numbers as the HTML report shows them. Characters that reorder or hide text become U+FFFD.
enum PageText {
    /// The maximum length in Unicode scalars.
    static let shortLength = 80
    static let longLength = 400
    static let pathLength = 120

    static func short(_ text: BorrowedText?) -> String { text.map { cut($0, shortLength) } ?? "" }
    static func short(_ text: String) -> String { cut(text.visible, shortLength) }

    /// A rule's reason, on one line.
    static func why(_ text: String) -> String {
        // By scalar: a blank and a combining mark after it are one `Character`, and the mark must stay.
        let words = text.unicodeScalars.split(whereSeparator: \.properties.isWhitespace).map(String.init)
        return cut(words.joined(separator: " ").visible, longLength)
    }

    /// A clause of a condition, with as many names as the policy lists.
    static func clause(_ text: String) -> String {
        let text = cut(text.visible, longLength)
        guard text.contains("≥ ") else { return text }
        // A no-break space keeps a number on one line with its sign.
        return text.split(separator: "≥ ", omittingEmptySubsequences: false).joined(separator: "≥\u{A0}")
    }

    static func cut(_ text: BorrowedText, _ length: Int) -> String {
        // A scalar has at most four bytes. One more byte makes a cut visible.
        let start = text.slice(0..<min(text.count, 4 * length + 4))
        return cut(String(start).visible, length)
    }

    private static func cut(_ text: String, _ length: Int) -> String {
        if text.utf8.count <= length { return text }
        let scalars = text.unicodeScalars
        guard let end = scalars.index(scalars.startIndex, offsetBy: length, limitedBy: scalars.endIndex),
            end < scalars.endIndex
        else { return text }
        return String(scalars[..<end]) + "…"
    }

    /// `path:line`; a long path keeps its end.
    static func place(_ place: TextPlace) -> String { String(writing: { $0.append(place: place) }) }

    /// The same of a column `source`.
    static func place(ofSource source: String) -> String {
        guard let colon = source.utf8.lastIndex(of: .colon),
            let line = Int(source[source.utf8.index(after: colon)...])
        else { return short(source) }
        return place(TextPlace(path: String(source[..<colon]), line: line, byteOffset: 0))
    }

    /// Both ends of a long text.
    static func ends(_ text: String) -> String {
        let scalars = Array(text.visible.unicodeScalars)
        if scalars.count <= shortLength { return text.visible }
        var shown = String.UnicodeScalarView()
        shown.append(contentsOf: scalars.prefix(shortLength / 2))
        shown.append("…")
        shown.append(contentsOf: scalars.suffix(shortLength / 2))
        return String(shown)
    }

    static func moment(_ seconds: Int64) -> String { String(writing: { $0.append(epoch: seconds) }) }

    /// The shortest decimal that reads back as the same number.
    static func number(_ value: Double) -> String { String(writing: { $0.append(decimal: value) }) }

    /// A share of a whole in per cent with one decimal and a no-break space: `12.3 %`.
    static func percent(_ share: Double) -> String { "\(tenths(share))\u{A0}%" }

    /// A share of a whole in per cent with one decimal, without the sign: `12.3`.
    static func tenths(_ share: Double) -> String {
        let tenths = Int((share * 1000).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}
