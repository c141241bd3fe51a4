/// Converts the tree of a policy file into a `Policy`, and collects every diagnostic.
///
/// A method that returns nil has added a diagnostic. A method that finds an error continues with the rest.
struct PolicyReader {
    var diagnostics: DiagnosticList
    /// An example value for each key that takes no word from a list.
    var examples = Self.policyExamples
    /// The policy's own settings, the defaults of its rules.
    var near = 0.8
    var missing = MissingMode.incomplete
    var review = ReviewSettings()

    private static let keys = [
        "policy", "version", "near", "missing", "background_labels", "review", "rules",
    ]

    mutating func policy(_ root: SyntaxNode, bytes: [UInt8], sha256: String) -> Policy? {
        guard Self.looksLikePolicy(root) else {
            diagnostics.refuse(.start, DocumentKind.policy.mismatch, fixIt: DocumentKind.policy.explanation)
            return nil
        }
        guard let fields = fields(of: root, keys: Self.keys, owner: "a policy") else { return nil }
        let name = fields["policy"].flatMap { self.name($0) }
        if name == nil { requires("policy", in: fields, "a policy has a name", fixIt: "add `policy: NAME`") }
        let version = fields["version"].map { self.version($0) } ?? ""
        if let near = fields["near"].flatMap({ nearFactor($0) }) { self.near = near }
        if let entry = fields["missing"], let missing: MissingMode = choice(entry) { self.missing = missing }
        let labels = fields["background_labels"].map { backgroundLabels($0) } ?? [:]
        if let entry = fields["review"] { review = reviewSettings(entry) }
        if fields["rules"] == nil {
            requires("rules", in: fields, "a policy has rules", fixIt: "add `rules:` and a list of them")
        }
        let rules = fields["rules"].flatMap { self.rules($0) }
        guard let name, let rules else { return nil }
        return Policy(
            name: name, version: version, near: near, missing: missing, backgroundLabels: labels,
            review: review,
            rules: rules, bytes: bytes, sha256: sha256)
    }

    /// Whether a tree is meant as a policy: it has one of a policy's keys, or a similar one.
    private static func looksLikePolicy(_ root: SyntaxNode) -> Bool {
        guard case .mapping(let entries) = root.value else { return false }
        return entries.contains { entry in
            guard let key = entry.key.scalarText else { return false }
            return Spelling.suggestion(for: key, among: ["policy", "rules", "background_labels"]) != nil
        }
    }

    private mutating func name(_ entry: SyntaxNode.Entry) -> String? {
        guard let name = text(entry) else { return nil }
        guard !name.isEmpty else {
            empty(entry, "a name")
            return nil
        }
        return name
    }

    /// The version as written: `1.10` stays `1.10`.
    private mutating func version(_ entry: SyntaxNode.Entry) -> String {
        switch entry.value.value {
        case .integer, .float: entry.value.scalarText ?? ""
        case .null, .boolean, .text, .sequence, .mapping: text(entry) ?? ""
        }
    }

    private mutating func nearFactor(_ entry: SyntaxNode.Entry) -> Double? {
        guard let near = number(entry) else { return nil }
        guard near > 0 else {
            diagnostics.refuse(
                entry.value.position, "`near` is above 0, or all that is measured would be near",
                fixIt: "as in `near: 0.8`; `near: 1` means never near")
            return nil
        }
        guard near <= 1 else {
            let fixIt = Self.share(ofPercent: near).map { "did you mean `\($0)`?" }
            diagnostics.refuse(entry.value.position, "`near` is above 0 and at most 1", fixIt: fixIt)
            return nil
        }
        return near
    }

    private mutating func backgroundLabels(_ entry: SyntaxNode.Entry) -> [String: Set<Int64>] {
        guard case .mapping(let entries) = entry.value.value else {
            wrongType(entry, "a mapping of classifiers", fixIt: "as in `{ip: [788]}`")
            return [:]
        }
        var labels: [String: Set<Int64>] = [:]
        for (classifier, entry) in fields(entries, owner: "background_labels") {
            labels[classifier] = self.labels(entry)
        }
        return labels
    }

    mutating func labels(_ entry: SyntaxNode.Entry) -> Set<Int64>? {
        guard case .sequence(let items) = entry.value.value else {
            var fixIt = "as in `[788]`"
            if case .integer(let label) = entry.value.value { fixIt = "did you mean `[\(label)]`?" }
            wrongType(entry, "a list of labels", fixIt: fixIt)
            return nil
        }
        var labels: Set<Int64> = []
        for item in items {
            if case .integer(let label) = item.value {
                labels.insert(label)
            } else {
                diagnostics.refuse(
                    item.position, "a label is a whole number, not \(item.described)",
                    fixIt: Self.labelMeant(by: item))
            }
        }
        return labels
    }

    private static func labelMeant(by node: SyntaxNode) -> String {
        if case .text(let text) = node.value, case .integer = CoreSchema.value(of: text) {
            return "remove the quotes: `\(text)`"
        }
        return "as in `[788]`"
    }
}
