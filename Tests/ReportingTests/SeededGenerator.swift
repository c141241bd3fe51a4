/// The same numbers for the same seed (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A text of all that has ever broken a CSV or JSON file.
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
