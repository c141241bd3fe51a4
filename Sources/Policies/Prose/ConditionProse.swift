/// A rule's condition in plain English, for `policy check` and the HTML report (CONTRACT sections 4 and 10).
package struct ConditionProse: Sendable, Equatable {
    /// A clause without a full stop: `the highest legal.ip.score of a generation's frames is ≥ 0.9, near when ≥
    /// 0.75`. For `all` and `any`, the introduction to the list of `parts`.
    package let clause: String
    /// The conditions of `all` or `any`; empty for a test.
    package let parts: [ConditionProse]

    /// Describes the condition of a rule.
    package init(_ rule: Rule) { self.init(rule.condition, isRoot: true) }

    /// The condition in one line: a clause, or `all of (…; …)` or `any of (…; …)`.
    package var line: String {
        // Both introductions begin with "all of" or "any of".
        parts.isEmpty ? clause : "\(clause.prefix(6)) (\(parts.map(\.line).joined(separator: "; ")))"
    }

    /// - Parameter isRoot: Whether the clause follows "flags when".
    init(_ condition: Condition, isRoot: Bool) {
        switch condition {
        case .test(let signals, let test):
            clause = PolicyProse.phrase(of: signals, test)
            parts = []
        case .all(let conditions):
            clause = isRoot ? "all of these do, and is near when all are at least near" : "all of"
            parts = conditions.map { ConditionProse($0, isRoot: false) }
        case .any(let conditions):
            clause = isRoot ? "any of these does, and is near when one is" : "any of"
            parts = conditions.map { ConditionProse($0, isRoot: false) }
        }
    }
}

extension Threshold {
    /// A value compared with a threshold: `0.97 ≥ 0.9`, `0.8 < 0.9, near from 0.75`, `0.5 < 0.75`.
    package func words(for value: Double) -> String {
        if value >= flagAt { return "\(value.shortest) ≥ \(flagAt.shortest)" }
        if value >= nearAt { return "\(value.shortest) < \(flagAt.shortest), near from \(nearAt.shortest)" }
        return "\(value.shortest) < \(nearAt.shortest)"
    }
}

extension Double {
    /// A margin in its shortest form, with its sign: `+0.07`, `-0.1`, `+0`.
    package var signed: String { self < 0 ? shortest : "+" + shortest }
}
