import Testing

@testable import modaudit

@Suite struct WrappedTextTests {
    @Test func itBreaksAtBlanksAndHangs() {
        #expect(
            WrappedText("one two three four five", indent: 2, columns: 14).text
                == "  one two\n    three four\n    five\n")
    }

    @Test func aWordLongerThanALineIsBrokenWhereTheLineEnds() {
        #expect(WrappedText("abcdefghijklmnop", indent: 0, columns: 12).text == "abcdefghijkl\n  mnop\n")
    }

    @Test func wideCharactersTakeTwoColumns() {
        #expect(WrappedText("飛人飛人飛人飛", indent: 0, columns: 12).text == "飛人飛人飛人\n  飛\n")
    }

    @Test func nothingIsALineToo() { #expect(WrappedText("", indent: 2, columns: 80).text == "  \n") }
}
