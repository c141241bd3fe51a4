extension String {
    /// Fit for a terminal and for one line: tabs become blanks, and every other character that moves the cursor,
    /// reorders or hides text (control and format characters, line separators) becomes U+FFFD.
    public var visible: String {
        if unicodeScalars.allSatisfy(\.isPlainlyVisible) { return self }
        var text = ""
        text.unicodeScalars.append(contentsOf: unicodeScalars.lazy.map(\.visible))
        return text
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
    public var visible: Unicode.Scalar {
        if self == "\t" { return " " }
        switch properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse: return "\u{FFFD}"
        // The joiners are part of emoji and of several scripts.
        case .format: return self == "\u{200D}" || self == "\u{200C}" ? self : "\u{FFFD}"
        default: return self
        }
    }
}
