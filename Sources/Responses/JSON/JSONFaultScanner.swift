/// Checks a text by the grammar of RFC 8259, up to the first invalid byte.
struct JSONFaultScanner {
    /// The tokens that may follow.
    private enum Expected {
        case value, valueOrEnd, name, nameOrEnd, colon, commaOrEnd, nothing
    }

    private var expected = Expected.value
    /// The open brackets with their kinds and offsets.
    private var open: [(isObject: Bool, offset: Int)] = []
    private var index = 0
    private var fault: JSONFault?

    mutating func scan(_ text: Span<UInt8>) -> JSONFault? {
        while fault == nil {
            while index < text.count, text[index].isJSONBlank { index += 1 }
            guard index < text.count else { return atEnd(text) }
            let byte = text[index]
            switch (expected, byte) {
            case (.value, _), (.valueOrEnd, _):
                if expected == .valueOrEnd, byte == UInt8(ascii: "]") { close() } else { takeValue(text) }
            case (.nameOrEnd, UInt8(ascii: "}")): close()
            case (.name, UInt8(ascii: "\"")), (.nameOrEnd, UInt8(ascii: "\"")):
                takeString(text)
                expected = .colon
            case (.colon, UInt8(ascii: ":")): go(to: .value)
            case (.commaOrEnd, UInt8(ascii: ",")): go(to: open.last?.isObject == true ? .name : .value)
            case (.commaOrEnd, UInt8(ascii: "}")) where open.last?.isObject == true,
                (.commaOrEnd, UInt8(ascii: "]")) where open.last?.isObject == false:
                close()
            default: fault = JSONFault(index, JSONLiteral.words(text, index, isName: isName, isRest: isRest))
            }
        }
        return fault
    }

    private var isName: Bool { expected == .name || expected == .nameOrEnd }
    private var isRest: Bool { expected == .nothing || expected == .commaOrEnd || expected == .colon }

    private mutating func go(to next: Expected) {
        expected = next
        index += 1
    }

    private mutating func close() {
        open.removeLast()
        go(to: open.isEmpty ? .nothing : .commaOrEnd)
    }

    private func atEnd(_ text: Span<UInt8>) -> JSONFault? {
        guard let bracket = open.last else {
            return expected == .nothing ? nil : JSONFault(index, "empty, not JSON")
        }
        let name = bracket.isObject ? "an object" : "a list"
        return JSONFault(text.count, "cut off: the text ends within \(name)")
    }

    private mutating func enter(isObject: Bool) {
        guard open.count < ResponseParser.depthLimit else {
            fault = JSONFault(index, UnreadableText.tooDeep.reason)
            return
        }
        open.append((isObject, index))
        go(to: isObject ? .nameOrEnd : .valueOrEnd)
    }

    private mutating func takeValue(_ text: Span<UInt8>) {
        switch text[index] {
        case UInt8(ascii: "{"): enter(isObject: true)
        case UInt8(ascii: "["): enter(isObject: false)
        case UInt8(ascii: "\""):
            takeString(text)
            endValue()
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): takeNumber(text)
        default:
            for literal in ["true", "false", "null"] as [StaticString] where isWord(text, literal) {
                index += literal.utf8CodeUnitCount
                return endValue()
            }
            let word = JSONLiteral.word(text, index)
            let isCut = !word.isEmpty && index + word.utf8.count == text.count && !open.isEmpty
            fault =
                isCut && ["true", "false", "null"].contains { $0.hasPrefix(word) }
                ? JSONFault(text.count, "cut off: the text ends within a word")
                : JSONFault(index, JSONLiteral.words(text, index, isName: false, isRest: false))
        }
    }

    private mutating func endValue() { expected = open.isEmpty ? .nothing : .commaOrEnd }

    private func isWord(_ text: Span<UInt8>, _ word: StaticString) -> Bool {
        JSONLiteral.word(text, index).utf8.elementsEqual(String(describing: word).utf8)
    }

    private mutating func takeNumber(_ text: Span<UInt8>) {
        var end = index
        while end < text.count, JSONLiteral.isPartOfWord(text[end]) { end += 1 }
        // The excerpt is longer than usual numbers.
        let shown = min(end, index + 40)
        var digits: [UInt8] = []
        for place in index..<end { digits.append(text[place]) }
        guard RepairedJSON.isJSONNumber(digits[...]) else {
            let number = String(decoding: digits.prefix(shown - index), as: UTF8.self)
            fault =
                end == text.count && !open.isEmpty
                ? JSONFault(end, "cut off: the text ends within a number")
                : JSONFault(index, "not JSON (`\(number)` is not a number)")
            return
        }
        index = end
        endValue()
    }

    private mutating func takeString(_ text: Span<UInt8>) {
        var place = index + 1
        while place < text.count, text[place] != UInt8(ascii: "\"") {
            let byte = text[place]
            if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
                fault = JSONFault(place, "cut off: the line ends within a string")
                return
            }
            if byte < 0x20 {
                fault = JSONFault(place, "not JSON (a control character within a string)")
                return
            }
            guard byte == UInt8(ascii: "\\") else {
                place += 1
                continue
            }
            guard let length = escape(text, place) else {
                fault = JSONFault(place, "not JSON (a backslash that begins no escape)")
                return
            }
            place += length
        }
        if place >= text.count {
            fault = JSONFault(text.count, "cut off: the text ends within a string")
        }
        index = place + 1
    }

    /// The length in bytes of the escape at `place`, even if the text ends within it.
    private func escape(_ text: Span<UInt8>, _ place: Int) -> Int? {
        guard place + 1 < text.count else { return 1 }
        switch text[place + 1] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            return 2
        case UInt8(ascii: "u"):
            for digit in place + 2..<min(place + 6, text.count) where !text[digit].isHexadecimal { return nil }
            return min(6, text.count - place)
        default: return nil
        }
    }
}

extension UInt8 {
    fileprivate var isHexadecimal: Bool {
        48...57 ~= self || 65...70 ~= self || 97...102 ~= self
    }
}
