extension String {
    /// The text with `[link]` for every link in it: the platform's carry access signatures (CONTRACT section 6).
    var withoutLinks: String {
        guard contains("://") else { return self }
        var text = "", rest = self[...]
        while let mark = rest.firstRange(of: "://") {
            let before = rest[..<mark.lowerBound]
            let scheme = before.reversed().prefix {
                $0.isASCII && ($0.isLetter || $0.isNumber || "+-.".contains($0))
            }
            text += before.dropLast(scheme.count)
            text += scheme.isEmpty ? "://" : "[link]"
            rest = rest[mark.upperBound...]
            if !scheme.isEmpty { rest = rest.drop { !$0.isWhitespace && !"\"'<>`".contains($0) } }
        }
        return text + rest
    }
}
