/// The kind of a YAML file, for the messages about files that are not of it.
package struct DocumentKind: Sendable {
    /// `policy`.
    let noun: String
    /// Two keys that every file of the kind has, by which it is recognised.
    let keys: [String]
    /// What to start a new file from.
    let start: String

    /// A policy (CONTRACT section 4).
    static let policy = DocumentKind(
        noun: "policy", keys: ["policy", "rules"], start: "`policy show` prints a policy to start from")

    /// Creates a kind.
    /// - Parameters:
    ///   - noun: The name of the kind in messages; `a` goes before it.
    ///   - keys: Two keys that every file of the kind has.
    ///   - start: What to start a new file from, as a fix.
    package init(noun: String, keys: [String], start: String) {
        self.noun = noun
        self.keys = keys
        self.start = start
    }

    var mismatch: String { "this does not look like a \(noun)" }

    var explanation: String {
        "a \(noun) is a YAML mapping with the keys \(keys.map { "`\($0)`" }.joined(separator: " and "))"
    }
}
