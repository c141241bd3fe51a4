import TestSupport

extension SeededGenerator {
    /// A text of characters that are special in CSV, JSON, HTML, a terminal or Unicode.
    mutating func nastyText() -> String {
        let pieces = [
            "\u{0}", "\r\n", "\n", "\r", "\t", "\"", "\"\"", ",", ";", "|", "=", "+1", "-", "@", "'", "\\", "/",
            " ",
            "\u{FEFF}", "\u{200B}", "\u{202E}", "\u{2028}", "\u{2029}", "\u{85}", "\u{9F}", "\u{7F}",
            "\u{1B}[31m",
            "\u{FFFD}", "\u{FFFF}", "\u{10FFFF}", "\u{E000}", "שלום", "مرحبا", "日本", "＝", "é", "e\u{301}", "👩‍👩‍👧‍👦",
            "🇨🇭", "\u{A0}", "\u{AD}", "a", "0.5", "null", "</script>", "&lt;", "%00", "$", "`",
        ]
        return (0..<Int.random(in: 0...12, using: &self))
            .map { _ in pieces.randomElement(using: &self) ?? "" }.joined()
    }
}
