import Policies

/// A paragraph broken at blanks into lines of a terminal; what is longer than a line is broken where the line ends.
struct WrappedText {
    /// Each line ended by a line feed.
    let text: String

    /// `indent` blanks before the first line, two more before the others. `columns` is at least `indent` + 12.
    init(_ paragraph: String, indent: Int, columns: Int) {
        let columns = max(columns, indent + 12)
        var lines = "", line = String(repeating: " ", count: indent), width = indent, hasWord = false
        let margin = String(repeating: " ", count: indent + 2)
        func endLine() {
            lines += line + "\n"
            (line, width, hasWord) = (margin, indent + 2, false)
        }
        for word in paragraph.split(separator: " ") {
            let length = word.unicodeScalars.reduce(0) { $0 + $1.terminalColumns }
            if hasWord, width + 1 + length > columns { endLine() }
            if hasWord {
                line += " "
                width += 1
            }
            for scalar in word.unicodeScalars {
                if width + scalar.terminalColumns > columns { endLine() }
                line.unicodeScalars.append(scalar)
                width += scalar.terminalColumns
            }
            hasWord = true
        }
        text = lines + line + "\n"
    }
}
