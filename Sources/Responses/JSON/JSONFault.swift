/// Where a text stops being JSON (RFC 8259), and why: for the reason of its row (CONTRACT section 1).
///
/// Only texts that the parser refused are looked at, in one pass up to the fault.
package struct JSONFault: Equatable {
    /// Of the byte at which the text can't go on, from 0; the text's length where it is cut off.
    package let offset: Int
    package let words: String

    /// Nil where the text is JSON as far as this pass can tell.
    package init?(in text: Span<UInt8>) {
        var scanner = JSONFaultScanner()
        guard let fault = FormatFault.fault(in: text) ?? scanner.scan(text) else { return nil }
        self = fault
    }

    init(_ offset: Int, _ words: String) {
        self.offset = offset
        self.words = words
    }

    /// The fault in words, behind its place.
    /// - Parameters:
    ///   - line: of the text's first byte, from 1.
    ///   - column: of the text's first byte, from 1. Columns count characters.
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
}

/// Texts of another format, told by how they begin.
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
    /// Compares ASCII letters without regard to case; `lowercase` is ASCII.
    func hasPrefix(_ lowercase: StaticString, at start: Int) -> Bool {
        let expected = BorrowedText(lowercase)
        guard start + expected.count <= count else { return false }
        for index in 0..<expected.count {
            let byte = self[start + index]
            if unsafe (65...90 ~= byte ? byte | 0x20 : byte) != expected.bytes[index] { return false }
        }
        return true
    }
}

extension UInt8 {
    var isJSONBlank: Bool { self == 32 || 9...10 ~= self || self == 13 }
}
