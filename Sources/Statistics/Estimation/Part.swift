/// The generations of one stratum on one side of a threshold, and what reviewers said about some of them.
package struct Part: Equatable, Sendable {
    /// Verdicts of reviewers that count.
    package struct Verdicts: Equatable, Sendable {
        /// All verdicts.
        package var total: Int
        /// Those that found a violation.
        package var positives: Int

        /// No verdict.
        package static let none = Verdicts(total: 0, positives: 0)

        /// Verdicts, of which `positives` found a violation.
        package init(total: Int, positives: Int) {
            self.total = total
            self.positives = positives
        }
    }

    /// What the verdicts of a part are.
    package enum Kind: Sendable {
        /// Every generation has a verdict.
        case census
        /// Verdicts of drawn generations.
        case sample
        /// Verdicts only of generations that people chose: no sample.
        case chosen
        /// No verdict.
        case unlabelled
    }

    /// The stratum of the generations.
    package let stratum: Stratum
    /// Whether the threshold flags the part.
    package let isFlagged: Bool
    /// Generations, at least 1.
    package let population: Int
    /// What the verdicts are.
    package let kind: Kind
    /// The verdicts to estimate from: all of a census, else the labels of the sample.
    package let verdicts: Verdicts

    /// A part with its verdicts.
    ///
    /// - Parameters:
    ///   - labels: Answers to the questions of a sample.
    ///   - all: The generations with a label or a decision.
    package init(_ stratum: Stratum, isFlagged: Bool, population: Int, labels: Verdicts, all: Verdicts) {
        self.stratum = stratum
        self.isFlagged = isFlagged
        self.population = population
        if all.total == population {
            (kind, verdicts) = (.census, all)
        } else if labels.total > 0 {
            (kind, verdicts) = (.sample, labels)
        } else {
            (kind, verdicts) = (all.total > 0 ? .chosen : .unlabelled, .none)
        }
    }

    /// The share of violations, 0…1, with its limits. A census has no uncertainty of sampling.
    /// - Parameters:
    ///   - z: The quantile of the normal distribution.
    ///   - counts: The verdicts that count as hits.
    func share(z: Double, counts hits: Hits) -> Estimate? {
        let cases = verdicts.total, count = count(hits)
        guard let interval = WilsonInterval(hits: count, of: cases, z: z) else { return nil }
        let share = Double(count) / Double(cases)
        return kind == .census
            ? Estimate(value: share, low: share, high: share)
            : Estimate(value: share, low: interval.low, high: interval.high)
    }

    /// The number of verdicts that a share counts.
    func count(_ hits: Hits) -> Int {
        switch hits {
        case .violations: verdicts.positives
        case .rightDecisions: isFlagged ? verdicts.positives : verdicts.total - verdicts.positives
        }
    }

    /// The verdicts that a share counts.
    enum Hits {
        case violations
        /// Violations that are flagged, and others that are not.
        case rightDecisions
    }
}
