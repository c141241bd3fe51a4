extension String {
    /// Fit for a terminal and for one line: tabs become blanks, and every other character that moves the cursor,
    /// reorders or hides text (control and format characters, line separators) becomes U+FFFD.
    public var visible: String {
        if unicodeScalars.allSatisfy(\.isPlainlyVisible) { return self }
        var text = ""
        text.unicodeScalars.append(contentsOf: unicodeScalars.lazy.map(\.visible))
        return text
    }

    /// As a message quotes it: visible, in backquotes, cut after 60 characters.
    var quoted: String {
        let shown = String(prefix(61))
        return shown.count > 60 ? "`\(String(shown.prefix(60)).visible)…`" : "`\(shown.visible)`"
    }
}

extension Unicode.Scalar {
    /// Of the alphabets and syllables that most texts consist of: to look up its category takes far longer.
    fileprivate var isPlainlyVisible: Bool {
        switch value {
        case 0x20...0x7E, 0xC0...0x2FF, 0x400...0x52F, 0x5D0...0x5EA, 0x620...0x64A, 0x3041...0x30FF,
            0x4E00...0x9FFF, 0xAC00...0xD7A3:
            true
        default: visible == self
        }
    }

    /// See `String.visible`.
    var visible: Unicode.Scalar {
        if self == "\t" { return " " }
        switch properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse: return "\u{FFFD}"
        // The joiners are part of emoji and of several scripts.
        case .format: return self == "\u{200D}" || self == "\u{200C}" ? self : "\u{FFFD}"
        default: return self
        }
    }

    /// Columns of a terminal: 0 for combining marks, 2 for East Asian wide characters and emoji, else 1.
    public var terminalColumns: Int {
        switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return 0
        default: break
        }
        switch value {
        case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
            0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
            return 2
        default: return 1
        }
    }
}
