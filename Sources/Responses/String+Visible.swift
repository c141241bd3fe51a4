extension String {
    /// Fit for a terminal and for one line: tabs become blanks, and every other character that moves the cursor,
    /// reorders or hides text (control and format characters, line separators) becomes U+FFFD.
    public var visible: String {
        var text = ""
        text.unicodeScalars.append(contentsOf: unicodeScalars.lazy.map(\.visible))
        return text
    }
}

extension Unicode.Scalar {
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
