import Policies
import Responses

/// Compares the rules of two reports (CONTRACT section 13).
struct RuleComparison {
    /// The rules that both reports have with the same definition.
    private let unchanged: Set<String>
    /// Whether both reports have the same rules with the same definitions.
    private let isWhole: Bool

    init(_ before: ReportFacts?, _ now: ReportFacts) {
        guard let before else {
            unchanged = []
            isWhole = false
            return
        }
        let definitions = Dictionary(
            before.rules.map { ($0.id, $0.definition) }, uniquingKeysWith: { first, _ in first })
        unchanged = Set(now.rules.filter { definitions[$0.id] == $0.definition }.map(\.id))
        isWhole = unchanged.count == now.rules.count && unchanged.count == before.rules.count
    }

    /// Whether the rules of the findings of both rows are unchanged. For an incomplete row, all rules count.
    func isUnchanged(_ now: ListedRow?, _ was: ListedRow?) -> Bool {
        if isWhole { return true }
        if now?.decision == .incomplete || was?.decision == .incomplete { return false }
        let rules = (now?.rules ?? []) + (was?.rules ?? [])
        return rules.allSatisfy { unchanged.contains(String($0)) }
    }

    /// The differences between the rules of the previous report and `policy`, the current policy.
    static func changes(from before: ReportFacts, to policy: Policy) -> [Summary.PolicyChange] {
        let rules = Dictionary(before.rules.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        var changes: [Summary.PolicyChange] = []
        for rule in policy.rules {
            guard let was = rules[rule.id] else {
                changes.append(.init(ruleID: rule.id, kind: .added))
                continue
            }
            let digests = RuleDigests(of: rule, in: policy)
            if digests.meaning != was.meaning { changes.append(.init(ruleID: rule.id, kind: .meaning)) }
            if rule.severity.rawValue != was.severity {
                changes.append(.init(ruleID: rule.id, kind: .severity))
            }
            let severity = Severity(rawValue: was.severity) ?? rule.severity
            if RuleDigests.definition(of: rule, meaning: was.meaning, severity: severity) != was.definition {
                changes.append(.init(ruleID: rule.id, kind: .thresholds))
            }
        }
        let today = Set(policy.rules.map(\.id))
        for rule in before.rules where !today.contains(rule.id) {
            changes.append(.init(ruleID: rule.id, kind: .removed))
        }
        return changes
    }
}

extension Summary.SignalChange {
    /// The minimum number of generations of a report for a comparison of signals.
    private static let enough = 30

    /// The signals that many generations had and none has now, and the signals that none had and many have now, in byte
    /// order.
    static func between(_ before: ReportFacts, _ now: ReportFacts) -> [Self] {
        var changes: [Self] = []
        for name in Set(before.signals.keys).union(now.signals.keys) {
            let was = before.signals[name] ?? 0, present = now.signals[name] ?? 0
            guard !isCut(name, in: before), !isCut(name, in: now) else { continue }
            if was >= enough, present == 0, now.audited >= enough {
                changes.append(.init(signal: name.text, kind: .vanished, wasPresent: was, present: 0))
            } else if present >= enough, was == 0, before.audited >= enough {
                changes.append(.init(signal: name.text, kind: .appeared, wasPresent: 0, present: present))
            }
        }
        return changes.sorted { $0.signal.utf8.lexicographicallyPrecedes($1.signal.utf8) }
    }

    /// Whether the report may have the signal without listing it, because its list is cut.
    private static func isCut(_ name: ByteName, in facts: ReportFacts) -> Bool {
        guard let last = facts.lastSignal, facts.signals[name] == nil else { return false }
        return ByteName(last) < name
    }
}
