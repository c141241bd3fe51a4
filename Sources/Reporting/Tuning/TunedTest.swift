package import Policies
package import Statistics

/// A numeric test of a rule at several thresholds: what each of them flags, and how well (CONTRACT section 16).
package struct TunedTest: Sendable {
    /// The rule.
    package var rule: Rule
    /// The test with its thresholds.
    package var test: SweptTest
    /// The rule's ID; `ID#N` if the rule has several numeric tests.
    package var name: String
    /// The generations at each of `test.thresholds`.
    package var workload: [Workload]
    /// The quality at each of `test.thresholds`.
    package var quality: [Quality]

    /// A test with its results, one for each threshold.
    package init(_ test: SweptTest, of rule: Rule, name: String, workload: [Workload], quality: [Quality]) {
        self.rule = rule
        self.test = test
        self.name = name
        self.workload = workload
        self.quality = quality
    }

    /// What the policy has at a threshold, by its index: `flag_at`, `near_at` or nothing.
    func current(_ index: Int) -> String? {
        let value = test.thresholds[index]
        if value == test.threshold.flagAt { return "flag_at" }
        return value == test.threshold.nearAt ? "near_at" : nil
    }
}

/// The generations of a rule at one threshold. The counts are exact.
package struct Workload: Sendable, Equatable {
    /// Generations that the rule flags, by its `missing` mode too.
    package var flagged = 0
    /// Generations that it is near to.
    package var near = 0
    /// Generations for which it lacks a signal, before its `missing` mode applies.
    package var missing = 0
    /// Flagged generations that no other rule flags.
    package var onlyThisRule = 0
    /// Generations that the whole policy flags.
    package var policyFlagged = 0
    /// `policyFlagged` minus the number with the policy's own threshold.
    package var policyChange = 0

    /// No generation.
    package init() {}
}

/// How well a rule tells violations from other generations at one threshold, or as the policy has it.
package struct Quality: Sendable, Equatable {
    /// The estimated figures.
    package var figures: ThresholdQuality
    /// Verdicts that count, of flagged generations and of those below.
    package var flagged = Part.Verdicts.none, below = Part.Verdicts.none
    /// Generations of the rule that no part has.
    package var outside = Outside()

    /// Generations that are not estimated from.
    package struct Outside: Sendable, Equatable {
        /// Generations for which the rule lacks a signal.
        package var incomplete = 0
        /// Generations with restricted findings, and generations without identity.
        package var restricted = 0, noID = 0
        /// Generations with a verdict that does not count: reviewers are unsure, or disagree, or answered about other
        /// signals or another meaning of the rule.
        package var unsure = 0, conflict = 0, stale = 0
        /// Generations with labels of a sample that is not given. They count only in a part that is reviewed as a whole.
        package var otherSample = 0
        /// Generations with labels that answer a question of the given sample, and were imported with another one: questions
        /// that were drawn before have no answer. They count as those of `otherSample`.
        package var waiting = 0

        /// No generation.
        package init() {}
    }

    /// The figures of parts, which have at least one generation each, in the order of the strata.
    package init(parts: [Part], outside: Outside) {
        figures = ThresholdQuality(parts: parts)
        self.outside = outside
        for part in parts {
            if part.isFlagged { flagged.add(part.verdicts) } else { below.add(part.verdicts) }
        }
    }
}

extension Part.Verdicts {
    fileprivate mutating func add(_ other: Part.Verdicts) {
        total += other.total
        positives += other.positives
    }
}
