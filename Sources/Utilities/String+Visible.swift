extension String {
    /// The text in characters that a terminal shows on one line: see `Unicode.Scalar.visible`.
    package var visible: String {
        if utf8Span.span.isPrintableASCII || unicodeScalars.allSatisfy({ $0.visible == $0 }) { return self }
        var text = ""
        text.unicodeScalars.append(contentsOf: unicodeScalars.lazy.map(\.visible))
        return text
    }
}

extension Span<UInt8> {
    /// Whether all bytes are printable ASCII, as those of nearly all texts are. Such a text is its own `String.visible`.
    package var isPrintableASCII: Bool {
        var strange: UInt8 = 0
        for index in indices { strange |= self[index] &- 0x20 >= 0x5F ? 1 : 0 }
        return strange == 0
    }
}

extension Unicode.Scalar {
    /// The scalar itself, or its replacement in text for people. A tab becomes a space. Every other character that
    /// moves the cursor, reorders text or hides text becomes U+FFFD: control, private-use and ignorable characters,
    /// line separators, annotations.
    ///
    /// The joiners U+200C and U+200D, the variation selectors and the signs around numbers, such as U+0600, are kept:
    /// scripts and emoji are written with them.
    package var visible: Unicode.Scalar {
        switch value {
        // The alphabets, syllables and signs of most texts. Looking up their category takes far longer.
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
