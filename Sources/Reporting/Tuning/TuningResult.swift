package import Policies
import Utilities

/// What a run of `tune` found (CONTRACT section 16).
package struct TuningResult: Sendable {
    /// A sample that the labels answer.
    package struct SampleFacts: Sendable, Equatable {
        /// SHA-256 of its manifest and of its policy.
        package var manifestSHA256: String, policySHA256: String
        /// The rules that it asks about.
        package var rules: [String]

        /// The facts of a sample.
        package init(manifestSHA256: String, policySHA256: String, rules: [String]) {
            self.manifestSHA256 = manifestSHA256
            self.policySHA256 = policySHA256
            self.rules = rules
        }
    }

    /// The ledger with the labels.
    package struct LedgerFacts: Sendable, Equatable {
        /// The number of its lines, and the SHA-256 of the last one.
        package var entries: Int, lastSHA256: String
        /// Generations with labels or decisions, and those of them that the input holds.
        package var generations: Int, found: Int
        /// Generations with labels that the input does not hold.
        package var lacking = 0

        /// The facts of a ledger.
        package init(entries: Int, lastSHA256: String, generations: Int, found: Int) {
            self.entries = entries
            self.lastSHA256 = lastSHA256
            self.generations = generations
            self.found = found
        }
    }

    /// A rule as the policy has it.
    package struct RuleResult: Sendable {
        /// The rule.
        package var rule: Rule
        /// The digest of its meaning.
        package var meaningSHA256: String
        /// The generations that it flags.
        package var flagged: Int
        /// Its strata, in their order.
        package var strata: [StratumCount]
        /// How well it tells violations from other generations.
        package var quality: Quality

        /// A rule with its results.
        package init(_ rule: Rule, meaning: String, flagged: Int, strata: [StratumCount], quality: Quality) {
            self.rule = rule
            meaningSHA256 = meaning
            self.flagged = flagged
            self.strata = strata
            self.quality = quality
        }
    }

    /// The counts of the run, with the policy and the inputs.
    package var summary: Summary
    /// The policy.
    package var policy: Policy
    /// The policy of `--against`, and the number of generations that it judges otherwise.
    package var against: (policy: Policy, differing: Int)?
    /// The samples.
    package var samples: [SampleFacts] = []
    /// The ledger; nil without one.
    package var ledger: LedgerFacts?
    /// The swept tests, in document order.
    package var tests: [TunedTest] = []
    /// All rules of the policy.
    package var rules: [RuleResult] = []
    /// The precision of the whole policy.
    package var whole: Quality
    /// The choices, for each test in the order of the goals.
    package var choices: [TuningChoice] = []

    /// A result without tests and rules.
    package init(_ summary: Summary, _ policy: Policy, whole: Quality) {
        self.summary = summary
        self.policy = policy
        self.whole = whole
    }

    /// Audited generations.
    package var audited: Int { summary.audited }

    /// What is said with every result.
    package static let warning =
        "The intervals are of sampling only. They do not include errors of reviewers."
    /// What is said with every choice.
    package static let advice =
        "A threshold that is chosen among many needs a new sample to confirm it."

    /// Whether the labels about a rule answer a sample that is not given, and no other sample asks about the rule.
    func lacksSample(of rule: String, _ quality: Quality) -> Bool {
        quality.outside.otherSample > 0 && !samples.contains { $0.rules.contains(rule) }
    }

    /// What a user must do about labels of samples that are not given; nil if there are none.
    package var lackingSample: String? {
        let labels = rules.filter { lacksSample(of: $0.rule.id, $0.quality) }.reduce(0) {
            $0 + $1.quality.outside.otherSample
        }
        if labels == 0 { return nil }
        return
            "\(labels.counted("label")) \(labels == 1 ? "answers" : "answer") a sample that is not given; name it with --sample"
    }

    /// The rules that no test is swept of.
    var unswept: [RuleResult] {
        let swept = Set(tests.map(\.test.rule))
        return rules.indices.filter { !swept.contains($0) }.map { rules[$0] }
    }
}
