extension String {
    /// Fit for a terminal and for one line: see `Unicode.Scalar.visible`.
    package var visible: String {
        if unicodeScalars.allSatisfy({ $0.visible == $0 }) { return self }
        var text = ""
        text.unicodeScalars.append(contentsOf: unicodeScalars.lazy.map(\.visible))
        return text
    }
}

extension Unicode.Scalar {
    /// Itself, or what stands for it where people read: a tab becomes a blank, and every other character that moves
    /// the cursor, reorders or hides text (control, private and ignorable characters, line separators, annotations)
    /// U+FFFD.
    ///
    /// The joiners U+200C and U+200D, the variation selectors and the signs around numbers (U+0600 and its like) stay:
    /// scripts and emoji are written with them.
    package var visible: Unicode.Scalar {
        switch value {
        // Of the alphabets, syllables and signs that most texts consist of: to look up its category takes far longer.
        case 0x20...0x7E, 0xC0...0x2FF, 0x400...0x52F, 0x5D0...0x5EA, 0x620...0x64A, 0x900...0x97F,
            0x2010...0x2027,
            0x3001...0x312F, 0x4E00...0x9FFF, 0xAC00...0xD7A3, 0x1F300...0x1FAFF, 0x200C...0x200D:
            return self
        case 0x9: return " "
        default: break
        }
        switch properties.generalCategory {
        case .format where 0xFFF9...0xFFFB ~= value: return "\u{FFFD}"
        case .control, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse: return "\u{FFFD}"
        case .nonspacingMark: return self
        default: return properties.isDefaultIgnorableCodePoint ? "\u{FFFD}" : self
        }
    }
}
