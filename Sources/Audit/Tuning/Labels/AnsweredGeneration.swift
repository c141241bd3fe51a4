import Policies

/// A generation of the input that lines of the ledger are about.
struct AnsweredGeneration: Sendable {
    /// How a rule stands to the generation.
    struct RuleState: Sendable {
        let rule: Int
        /// The index of its stratum.
        let stratum: Int
        /// Whether figures of the rule have it: without restricted findings.
        let isCounted: Bool
        /// Whether the rule flags it with its own thresholds.
        let isFlagged: Bool
        /// The bands of the rule's swept tests.
        let sweeps: [(test: Int, bands: SweptBands)]
    }

    /// Its index in `AnswerTable.entries`.
    let entry: Int
    /// The digest of its signals.
    let signals: String
    /// The rules that the lines are about.
    let rules: [RuleState]
    /// Whether the policy flags it.
    let isFlagged: Bool
    /// Whether it has no restricted findings.
    let isCounted: Bool
}
