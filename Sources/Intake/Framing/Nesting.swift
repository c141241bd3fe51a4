import Utilities

/// Tracks open brackets and strings while the bytes of a JSON text are read.
struct Nesting {
    enum Step {
        case opened, closed, neither
    }

    /// The number of open brackets.
    private(set) var depth = 0
    private(set) var inString = false
    /// Whether the last byte was a backslash in a string that escapes the next byte.
    private var escaped = false

    /// Reads the next byte, and returns whether it opened or closed a bracket.
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

    /// The index of the first byte at or after `start` that can change the state or is a line feed, else `end`.
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
