import Utilities

extension PolicyReader {
    private static let ruleKeys = ["id", "severity", "why", "missing", "handling", "rise"]

    mutating func rules(_ entry: SyntaxNode.Entry) -> [Rule]? {
        guard case .sequence(let items) = entry.value.value else {
            wrongType(entry, "a list of rules")
            return nil
        }
        guard !items.isEmpty else {
            diagnostics.refuse(
                entry.value.position, "`rules` is empty", fixIt: "a policy has at least one rule")
            return nil
        }
        // Reported alone: otherwise the diagnostics of the other rules would hide it.
        guard items.count <= PolicyLimits.rules else {
            diagnostics.refuse(
                items[PolicyLimits.rules].position,
                "a policy has at most \(PolicyLimits.rules.grouped) rules; this file has \(items.count)",
                fixIt: "join rules that test alike: `signal` takes a list, and patterns with `*`")
            return nil
        }
        var rules: [Rule] = []
        var places: [String: SourcePosition] = [:]
        for item in items {
            if let rule = rule(item, places: &places) { rules.append(rule) }
        }
        return rules
    }

    /// - Parameter places: The position of the first rule with each ID.
    private mutating func rule(_ node: SyntaxNode, places: inout [String: SourcePosition]) -> Rule? {
        let keys = Self.ruleKeys + Self.conditionKeys
        guard let fields = fields(of: node, keys: keys, owner: "a rule") else { return nil }
        let id = fields["id"].flatMap { ruleID($0, places: &places) }
        if fields["id"] == nil {
            requires("id", in: fields, "a rule has an `id`", fixIt: "add `id: NAME`")
        }
        var severity = Severity.medium
        if let entry = fields["severity"], let written: Severity = choice(entry) { severity = written }
        let why = fields["why"].flatMap { text($0) } ?? ""
        var missing = self.missing
        if let entry = fields["missing"], let written: MissingMode = choice(entry) { missing = written }
        var handling = Handling.ordinary
        if let entry = fields["handling"], let written: Handling = choice(entry) { handling = written }
        let rise = fields["rise"].flatMap { self.rise($0) } ?? review.rise
        let condition = condition(fields, depth: 0)
        guard let id, let condition else { return nil }
        return Rule(
            id: id, severity: severity, why: why, missing: missing, condition: condition, handling: handling,
            rise: rise)
    }

    private mutating func ruleID(
        _ entry: SyntaxNode.Entry, places: inout [String: SourcePosition]
    ) -> String? {
        guard let id = text(entry) else { return nil }
        let position = entry.value.position
        guard Self.isRuleID(id) else {
            diagnostics.refuse(
                position, "\(id.quoted) can't be a rule's id",
                fixIt: "an id has 1 to 64 of A-Z a-z 0-9 _ . - and starts with a letter or digit")
            return nil
        }
        if let first = places.updateValue(position, forKey: id) {
            places[id] = first
            diagnostics.refuse(
                position, "duplicate rule id `\(id)`", fixIt: "line \(first.line) has it first; ids are unique")
            return nil
        }
        return id
    }

    /// IDs hold no blanks, because lists of IDs are separated by blanks.
    private static func isRuleID(_ id: String) -> Bool {
        func isAlphanumeric(_ byte: UInt8) -> Bool {
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            default: false
            }
        }
        guard let first = id.utf8.first, isAlphanumeric(first), id.utf8.count <= 64 else { return false }
        return id.utf8.allSatisfy { isAlphanumeric($0) || "_.-".utf8.contains($0) }
    }
}
