import Policies

extension Summary {
    /// Generations that were judged: duplicates are not.
    var audited: Int { counts.generations - counts.duplicates }

    /// A rule that ended in missing in every generation, whatever its `missing` mode made of that.
    struct LackingRule: Equatable {
        let id: String
        /// What it looks at, where that is one name.
        let signal: String?
    }

    /// In the policy's order; none where nothing was judged.
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
