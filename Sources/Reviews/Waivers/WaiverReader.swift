import Digests
package import Policies
import Utilities

/// Reads files of waivers (CONTRACT section 15).
package struct WaiverReader {
    private static let kind = DocumentKind(
        noun: "list of waivers", keys: ["waivers"], start: "start with `waivers:` and a list",
        examples: [
            "id": "brand-x-licence", "reason": "Contract 4711 allows the marks of Brand X.",
            "approver": "j.doe@example.com", "created": "2026-11-22", "expires": "2026-12-31",
            "rules": "[trademark-max]", "ceiling": "0.99", "match": "{label: [311]}", "ticket": "TS-1234",
            "generation": "[gen_01]", "task": "[task_01]", "user": "[user_01]", "label": "[311]",
            "model": "[sora-2]", "from": "2026-11-01", "to": "2026-11-30",
            "waivers": "[{id: brand-x-licence, …}]",
        ])
    private static let required = ["id", "reason", "approver", "created", "expires", "rules", "match"]

    var file: SettingsFile
    private let rules: [String: Rule]
    /// The lines of the waivers so far, by ID, and by rules and match.
    private var lines: [String: Int] = [:]
    private var scopes: [Scope: Int] = [:]
    private var suggestions = 0

    private struct Scope: Hashable {
        let rules: Set<String>
        let match: WaiverMatch
    }

    /// Reads waivers from `bytes`, which are YAML text in UTF-8.
    /// - Parameters:
    ///   - path: The name of the file in messages. The file is not opened.
    ///   - policy: The policy with the rules that the waivers name.
    /// - Throws: All diagnostics of the file.
    package static func read(
        _ bytes: [UInt8], named path: String, for policy: Policy
    ) throws(PolicyErrors) -> Waivers {
        var reader = WaiverReader(file: try SettingsFile(bytes, named: path, kind: kind), policy)
        let list = reader.waivers()
        try reader.file.finish()
        return Waivers(list, sha256: SHA256Digest.hex(of: bytes))
    }

    private init(file: SettingsFile, _ policy: Policy) {
        self.file = file
        rules = Dictionary(policy.rules.map { ($0.id, $0) }) { first, _ in first }
    }

    private mutating func waivers() -> [Waiver] {
        let root = file.section(keys: ["waivers"])
        guard let entry = root["waivers"] else { return [] }
        return file.sections(
            entry, keys: Self.required + ["ceiling", "ticket"], owner: "a waiver",
            example: "{id: brand-x-licence, …}"
        ).compactMap { waiver($0) }
    }

    /// Reads all keys, so that one fault does not hide another. Returns nil if a diagnostic was added.
    private mutating func waiver(_ section: SettingsFile.Section) -> Waiver? {
        for key in Self.required {
            file.requires(key, in: section, "a waiver has `\(key)`", fixIt: "add `\(Self.addition(key))`")
        }
        let id = section["id"].flatMap { self.id($0, in: section) }
        let reason = section["reason"].flatMap { text($0, "a reason") }
        let approver = section["approver"].flatMap { text($0, "a name or an address") }
        let ticket = section["ticket"].flatMap { text($0, "a reference") }
        let period = period(section)
        let rules = section["rules"].map { self.rules($0) } ?? []
        let ceiling = section["ceiling"].flatMap { self.ceiling($0) }
        let match = section["match"].flatMap { self.match($0) }
        requireCeiling(section, rules)
        if let match { requireScope(section, rules, match) }
        guard let id, let reason, let approver, let period, let match, !rules.isEmpty else { return nil }
        return Waiver(
            id: id, reason: reason, approver: approver, created: period.created, expires: period.expires,
            rules: rules.map(\.id), ceiling: ceiling, match: match, ticket: ticket)
    }

    private static func addition(_ key: String) -> String { "\(key): \(kind.example(of: key) ?? "")" }

    // MARK: Texts

    private mutating func text(_ entry: SettingsFile.Entry, _ wanted: String) -> String? {
        guard let text = file.text(entry)?.text else { return nil }
        guard text.contains(where: { !$0.isWhitespace }) else {
            file.refuseEmpty(entry, wanted)
            return nil
        }
        return text
    }

    private mutating func id(_ entry: SettingsFile.Entry, in section: SettingsFile.Section) -> String? {
        guard let id = file.text(entry) else { return nil }
        let isID =
            1...64 ~= id.text.utf8.count
            && id.text.utf8.allSatisfy {
                UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 || $0.isDigit || $0 == UInt8(ascii: "-")
            }
        guard isID else {
            file.refuse(id, "`id` is 1 to 64 of a-z, 0-9 and -", fixIt: "as in `id: brand-x-licence`")
            return nil
        }
        if let line = lines.updateValue(section.line, forKey: id.text) {
            lines[id.text] = line
            file.refuse(id, "duplicate id `\(id.text)`", fixIt: "line \(line) has it first; ids are unique")
            return nil
        }
        return id.text
    }

    private mutating func ceiling(_ entry: SettingsFile.Entry) -> Double? {
        guard let ceiling = file.number(entry) else { return nil }
        guard ceiling >= 0 else {
            file.refuse(entry, "`ceiling` is negative", fixIt: "write 0 or more")
            return nil
        }
        return ceiling
    }

    // MARK: Rules

    private mutating func rules(_ entry: SettingsFile.Entry) -> [Rule] {
        var found: [Rule] = [], seen: Set<String> = []
        for text in file.texts(entry, of: "ids of rules") {
            if let rule = rules[text.text] {
                if seen.insert(rule.id).inserted { found.append(rule) }
            } else if text.text.contains("*") {
                file.refuse(
                    text, "a waiver names each rule; `*` is not allowed", fixIt: "list the ids of the rules")
            } else {
                file.refuse(
                    text, "the policy has no rule with this id",
                    fixIt: suggestion(for: text) ?? "`policy check` lists the rules")
            }
        }
        return found
    }

    /// A suggestion compares the text with all rules, so that only the errors that are shown have one.
    private mutating func suggestion(for text: SettingsFile.Text) -> String? {
        suggestions += 1
        guard suggestions <= PolicyLimits.diagnostics else { return nil }
        return SettingsFile.suggestion(for: text, among: rules.keys.sorted())
    }

    // MARK: What belongs together

    private mutating func requireCeiling(_ section: SettingsFile.Section, _ rules: [Rule]) {
        guard let rule = rules.first(where: \.hasThreshold) else { return }
        file.requires(
            "ceiling", in: section, "a waiver of `\(rule.id)`, which tests a number, has `ceiling`",
            fixIt: "add the greatest value that is accepted, as in `ceiling: 0.99`")
    }

    private mutating func requireScope(
        _ section: SettingsFile.Section, _ rules: [Rule], _ match: WaiverMatch
    ) {
        if match.generations == nil, let entry = section["match"] {
            if let rule = rules.first(where: { $0.handling == .restricted }) {
                file.refuse(
                    entry, "`\(rule.id)` is restricted, and is waived by generation only",
                    fixIt: "as in `match: {generation: [gen_01]}`")
            } else if let rule = rules.first(where: { $0.severity == .critical }) {
                file.refuse(
                    entry, "`\(rule.id)` is critical, and is waived by generation only",
                    fixIt: "as in `match: {generation: [gen_01]}`")
            }
        }
        let scope = Scope(rules: Set(rules.map(\.id)), match: match)
        guard !rules.isEmpty, let line = scopes.updateValue(section.line, forKey: scope) else { return }
        scopes[scope] = line
        file.refuse(
            section, "this waiver has the rules and the match of another one",
            fixIt: "line \(line) has them first; keep one")
    }
}

extension Rule {
    /// Whether a test of the rule has a threshold.
    fileprivate var hasThreshold: Bool { condition.hasThreshold }
}

extension Condition {
    fileprivate var hasThreshold: Bool {
        switch self {
        case .all(let conditions), .any(let conditions): conditions.contains(where: \.hasThreshold)
        case .test(_, .threshold): true
        case .test: false
        }
    }
}
