import Policies
import Responses

/// A listed generation, read from its object in `generations.json`. Its values are valid until the reader reads the
/// next object.
struct ListedRow {
    /// The fields that the comparison reads, in the order of `GenerationsTable`.
    private enum Field: Int, CaseIterable {
        case decision, severity, firstListed, disposition, why, title, prompt, link, generationID, taskID,
            createdAt, userID
        case topRule, topValue, rulesFlagged, rulesNear, missingSignals, model, revision, source, evidence,
            signals,
            reviewKey, findings
    }

    private static let names: [StaticString] = [
        "decision", "severity", "first_listed", "disposition", "why", "title", "prompt", "link",
        "generation_id", "task_id",
        "created_at", "user_id", "top_rule", "top_value", "rules_flagged", "rules_near", "missing_signals",
        "model", "revision", "source", "evidence_sha256", "signals_sha256", "review_key", "findings",
    ]

    /// A rule that is flagged or near.
    struct Finding {
        let rule: BorrowedText
        let band: BorrowedText
        let value: JSONValue?
        fileprivate let object: JSONValue

        var matchedValue: MatchedValue? { ListedRow.matched(value) }
        var signal: BorrowedText? {
            object.member(named: "signal").flatMap { $0.is(.text) ? $0.text : nil }
        }
        var label: Int64? { object.member(named: "label")?.whole }
    }

    let decision: Decision
    let severity: Severity?
    let rulesFlagged: [BorrowedText]
    /// The rules that are flagged or near.
    let rules: [BorrowedText]
    let missingSignals: [BorrowedText]
    /// The findings; empty in a brief row.
    let findings: [Finding]
    private let values: [JSONValue?]

    /// Returns nil if the object is not a listed generation.
    init?(_ object: JSONValue) {
        guard object.is(.object) else { return nil }
        values = Self.values(of: object)
        guard let decision = Self.text(values, .decision).flatMap({ Decision(rawValue: String($0)) }),
            decision != .clear, Self.text(values, .signals) != nil, Self.text(values, .evidence) != nil,
            Self.text(values, .source) != nil,
            let flagged = Self.texts(values, .rulesFlagged), let near = Self.texts(values, .rulesNear),
            let missing = Self.texts(values, .missingSignals),
            let findings = Self.findings(values[Field.findings.rawValue])
        else { return nil }
        self.decision = decision
        severity = Self.text(values, .severity).flatMap { Severity(rawValue: String($0)) }
        rulesFlagged = flagged
        rules = flagged + near
        missingSignals = missing
        self.findings = findings
    }

    /// The members with these names. Reading is fastest in the order of a report.
    private static func values(of object: JSONValue) -> [JSONValue?] {
        var values = [JSONValue?](repeating: nil, count: names.count)
        var next = 0
        for (name, value) in JSONMembers(of: object) where next < names.count && name == names[next] {
            values[next] = value
            next += 1
        }
        if next == names.count { return values }
        return names.map { object.member(named: $0) }
    }

    private static func text(_ values: [JSONValue?], _ field: Field) -> BorrowedText? {
        guard let value = values[field.rawValue], value.is(.text) else { return nil }
        return value.text
    }

    private static func texts(_ values: [JSONValue?], _ field: Field) -> [BorrowedText]? {
        // A brief row has only the members with a value.
        guard let value = values[field.rawValue] else { return [] }
        guard value.is(.array) else { return nil }
        return JSONElements(of: value).map { $0.is(.text) ? $0.text : BorrowedText("") }
    }

    private static func findings(_ value: JSONValue?) -> [Finding]? {
        guard let value else { return [] }
        guard value.is(.array) else { return nil }
        var findings: [Finding] = []
        for element in JSONElements(of: value) {
            guard let rule = element.member(named: "rule_id"), let band = element.member(named: "band"),
                rule.is(.text), band.is(.text)
            else { return nil }
            findings.append(
                Finding(
                    rule: rule.text, band: band.text, value: element.member(named: "value"), object: element))
        }
        return findings
    }
}

extension ListedRow {
    var why: BorrowedText? { Self.text(values, .why) }
    var title: BorrowedText? { Self.text(values, .title) }
    var prompt: BorrowedText? { Self.text(values, .prompt) }
    var link: BorrowedText? { Self.text(values, .link) }
    var generationID: BorrowedText? { Self.text(values, .generationID) }
    var taskID: BorrowedText? { Self.text(values, .taskID) }
    var createdAt: BorrowedText? { Self.text(values, .createdAt) }
    var userID: BorrowedText? { Self.text(values, .userID) }
    var topRule: BorrowedText? { Self.text(values, .topRule) }
    var source: BorrowedText? { Self.text(values, .source) }
    var evidence: BorrowedText? { Self.text(values, .evidence) }
    var signals: BorrowedText? { Self.text(values, .signals) }
    /// RFC 3339, or seconds outside the years 0 to 9999; nil if the report has no comparison.
    var firstListed: BorrowedText? { Self.text(values, .firstListed) }

    var model: BorrowedText? { Self.text(values, .model) }
    /// Nil without an identity, and in reports of older versions.
    var reviewKey: BorrowedText? { Self.text(values, .reviewKey) }
    /// The disposition that the row has; nil before the last step, and without a ledger and waivers.
    var disposition: Disposition? {
        Self.text(values, .disposition).flatMap { Disposition(rawValue: String($0)) }
    }
    /// Whether the row is brief (CONTRACT section 6).
    var isBrief: Bool { values[Field.findings.rawValue] == nil }

    var topValue: MatchedValue? { Self.matched(values[Field.topValue.rawValue]) }

    /// The maximum length in bytes of an ID that identifies a generation. A brief row cuts longer ones.
    static let longestIdentity = 128

    /// The identity (CONTRACT section 13); `IDKey.none` if the generation has no ID or a long one.
    func identity(_ keying: IDKeying) -> IDKey {
        guard let id = generationID, id.count <= Self.longestIdentity else { return .none }
        return keying.key(of: id)
    }

    /// The number of the revision, from 2; 0 for the first generation with its ID.
    var revision: UInt32 { values[Field.revision.rawValue]?.whole.flatMap(UInt32.init(exactly:)) ?? 0 }

    /// The rank of the decision and then of the severity, 0…19.
    var rank: UInt8 {
        let decisions: UInt8 =
            switch decision {
            case .clear: 0
            case .incomplete: 1
            case .near: 2
            case .flagged: 3
            }
        return 5 * decisions + UInt8(severity.map { $0.rank + 1 } ?? 0)
    }

    /// A hash of the rank, rules, findings, signals and missing signals. The order of the rules does not matter. Hashes
    /// are comparable within one run.
    var content: UInt64 {
        var hasher = Hasher()
        hasher.combine(rank)
        signals?.hash(into: &hasher)
        var sum = UInt64(bitPattern: Int64(hasher.finalize()))
        for rule in rulesFlagged { sum &+= Self.hash(1) { rule.hash(into: &$0) } }
        for rule in rules { sum &+= Self.hash(4) { rule.hash(into: &$0) } }
        for name in missingSignals { sum &+= Self.hash(2) { name.hash(into: &$0) } }
        for finding in findings {
            sum &+= Self.hash(3) {
                finding.rule.hash(into: &$0)
                $0.combine(finding.rule.count)
                finding.band.hash(into: &$0)
                Self.add(Self.matched(finding.value), to: &$0)
            }
        }
        return sum
    }

    private static func hash(_ kind: UInt8, _ add: (inout Hasher) -> Void) -> UInt64 {
        var hasher = Hasher()
        hasher.combine(kind)
        add(&hasher)
        return UInt64(bitPattern: Int64(hasher.finalize()))
    }

    private static func add(_ value: MatchedValue?, to hasher: inout Hasher) {
        switch value {
        case .number(let number): hasher.combine(number)
        case .boolean(let boolean): hasher.combine(boolean)
        case .text(let text): text.hash(into: &hasher)
        case nil: hasher.combine(UInt16(0))
        }
    }

    fileprivate static func matched(_ value: JSONValue?) -> MatchedValue? {
        guard let value else { return nil }
        if let number = value.number { return .number(number) }
        if let boolean = value.boolean { return .boolean(boolean) }
        return value.is(.text) ? .text(value.text) : nil
    }
}
