extension TextScanner {
    /// A text that is not finished.
    struct Candidate {
        var start: Int
        var line: Int
        var indentation: Int
        /// Brackets open before it.
        var depth: Int
        /// How many pieces had been done before it; an index into `done`.
        var doneBefore: Int
        /// End of what belongs to it should it be broken: set when the first candidate within it starts.
        var end: Int
    }

    /// What goes on in the innermost open candidate, or outside of all.
    enum State {
        /// Within the innermost candidate, where nothing has started yet.
        case open
        /// Between two texts.
        case between
        /// In a line that starts with no bracket, or behind a text on its line.
        case stray
        /// In a broken text that goes on until a line could start another.
        case broken
    }
}
