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

    private var file: SettingsFile
    private let rules: [String: Rule]
    /// The lines of the waivers so far, by ID, and by rules and match.
    private var lines: [String: Int] = [:]
    private var scopes: [(rules: Set<String>, match: WaiverMatch, line: Int)] = []

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
            file.refuse(entry, "`ceiling` is negative", fixIt: "no signal is ever below 0")
            return nil
        }
        return ceiling
    }

    // MARK: Dates

    private mutating func period(_ section: SettingsFile.Section) -> (created: CivilDate, expires: CivilDate)? {
        let created = section["created"].flatMap { date($0) }, expires = section["expires"].flatMap { date($0) }
        guard let created, let expires, let entry = section["expires"] else { return nil }
        let days = expires.daysSince1970 - created.daysSince1970
        guard days >= 0 else {
            file.refuse(
                entry, "`expires` is before `created`", fixIt: "a waiver holds until the end of `expires`")
            return nil
        }
        guard days <= 366 else {
            file.refuse(
                entry, "`expires` is \(days) days after `created`; at most 366 are allowed",
                fixIt:
                    "as in `expires: \(CivilDate(daysSince1970: created.daysSince1970 + 366).text)`; renew it then"
            )
            return nil
        }
        return (created, expires)
    }

    private mutating func date(_ entry: SettingsFile.Entry) -> CivilDate? {
        guard let text = file.text(entry, fixIt: "a date has this form: 2026-12-31") else { return nil }
        guard let date = CivilDate(text.text) else {
            file.refuse(text, "this is not a date", fixIt: "a date has this form: 2026-12-31")
            return nil
        }
        return date
    }

    // MARK: Rules and match

    private mutating func rules(_ entry: SettingsFile.Entry) -> [Rule] {
        var found: [Rule] = []
        for text in file.texts(entry, of: "ids of rules") {
            if let rule = rules[text.text] {
                if !found.contains(where: { $0.id == rule.id }) { found.append(rule) }
            } else if text.text.contains("*") {
                file.refuse(
                    text, "a waiver names each rule; `*` is not allowed", fixIt: "list the ids of the rules")
            } else {
                file.refuse(
                    text, "the policy has no rule with this id",
                    fixIt: SettingsFile.suggestion(for: text, among: rules.keys.sorted())
                        ?? "`policy check` lists the rules")
            }
        }
        return found
    }

    private mutating func match(_ entry: SettingsFile.Entry) -> WaiverMatch? {
        let keys = ["generation", "task", "user", "label", "model", "created"]
        guard let section = file.section(entry, keys: keys, owner: "match") else { return nil }
        if entry.isEmpty { file.refuseEmpty(entry, "at least one key") }
        var match = WaiverMatch()
        match.generations = section["generation"].map { names($0, "ids of generations") }
        match.tasks = section["task"].map { names($0, "ids of tasks") }
        match.users = section["user"].map { names($0, "users") }
        match.models = section["model"].map { names($0, "models") }
        match.labels = section["label"].map { entry in
            if entry.isEmpty { file.refuseEmpty(entry, "labels") }
            return file.labels(entry) ?? []
        }
        if let entry = section["created"],
            let dates = file.section(entry, keys: ["from", "to"], owner: "created")
        {
            if entry.isEmpty { file.refuseEmpty(entry, "`from`, `to` or both") }
            match.from = dates["from"].flatMap { date($0) }
            match.to = dates["to"].flatMap { date($0) }
            if let from = match.from, let to = match.to, to.daysSince1970 < from.daysSince1970 {
                file.refuse(entry, "`to` is before `from`", fixIt: "swap the dates")
            }
        }
        return match
    }

    private mutating func names(_ entry: SettingsFile.Entry, _ what: String) -> Set<WaiverMatch.Text> {
        let texts = file.texts(entry, of: what)
        for text in texts where text.text.isEmpty {
            file.refuse(text, "this is empty", fixIt: "write the whole text, or leave the key out")
        }
        return Set(texts.map { Array($0.text.utf8) })
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
        let names = Set(rules.map(\.id))
        if !names.isEmpty, let first = scopes.first(where: { $0.rules == names && $0.match == match }) {
            file.refuse(
                section, "this waiver has the rules and the match of another one",
                fixIt: "line \(first.line) has them first; keep one")
        }
        scopes.append((names, match, section.line))
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
