import Responses
import Utilities

extension PolicySource {
    /// A long line is cut: the number of characters before the marked part, and the number in all.
    private static let shownBefore = 60
    private static let shownInAll = 110

    /// The column in characters, as an editor counts it.
    func editorColumn(of position: SourcePosition) -> Int {
        let before = line(position.line).prefix(position.column - 1)
        var text = String.UnicodeScalarView()
        text.append(contentsOf: before)
        return String(text).count + 1
    }

    /// The line at a position, with the token there marked.
    func excerpt(at position: SourcePosition) -> SourceExcerpt {
        let line = line(position.line)
        let marked = line.startIndex + position.column - 1
        let start = max(line.startIndex, marked - Self.shownBefore)
        let end = min(line.endIndex, start + Self.shownInAll)
        let markedEnd = min(tokenEnd(from: marked, in: line), end)

        var text = String.UnicodeScalarView()
        text.append(contentsOf: line[start..<end].lazy.map(\.visible))
        let cutBefore = start > line.startIndex
        return SourceExcerpt(
            text: (cutBefore ? "…" : "") + String(text) + (end < line.endIndex ? "…" : ""),
            indent: (cutBefore ? 1 : 0) + columns(line[start..<marked]),
            width: max(1, columns(line[marked..<max(marked, markedEnd)])))
    }

    private func columns(_ scalars: ArraySlice<Unicode.Scalar>) -> Int {
        scalars.reduce(0) { $0 + $1.visible.terminalColumns }
    }

    /// The end of the YAML token that starts at `start`, within one line.
    private func tokenEnd(from start: Int, in line: ArraySlice<Unicode.Scalar>) -> Int {
        guard start < line.endIndex else { return start }
        let first = line[start]
        if first == "\"" || first == "'" {
            var index = start + 1
            while index < line.endIndex {
                if line[index] == first { return index + 1 }
                index += first == "\"" && line[index] == "\\" ? 2 : 1
            }
            return line.endIndex
        }
        let isDash = first == "-" && start + 1 < line.endIndex && line[start + 1] == " "
        if isDash || "[]{},# \t".unicodeScalars.contains(first) { return start + 1 }
        var index = start
        while index < line.endIndex, !endsPlain(at: index, in: line) { index += 1 }
        while index > start + 1, line[index - 1] == " " || line[index - 1] == "\t" { index -= 1 }
        return index
    }

    private func endsPlain(at index: Int, in line: ArraySlice<Unicode.Scalar>) -> Bool {
        let next = index + 1 < line.endIndex ? line[index + 1] : " "
        switch line[index] {
        case ":": return next == " " || next == ","
        case " ": return next == "#"
        case ",", "]", "}": return true
        default: return false
        }
    }
}
