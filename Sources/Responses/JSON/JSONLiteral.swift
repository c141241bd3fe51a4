/// Describes what a text has in a position where JSON does not allow it, usually a literal of another language.
enum JSONLiteral {
    /// - Parameters:
    ///   - isName: Whether a member's name is expected.
    ///   - isRest: Whether a value has ended, and a comma, colon or closing bracket is expected.
    static func words(_ text: Span<UInt8>, _ index: Int, isName: Bool, isRest: Bool) -> String {
        let byte = text[index]
        if byte == UInt8(ascii: "'") {
            return hasPythonWord(text, from: index)
                ? "a Python literal, not JSON; write it with json.dumps"
                : "a Python or JavaScript literal, not JSON (`'` is no quote)"
        }
        if byte == UInt8(ascii: "/") { return "a JavaScript literal, not JSON (it has a comment)" }
        let word = word(text, index)
        switch word {
        case "NaN", "Infinity", "nan", "inf": return "not JSON (`\(word)` is not a number)"
        case "None", "True", "False": return "a Python literal, not JSON (`\(word)` is no value)"
        case "undefined": return "a JavaScript literal, not JSON (`undefined` is no value)"
        case "": break
        default:
            if isName { return "a JavaScript literal, not JSON (the name `\(word)` has no quotes)" }
            return isRest ? "not JSON (`\(word)` behind a value)" : "not JSON (`\(word)` is no value)"
        }
        let sign = 0x21...0x7E ~= byte ? "`\(Character(Unicode.Scalar(byte)))`" : "a character that is no value"
        if byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}"), !isRest {
            return "not JSON (\(sign) behind a comma or colon)"
        }
        return
            "not JSON (\(sign) \(isRest ? "behind a value" : isName ? "where a name belongs" : "where a value belongs"))"
    }

    /// The letters, digits and signs of numbers from `index`, at most 40; empty if there are none.
    static func word(_ text: Span<UInt8>, _ index: Int) -> String {
        var bytes: [UInt8] = []
        var place = index
        while place < text.count, bytes.count < 40, isPartOfWord(text[place]) {
            bytes.append(text[place])
            place += 1
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    static func isPartOfWord(_ byte: UInt8) -> Bool {
        switch Unicode.Scalar(byte) {
        case "a"..."z", "A"..."Z", "0"..."9", "_", "+", "-", ".": true
        default: false
        }
    }

    /// Whether `None`, `True` or `False` occurs in the next 64 KiB.
    private static func hasPythonWord(_ text: Span<UInt8>, from start: Int) -> Bool {
        for place in start..<min(text.count, start + 65_536)
        where text[place] == UInt8(ascii: "N") || text[place] == UInt8(ascii: "T")
            || text[place] == UInt8(ascii: "F")
        {
            if ["None", "True", "False"].contains(word(text, place)) { return true }
        }
        return false
    }
}
