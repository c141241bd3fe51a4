/// Where a text stops being JSON (RFC 8259), and why, for the reason of its row (CONTRACT section 1).
///
/// Only texts that the parser refuses are checked, in one pass up to the fault.
package struct JSONFault: Equatable {
    /// The offset of the first invalid byte, from 0; the length of a text that is cut off.
    package let offset: Int
    /// The fault in plain English.
    package let words: String

    /// Nil if this check finds no fault.
    package init?(in text: Span<UInt8>) {
        var scanner = JSONFaultScanner()
        guard let fault = FormatFault.fault(in: text) ?? scanner.scan(text) else { return nil }
        self = fault
    }

    init(_ offset: Int, _ words: String) {
        self.offset = offset
        self.words = words
    }

    /// The position and the fault in plain English.
    /// - Parameters:
    ///   - line: The line of the text's first byte, from 1.
    ///   - column: The column of the text's first byte, from 1, in characters.
    package static func reason(in text: Span<UInt8>, line: Int, column: Int) -> String {
        guard let fault = JSONFault(in: text) else { return "not JSON" }
        var line = line, column = column
        for index in 0..<min(fault.offset, text.count) {
            let byte = text[index]
            if byte == UInt8(ascii: "\n") {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
        }
        return "line \(line), column \(column): \(fault.words)"
    }

    /// The position and the fault in plain English, for a text of a batch.
    package static func reason(in text: BorrowedText, line: Int, column: Int) -> String {
        text.withSpan { reason(in: $0, line: line, column: column) }
    }
}

/// Recognises texts of another format by their first bytes.
private enum FormatFault {
    static func fault(in text: Span<UInt8>) -> JSONFault? {
        var start = 0
        while start < text.count, text[start].isJSONBlank { start += 1 }
        if start == text.count { return JSONFault(0, "empty, not JSON") }
        let known: [(prefix: StaticString, words: String)] = [
            ("<!doctype", "HTML, not JSON"), ("<html", "HTML, not JSON"), ("<", "HTML or XML, not JSON"),
            ("http/", "the head of an HTTP answer, not JSON; keep the body alone"),
            ("data:", "a server-sent event, not JSON; keep what is behind data:"),
            ("event:", "a server-sent event, not JSON; keep what is behind data:"),
        ]
        for item in known where text.hasPrefix(item.prefix, at: start) { return JSONFault(start, item.words) }
        let isWide = text.count >= 2 && (text[0] == 0) != (text[1] == 0)
        return isWide ? JSONFault(0, "UTF-16, not JSON in UTF-8; save it as UTF-8") : nil
    }
}

extension Span<UInt8> {
    /// Compares ASCII letters and ignores case; `lowercase` is ASCII.
    func hasPrefix(_ lowercase: StaticString, at start: Int) -> Bool {
        let expected = BorrowedText(lowercase)
        guard start + expected.count <= count else { return false }
        for index in 0..<expected.count {
            let byte = self[start + index]
            if (65...90 ~= byte ? byte | 0x20 : byte) != expected[index] { return false }
        }
        return true
    }
}

extension UInt8 {
    var isJSONBlank: Bool { self == 32 || 9...10 ~= self || self == 13 }
}
