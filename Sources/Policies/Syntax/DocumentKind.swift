/// The kind of a YAML file, for the messages about files that are not of it.
package struct DocumentKind: Sendable {
    /// `policy`.
    let noun: String
    /// One or two keys that every file of the kind has, by which it is recognised.
    let keys: [String]
    /// What to start a new file from.
    let start: String
    /// An example value for each key that takes no word from a list.
    let examples: [String: String]

    /// A policy (CONTRACT section 4).
    static let policy = DocumentKind(
        noun: "policy", keys: ["policy", "rules"], start: "`policy show` prints a policy to start from",
        examples: PolicyReader.policyExamples)

    /// Creates a kind.
    /// - Parameters:
    ///   - noun: The name of the kind in messages; `a` goes before it.
    ///   - keys: One or two keys that every file of the kind has.
    ///   - start: What to start a new file from, as a fix.
    ///   - examples: An example value for each key that takes no word from a list.
    package init(noun: String, keys: [String], start: String, examples: [String: String]) {
        self.noun = noun
        self.keys = keys
        self.start = start
        self.examples = examples
    }

    /// An example value of a key; nil if there is none.
    package func example(of key: String) -> String? { examples[key] }

    var mismatch: String { "this does not look like a \(noun)" }

    var explanation: String {
        "a \(noun) is a YAML mapping with the key\(keys.count > 1 ? "s" : "") \(keys.map { "`\($0)`" }.joined(separator: " and "))"
    }
}
