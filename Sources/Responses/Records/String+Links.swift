extension String {
    /// The text with `[link]` in place of every link, because the platform's links contain access signatures (CONTRACT
    /// section 6).
    ///
    /// A link extends from its scheme to the next ASCII blank, quote or bracket. These are compared by bytes, because a
    /// combining mark after one of them makes a different `Character`.
    var withoutLinks: String {
        guard hasLinkSign else { return self }
        let sign = Array("://".utf8)
        var text: [UInt8] = [], rest = Array(utf8)[...]
        while let mark = rest.firstRange(of: sign) {
            let before = rest[..<mark.lowerBound]
            let scheme = before.reversed().prefix { $0.isOfScheme }
            text += before.dropLast(scheme.count)
            text += scheme.isEmpty ? sign : Array("[link]".utf8)
            rest = rest[mark.upperBound...]
            if !scheme.isEmpty { rest = rest.drop { !$0.endsLink } }
        }
        return text.isEmpty ? self : String(decoding: text + rest, as: UTF8.self)
    }
}

extension String {
    /// Whether the text contains `://`. Most texts do not.
    private var hasLinkSign: Bool {
        var matched = 0
        for byte in utf8 {
            switch (matched, byte) {
            case (_, UInt8(ascii: ":")): matched = 1
            case (1, UInt8(ascii: "/")): matched = 2
            case (2, UInt8(ascii: "/")): return true
            default: matched = 0
            }
        }
        return false
    }
}

extension UInt8 {
    /// Whether the byte is a letter, digit or sign of a scheme (RFC 3986, section 3.1).
    fileprivate var isOfScheme: Bool {
        switch Unicode.Scalar(self) {
        case "a"..."z", "A"..."Z", "0"..."9", "+", "-", ".": true
        default: false
        }
    }

    fileprivate var endsLink: Bool {
        self <= 0x20 || [UInt8](" \"'<>`".utf8).contains(self)
    }
}
