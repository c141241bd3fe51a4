extension TextScanner {
    /// The beginning of a text, while its end is not known.
    struct Candidate {
        var start: Int
        var line: Int
        var indentation: Int
        /// Open brackets before it.
        var depth: Int
        /// The number of pieces that ended before it: an index into `done`.
        var doneBefore: Int
        /// Where the text ends if it turns out to be broken. Set when the first candidate within it starts.
        var end: Int
        /// Whether its first line holds more than its opening brackets, as a line of NDJSON does.
        private var beginsWithinLine = false

        init(start: Int, line: Int, indentation: Int, depth: Int, doneBefore: Int) {
            self.start = start
            self.line = line
            self.indentation = indentation
            self.depth = depth
            self.doneBefore = doneBefore
            end = 0
        }

        /// Its first line ends, of which the last byte that is no blank is before `end`.
        mutating func endFirstLine(at end: Int) { beginsWithinLine = end - start > 2 }

        /// Whether the text, if it is broken, ends before a line with this indentation that starts with a bracket.
        func mayEnd(before indentation: Int) -> Bool { beginsWithinLine || indentation <= self.indentation }
    }

    /// Where the scanner is, in the innermost open candidate or outside of all candidates.
    enum State {
        /// In the innermost candidate, before any text within it.
        case open
        /// Between two texts.
        case between
        /// In a text that is one line: it starts with no bracket, or it follows a text on the same line.
        case stray
        /// In a broken text, which ends before the next line that can start a text.
        case broken
    }
}
