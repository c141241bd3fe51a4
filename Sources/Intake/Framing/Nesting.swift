/// Follows brackets and strings through the bytes of a JSON text.
struct Nesting {
    enum Step {
        case opened, closed, neither
    }

    /// Brackets that are open.
    private(set) var depth = 0
    private(set) var inString = false
    /// The byte before was a backslash in a string.
    private var escaped = false

    /// Takes the next byte.
    mutating func take(_ byte: UInt8) -> Step {
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
            return .opened
        } else if byte.isCloser {
            depth -= 1
            return .closed
        }
        return .neither
    }

    /// The first byte from `start` on that could change anything, or is a line feed.
    func firstThatMatters(in bytes: Span<UInt8>, from start: Int, to end: Int) -> Int {
        var index = start
        if escaped { return index }
        if inString {
            while index < end {
                let byte = bytes[index]
                if byte == .quote || byte == .backslash || byte == .lineFeed { break }
                index += 1
            }
        } else {
            while index < end {
                let byte = bytes[index]
                if byte == .quote || byte.isOpener || byte.isCloser || byte == .lineFeed { break }
                index += 1
            }
        }
        return index
    }
}
