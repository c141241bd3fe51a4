import Utilities

@testable import Intake

/// The splitter's rules in the plainest form, with no regard to time: every broken text is scanned again from its
/// next start.
struct ReferenceSplitter {
    let bytes: [UInt8]
    let indentation: Int
    let depthLimit: Int

    func texts() -> [TextPiece] {
        var texts: [TextPiece] = []
        for segment in segments() { split(segment, into: &texts) }
        return texts
    }

    /// The stretches between line feeds that a closing bracket precedes and an opening one follows.
    func segments() -> [Range<Int>] {
        var starts = [0]
        for index in bytes.indices where bytes[index].isOpener {
            let gap = bytes[..<index].reversed().prefix(while: \.isBlank)
            let before = index - gap.count - 1
            if gap.contains(.lineFeed) && before >= 0 && bytes[before].isCloser { starts.append(index) }
        }
        return zip(starts, starts.dropFirst() + [bytes.count]).map { $0..<$1 }
    }

    private func split(_ segment: Range<Int>, into texts: inout [TextPiece]) {
        var rest = segment
        while let start = rest.first(where: { !bytes[$0].isBlank }) {
            var end = rest.first { $0 > start && bytes[$0] == .lineFeed } ?? rest.upperBound
            var kind = TextPiece.Kind.complete
            if bytes[start].isOpener {
                if let closed = closing(of: start, in: rest) {
                    end = closed
                } else {
                    kind = .broken
                    end = restart(after: start, in: rest) ?? rest.upperBound
                }
            }
            let blanks = bytes[start..<end].reversed().prefix(while: \.isBlank).count
            let line = bytes[..<start].count { $0 == .lineFeed }
            texts.append(
                TextPiece(
                    start: start, end: end - blanks, line: line, indentation: Int32(indented(start)), kind: kind
                ))
            rest = end..<rest.upperBound
        }
    }

    private func indented(_ index: Int) -> Int {
        guard let lineFeed = bytes[..<index].lastIndex(of: .lineFeed) else { return indentation }
        return bytes[(lineFeed + 1)...].prefix { $0.isBlank && $0 != .lineFeed }.count
    }

    private func isFirstOnLaterLine(_ index: Int) -> Bool {
        bytes[..<index].reversed().prefix(while: \.isBlank).contains(.lineFeed)
    }

    private func restart(after start: Int, in segment: Range<Int>) -> Int? {
        segment.first {
            $0 > start && bytes[$0].isOpener && isFirstOnLaterLine($0)
                && (indented($0) <= indented(start) || !goesOn(before: $0) || beginsWithinLine(start))
        }
    }

    /// Whether the first line of the text holds more than two bytes, the blanks at its end not counted.
    private func beginsWithinLine(_ start: Int) -> Bool {
        let line = bytes[start...].prefix { $0 != .lineFeed }
        return line.count - line.reversed().prefix(while: \.isBlank).count > 2
    }

    /// Whether the value at `index` may be part of one that began before it.
    private func goesOn(before index: Int) -> Bool {
        let before = bytes[..<index].last { !$0.isBlank }
        return before == .comma || before == .colon || before == .openBracket
    }

    private func closing(of start: Int, in segment: Range<Int>) -> Int? {
        var (depth, inString, escaped) = (0, false, false)
        for index in start..<segment.upperBound {
            let byte = bytes[index]
            if byte == .lineFeed && inString { return nil }
            if index > start && byte.isOpener && isFirstOnLaterLine(index) {
                if !goesOn(before: index) { return nil }
            }
            if inString {
                if escaped {
                    escaped = false
                } else if byte == .backslash {
                    escaped = true
                } else if byte == .quote {
                    inString = false
                }
            } else if byte == .quote {
                inString = true
            } else if byte.isOpener {
                depth += 1
                if depth > depthLimit { return nil }
            } else if byte.isCloser {
                depth -= 1
                if depth == 0 { return index + 1 }
            }
        }
        return nil
    }
}
