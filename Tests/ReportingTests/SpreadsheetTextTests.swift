import Testing

@testable import Reporting

@Suite struct SpreadsheetTextTests {
    private func fit(_ text: String, _ delimiter: ReportStyle.Delimiter = .comma) -> String {
        var spreadsheet = SpreadsheetText(delimiter: delimiter)
        var buffer = OutputBuffer()
        buffer.append(text)
        var fitted = OutputBuffer()
        unsafe buffer.withBytes { unsafe fitted.append(spreadsheet.fit($0)) }
        return String(decoding: fitted.copied(), as: UTF8.self)
    }

    @Test(arguments: [
        "=1+1", "+1", "-1", "@SUM(A1)", " =1", "\u{A0}=1", "\u{3000}\u{2003}=1", "\u{200D}=1", "＝1", "＋1", "－1",
        "＠a", " ＝1", "\u{FE0F}=1", "=", "=日本",
    ])
    func aTextThatCouldBeAFormulaGetsAGuard(_ text: String) {
        #expect(Array(fit(text).unicodeScalars) == Array(("'" + text).unicodeScalars))
    }

    @Test(arguments: [
        ("\t=1", "' =1"), ("\tharmless", "' harmless"), ("\rharmless", "' harmless"),
        ("\nharmless", "' harmless"),
        (" \tharmless", "'  harmless"), ("\u{0}=1", "' =1"), ("\u{1B}=1", "' =1"), ("\u{85}=1", "' =1"),
        ("\u{2028}=1", "' =1"), ("\r\n=1", "'  =1"),
    ])
    func aControlCharacterBeforeAFormulaHidesNothing(_ text: String, _ expected: String) {
        #expect(fit(text) == expected)
    }

    @Test(arguments: [
        "\u{FEFF}=1", "\u{200B}@a", "\u{202E}=1", "\u{2066} \u{200F}-1", "\u{AD}=1", "\u{61C}+1", "\u{E0041}=1",
        "\u{180E}=1", "\u{3164}=1",
    ])
    func anInvisibleCharacterBeforeAFormulaIsShownAndGuarded(_ text: String) {
        let shown = text.unicodeScalars.map { $0.isASCII ? Character($0) : "\u{FFFD}" }
        #expect(fit(text) == "'" + String(shown))
    }

    @Test(arguments: [
        // Bidirectional marks, embeddings, overrides and isolates.
        0x61C...0x61C, 0x200E...0x200F, 0x202A...0x202E, 0x2066...0x2069,
        // Zero width, invisible operators, byte order mark, soft hyphen, interlinear annotation.
        0x200B...0x200B, 0x2060...0x2064, 0xFEFF...0xFEFF, 0xAD...0xAD, 0x180E...0x180E, 0xFFF9...0xFFFB,
        // Fillers, tags, private use.
        0x115F...0x1160, 0x3164...0x3164, 0xFFA0...0xFFA0, 0xE0000...0xE007F, 0xE000...0xE000,
        0x10FFFD...0x10FFFD,
    ])
    func whatHidesOrReordersTextIsShown(_ scalars: ClosedRange<UInt32>) throws {
        for value in scalars {
            let scalar = try #require(Unicode.Scalar(value))
            #expect(fit("a\(scalar)b") == "a\u{FFFD}b", "U+\(String(value, radix: 16))")
        }
    }

    @Test(arguments: [
        "", "a", " a", "'=1", "a=1", "1-2", "日本", "é=1", "\u{301}=1", "#=1", "gen_01", "\u{FFFD}",
        "👩‍👩‍👧‍👦 at noon", ">=", "a\u{A0}b", "❤\u{FE0F}", "می\u{200C}خواهم", "ක්\u{200D}ෂ", "葛\u{E0100}城",
        "שלום مرحبا", "Zo\u{308}e", "x⃝", "\u{2009}–\u{2027}", "\u{600}12", "한국어", "ไทย", "\u{1F1E8}\u{1F1ED}",
    ])
    func aHarmlessTextStaysAsItIs(_ text: String) {
        #expect(Array(fit(text).utf8) == Array(text.utf8))
    }

    @Test(arguments: [
        ("a;=1+1", "a;'=1+1"), ("a|@x", "a|'@x"), ("a; +1", "a; '+1"), ("a;\u{A0}-1", "a;\u{A0}'-1"),
        ("a;\u{200D}=1", "a;\u{200D}'=1"), ("a;\"=1+1\"", "a;\"'=1+1\""), ("a;\" \"=1", "a;\" \"'=1"),
        ("a\t=1", "a '=1"), ("a\r\n=1", "a  '=1"), ("a\u{2028}=1", "a '=1"), ("a;＝1", "a;'＝1"),
        ("x;=1;=2", "x;'=1;'=2"), (";=1", ";'=1"), ("a;é=1", "a;é=1"), ("a;b=1", "a;b=1"), ("=1;=2", "'=1;'=2"),
        ("a,=1", "a,=1"), ("a;\u{0}=1", "a; '=1"),
    ])
    func `a formula behind another separator or a line break is guarded`(text: String, expected: String) {
        #expect(Array(fit(text).unicodeScalars) == Array(expected.unicodeScalars))
    }

    @Test func `the file's own separator guards nothing, the others do`() {
        let text = "a,=1;=2\t=3|=4"
        #expect(fit(text, .comma) == "a,=1;'=2 '=3|'=4")
        #expect(fit(text, .semicolon) == "a,'=1;=2 '=3|'=4")
        #expect(fit(text, .tab) == "a,'=1;'=2 =3|'=4")
    }

    @Test func `guards within a text count towards the limit`() {
        let limit = SpreadsheetText.limit
        let text = String(repeating: ";=", count: limit / 2)
        let cut = fit(text)
        #expect(cut.utf16.count == limit && cut.hasPrefix(";'=;'=") && cut.hasSuffix("…[cut]"))
        #expect(fit(String(repeating: "\u{F0000}", count: 40_000)).utf16.count == limit)
    }

    @Test func controlCharactersInsideBecomeASpaceEach() {
        #expect(
            fit("a\u{0}b\tc\rd\ne\u{7F}f\u{80}g\u{9F}h\u{2028}i\u{2029}j\r\nk\u{A0}l\u{2027}")
                == "a b c d e f g h i j  k\u{A0}l\u{2027}")
    }

    @Test(arguments: ["a", "é", "日", "👍", "e\u{301}", "👩‍👩‍👧‍👦", "🇨🇭", "\n"], [0, 1, 2, 3, 5, 11])
    func aLongTextIsCutBetweenCharacters(_ character: String, _ more: Int) {
        let limit = SpreadsheetText.limit
        let fitting = limit / character.utf16.count
        let whole = String(repeating: character, count: fitting)
        #expect(fit(String(repeating: "a", count: limit)).utf16.count == limit)
        let long = String(repeating: "x", count: more) + whole + character
        let cut = fit(long)
        #expect(cut.utf16.count <= limit)
        #expect(cut.utf16.count > limit - character.utf16.count - 6)
        #expect(cut.hasSuffix("…[cut]"))
        let kept = String(cut.dropLast(6))
        #expect(character == "\n" || long.hasPrefix(kept), "a whole character was broken")
    }

    @Test func theGuardCountsTowardsTheLimit() {
        let limit = SpreadsheetText.limit
        #expect(fit("=" + String(repeating: "a", count: limit - 2)).utf16.count == limit)
        let cut = fit("=" + String(repeating: "a", count: limit - 1))
        #expect(cut.utf16.count == limit)
        #expect(cut.hasPrefix("'=a") && cut.hasSuffix("a…[cut]"))
    }

    @Test func aCharacterWithoutEndIsCutAllTheSame() {
        let cut = fit("a" + String(repeating: "\u{301}", count: 40_000))
        #expect(cut.utf16.count <= SpreadsheetText.limit)
        #expect(cut.hasSuffix("…[cut]"))
    }
}
