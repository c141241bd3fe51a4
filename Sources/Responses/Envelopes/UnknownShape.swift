/// Describes a value that is not a known envelope.
enum UnknownShape {
    /// The maximum number of names in the description of an object.
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

    /// The usual cause of a value that is not an answer, and the fix.
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

/// Searches an object for moderation results at any depth. It is the last check before an object counts as one without
/// a generation.
enum GenerationNames {
    private static let names: FieldSet = [
        .generations, .legalClassifierResult, .outputModerationResult, .taskResponses,
    ]
    /// The number of tape words of the smallest object that has a member with a non-empty container.
    private static var fewestWords: Int { 7 }

    /// Whether a non-empty object or array within `object` is the value of a member with one of `names`. The time is
    /// linear in the size of the object.
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
                // Only names of containers are looked up, so that most texts need not be read.
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
