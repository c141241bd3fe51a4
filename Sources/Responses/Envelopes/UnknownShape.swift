/// What a value that is no known envelope is, in words.
enum UnknownShape {
    /// The first names of an object that are given.
    private static var namesShown: Int { 5 }
    private static var longestName: Int { 64 }

    static func words(of value: JSONValue) -> String {
        guard value.is(.object) else {
            return "no known envelope (\(ResponseFlattener.kindName(of: value)))\(hint(at: value))"
        }
        if value.isEmpty { return "no known envelope: an empty object" }
        var names: [String] = [], others = 0
        for (name, _) in JSONMembers(of: value) {
            if names.count < namesShown { names.append("`\(shortened(name))`") } else { others += 1 }
        }
        let more = others > 0 ? " and \(others) more" : ""
        return "no known envelope: an object with \(names.joined(separator: ", "))\(more)\(hint(at: value))"
    }

    private static func shortened(_ name: BorrowedText) -> String {
        guard name.count > longestName else { return String(name) }
        return String(name.slice(0..<longestName)) + "…"
    }

    /// What is known to come in the place of answers, and what to do.
    private static func hint(at value: JSONValue) -> String {
        if value.is(.text) {
            let first = value.text.first
            if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
                return ": it holds JSON as a text; decode it once more"
            }
            return value.text.hasPrefixIgnoringCase("@{")
                ? ": PowerShell cut it off; use ConvertTo-Json with -Depth 100" : ""
        }
        if value.member(named: "log")?.member(named: "entries") != nil {
            return ": a HAR file, which is a browser's log; extract the answers from it"
        }
        if value.member(named: "post") != nil {
            return ": a post of a public feed, which has no moderation results"
        }
        return ""
    }
}

/// Whether moderation results stand somewhere within an object, at whatever depth: the last look before an object counts
/// as one without a generation.
enum GenerationNames {
    private static let names: FieldSet = [
        .generations, .legalClassifierResult, .outputModerationResult, .taskResponses,
    ]
    /// Tape words of the smallest object that has a name and a container that is not empty.
    private static var fewestWords: Int { 7 }

    /// Whether one of `names` stands before a container that is not empty, in an object or array that has something in it.
    /// Time is linear in the object.
    static func stand(within object: JSONValue) -> Bool {
        let end = object.end - 1
        guard end - object.index >= fewestWords - 1 else { return false }
        var index = object.index + 1, isBehindText = false
        while index < end {
            let value = object.at(index)
            switch value.tag {
            case JSONValue.Kind.text.rawValue:
                isBehindText = true
                index += 1
            case JSONValue.Kind.integer.rawValue, JSONValue.Kind.large.rawValue, JSONValue.Kind.double.rawValue:
                isBehindText = false
                index += 2
            default:
                // Names alone would need every text to be read.
                if isBehindText, value.isFilled, let name = FieldIndex.shared[object.at(index - 1).text],
                    names.contains(name)
                {
                    return true
                }
                isBehindText = false
                index += 1
            }
        }
        return false
    }
}
