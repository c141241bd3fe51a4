/// The value of an unquoted scalar (YAML 1.2.2, section 10.3.2).
enum CoreSchema {
    static func value(of text: String) -> SyntaxNode.Value {
        switch text {
        case "", "~", "null", "Null", "NULL": return .null
        case "true", "True", "TRUE": return .boolean(true)
        case "false", "False", "FALSE": return .boolean(false)
        case ".nan", ".NaN", ".NAN": return .float(.nan)
        default: break
        }
        // The longest meaningful number is far shorter.
        guard text.utf8.count <= 400 else { return .text(text) }
        return number(Array(text.utf8)) ?? .text(text)
    }

    private static func number(_ bytes: [UInt8]) -> SyntaxNode.Value? {
        if let prefixed = prefixedInteger(bytes) { return prefixed }
        var rest = bytes[...]
        let isNegative = rest.first == UInt8(ascii: "-")
        if isNegative || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
        if [".inf", ".Inf", ".INF"].contains(String(decoding: rest, as: UTF8.self)) {
            return .float(isNegative ? -.infinity : .infinity)
        }
        let whole = digits(&rest)
        var fraction = 0
        var isInteger = true
        if rest.first == UInt8(ascii: ".") {
            isInteger = false
            rest.removeFirst()
            fraction = digits(&rest)
        }
        guard whole + fraction > 0 else { return nil }
        if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
            isInteger = false
            rest.removeFirst()
            if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
            guard digits(&rest) > 0 else { return nil }
        }
        guard rest.isEmpty else { return nil }
        let text = String(decoding: bytes, as: UTF8.self)
        if isInteger, let integer = Int64(text) { return .integer(integer) }
        // Beyond the range of a double, Swift reads infinity, as it does for `.inf`.
        return Double(text).map { .float($0) }
    }

    private static func prefixedInteger(_ bytes: [UInt8]) -> SyntaxNode.Value? {
        guard bytes.count > 2, bytes[0] == UInt8(ascii: "0") else { return nil }
        let radix: Int
        switch bytes[1] {
        case UInt8(ascii: "o"): radix = 8
        case UInt8(ascii: "x"): radix = 16
        default: return nil
        }
        guard bytes[2] != UInt8(ascii: "-"), bytes[2] != UInt8(ascii: "+") else { return nil }
        return Int64(String(decoding: bytes[2...], as: UTF8.self), radix: radix).map { .integer($0) }
    }

    private static func digits(_ rest: inout ArraySlice<UInt8>) -> Int {
        let before = rest.count
        rest = rest.drop { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        return before - rest.count
    }
}
