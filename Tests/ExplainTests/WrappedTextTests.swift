import Testing

@testable import modaudit

@Suite struct WrappedTextTests {
    @Test func `a line breaks at a blank and the next line is indented`() {
        #expect(
            WrappedText("one two three four five", indent: 2, columns: 14).text
                == "  one two\n    three four\n    five\n")
    }

    @Test func `a word longer than a line breaks at the line's end`() {
        #expect(WrappedText("abcdefghijklmnop", indent: 0, columns: 12).text == "abcdefghijkl\n  mnop\n")
    }

    @Test func `wide characters take two columns`() {
        #expect(WrappedText("飛人飛人飛人飛", indent: 0, columns: 12).text == "飛人飛人飛人\n  飛\n")
    }

    @Test func `an empty text gives one line`() {
        #expect(WrappedText("", indent: 2, columns: 80).text == "  \n")
    }
}
