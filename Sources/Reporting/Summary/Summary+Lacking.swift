import Policies

extension Summary {
    /// The number of judged generations, without duplicates.
    package var audited: Int { counts.generations - counts.duplicates }

    /// A rule that ended in missing in every generation, before its `missing` mode applied.
    struct LackingRule: Equatable {
        let id: String
        /// The signal that it reads, if it is a single name.
        let signal: String?
    }

    /// Such rules in the policy's order; empty if nothing was judged.
    func lackingRules(of policy: Policy?) -> [LackingRule] {
        guard audited > 0 else { return [] }
        let conditions = Dictionary(
            policy?.rules.map { ($0.id, $0.condition) } ?? [], uniquingKeysWith: { first, _ in first })
        return rules.filter { $0.missing == audited }.map { rule in
            guard case .test(let signals, _) = conditions[rule.id], signals.count == 1, signals[0].isExact
            else {
                return LackingRule(id: rule.id, signal: nil)
            }
            return LackingRule(id: rule.id, signal: signals[0].text)
        }
    }
}
