import Utilities

/// A paragraph wrapped at spaces to the columns of a terminal. A word longer than a line is split.
struct WrappedText {
    /// The lines, each with a line feed.
    let text: String

    /// - Parameters:
    ///   - indent: Spaces before the first line. The other lines have two more.
    ///   - columns: The most columns of a line. At least `indent` + 12 are used.
    init(_ paragraph: String, indent: Int, columns: Int) {
        let columns = max(columns, indent + 12)
        var lines = "", line = String(repeating: " ", count: indent), width = indent, hasWord = false
        let margin = String(repeating: " ", count: indent + 2)
        func endLine() {
            lines += line + "\n"
            (line, width, hasWord) = (margin, indent + 2, false)
        }
        for word in paragraph.split(separator: " ") {
            let length = word.terminalColumns
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
