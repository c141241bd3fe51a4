/// The platform's own texts in an object that gave no generation (CONTRACT section 5).
struct PlatformWords {
    /// The reasons of a failure.
    private(set) var failures: [String] = []
    /// All other texts.
    private(set) var remarks: [String] = []

    init(of object: JSONValue) {
        for (name, value) in JSONMembers(of: object) {
            if Self.failureNames.contains(where: { name == $0 }) {
                Self.add(Self.failure(value), to: &failures)
            } else if Self.remarkNames.contains(where: { name == $0 }) {
                Self.add(Self.phrase(value), to: &remarks)
            } else if name == "detail" {
                if value.is(.text) { Self.add(Self.phrase(value), to: &remarks) }
            } else if name == "moderation_result", let rationale = value.member(named: "rationale") {
                Self.add(Self.phrase(rationale), to: &remarks)
            }
        }
        let code = object.member(named: "failCode").flatMap { Self.phrase($0) }
        let message = object.member(named: "failMsg").flatMap { Self.phrase($0) }
        Self.add(Self.joined([code, message]), to: &failures)
        // The message of a relay that succeeded is not a remark.
        remarks.removeAll { ["success", "succeeded", "ok"].contains($0.lowercased()) }
    }

    private static let failureNames = aroundNames + ["reason_str", "error_message"]
    /// The names of failures that also apply to the content of the object.
    private static let aroundNames: [StaticString] = ["fail_reason", "failure_reason", "error"]
    /// The names in `failureNames` that no record has.
    static let unrecordedNames: [StaticString] = ["error", "reason_str", "error_message"]
    private static let remarkNames: [StaticString] = ["message", "msg", "rationale"]

    /// The reasons of a failure that an object gives for its content.
    static func failures(around object: JSONValue) -> [String] {
        var words: [String] = []
        for (name, value) in JSONMembers(of: object) where aroundNames.contains(where: { name == $0 }) {
            add(failure(value), to: &words)
        }
        return words
    }

    /// Whether the object has an `error` with content, or a text in `detail`.
    static func giveError(_ object: JSONValue) -> Bool {
        JSONMembers(of: object).contains { name, value in
            name == "error" && failure(value) != nil || name == "detail" && value.isWords
        }
    }

    /// The code and message of an error's object. `code`, if given, replaces the object's own code.
    static func error(_ object: JSONValue, code: JSONValue? = nil) -> String {
        error(object, code: code, depth: 0)
    }

    private static func error(_ object: JSONValue, code: JSONValue?, depth: Int) -> String {
        var parts: [String?] = code.map { [phrase($0, depth: depth)] } ?? []
        for name in errorNames.dropFirst(parts.count) {
            for (found, value) in JSONMembers(of: object)
            // An object in `detail` is a separate answer.
            where found == name && (depth > 0 || value.is(.text) || !(found == "detail")) {
                parts.append(phrase(value, depth: depth))
            }
        }
        return joined(parts) ?? ""
    }

    private static let errorNames: [StaticString] = [
        "code", "error", "message", "msg", "detail", "reason", "rationale",
    ]

    /// The texts in order, separated by semicolons, without texts that an earlier one contains.
    static func reason(_ words: [String]) -> String {
        var said: [String] = []
        for word in words where !word.isEmpty && !said.contains(where: { holds($0, word) }) {
            said.append(word)
        }
        return said.joined(separator: "; ")
    }

    /// Whether `text` contains `word`, compared by bytes. The time is linear (Knuth, Morris and Pratt 1977).
    private static func holds(_ text: String, _ word: String) -> Bool {
        let word = Array(word.utf8)
        // For each index, the length of the longest proper prefix of `word` that ends there.
        var borders = [0], length = 0
        for byte in word.dropFirst() {
            while length > 0, word[length] != byte { length = borders[length - 1] }
            if word[length] == byte { length += 1 }
            borders.append(length)
        }
        length = 0
        for byte in text.utf8 {
            while length > 0, word[length] != byte { length = borders[length - 1] }
            if word[length] == byte { length += 1 }
            if length == word.count { return true }
        }
        return false
    }

    /// Whether a failure mentions moderation or a policy, which means that the platform refused the task.
    static func namePolicy(_ words: some Sequence<String>) -> Bool {
        words.contains { word in
            let word = word.lowercased()
            return ["moderat", "policy", "policies", "guardrail"].contains { holds(word, $0) }
        }
    }

    /// The reason in a text, object or list; nil for any other value.
    private static func failure(_ value: JSONValue) -> String? {
        if value.is(.object) { return phrase(value) ?? (value.isEmpty ? nil : "an error without words") }
        return value.isWords || value.is(.array) ? phrase(value) : nil
    }

    /// A text or number, the code and message of an object, or the texts of a list.
    private static func phrase(_ value: JSONValue, depth: Int = 0) -> String? {
        // Gateways nest an error in an error.
        if value.is(.object) { return depth < 3 ? joined([error(value, code: nil, depth: depth + 1)]) : nil }
        guard value.is(.array) else {
            return ResponseFlattener.plainText(value).flatMap { $0.isEmpty ? nil : shortened($0) }
        }
        let texts = JSONElements(of: value).prefix(10).compactMap {
            $0.is(.text) ? shortened(String($0.text)) : nil
        }
        return texts.isEmpty ? nil : texts.joined(separator: ", ")
    }

    /// The maximum length of a phrase in bytes. A longer one is cut and ends in `…`.
    private static let longestPhrase = 4096
    /// The maximum number of failures, and of remarks, of one object.
    private static let phrasesKept = 20

    static func shortened(_ phrase: String) -> String {
        let utf8 = phrase.utf8
        guard utf8.count > longestPhrase else { return phrase }
        var end = utf8.index(utf8.startIndex, offsetBy: longestPhrase)
        while utf8[end] & 0xC0 == 0x80 { end = utf8.index(before: end) }
        return phrase[..<end] + "…"
    }

    private static func joined(_ parts: [String?]) -> String? {
        var said: [String] = []
        for case let part? in parts where !part.isEmpty && part != said.last { said.append(part) }
        return said.isEmpty ? nil : said.joined(separator: ": ")
    }

    private static func add(_ phrase: String?, to words: inout [String]) {
        if let phrase, !phrase.isEmpty, words.count < phrasesKept { words.append(phrase) }
    }
}
