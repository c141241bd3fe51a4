import Testing

@testable import Reporting

@Suite struct SpreadsheetTextTests {
    private func fit(_ text: String) -> String {
        var spreadsheet = SpreadsheetText()
        var buffer = OutputBuffer()
        buffer.append(text)
        var fitted = OutputBuffer()
        unsafe buffer.withBytes { unsafe fitted.append(spreadsheet.fit($0)) }
        return String(decoding: fitted.copied(), as: UTF8.self)
    }

    @Test(arguments: [
        "=1+1", "+1", "-1", "@SUM(A1)", " =1", "\u{A0}=1", "\u{3000}\u{2003}=1", "\u{FEFF}=1", "\u{200B}@a",
        "\u{202E}=1", "\u{2066} \u{200F}-1", "\u{AD}=1", "\u{61C}+1", "\u{E0041}=1", "＝1", "＋1", "－1", "＠a",
        " ＝1",
        "\u{180E}=1", "\u{FE0F}=1", "=", "=日本",
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
        "", "a", " a", "'=1", "a=1", "1-2", "日本", "\u{200B}a", "é=1", "\u{301}=1", "#=1", "gen_01", "\u{FEFF}",
        "👩‍👩‍👧‍👦 at noon", ">=", "a\u{A0}b",
    ])
    func aHarmlessTextStaysAsItIs(_ text: String) {
        #expect(Array(fit(text).utf8) == Array(text.utf8))
    }

    @Test func controlCharactersInsideBecomeASpaceEach() {
        #expect(
            fit("a\u{0}b\tc\rd\ne\u{7F}f\u{80}g\u{9F}h\u{2028}i\u{2029}j\r\nk\u{A0}l\u{2027}\u{202A}")
                == "a b c d e f g h i j  k\u{A0}l\u{2027}\u{202A}")
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
