/// How well a rule with one threshold tells violations from other generations.
///
/// The intervals are of sampling only. They do not include errors of reviewers.
package struct ThresholdQuality: Equatable, Sendable {
    /// A figure, or why it cannot be estimated.
    package struct Figure: Equatable, Sendable {
        /// Nil if the figure is not estimable.
        package var estimate: Estimate?
        /// What the estimate is, or why there is none.
        package var status: Status
    }

    /// What an estimate is, or why there is none.
    package enum Status: Equatable, Sendable {
        /// The rule has no verdict.
        case noLabels
        /// The threshold flags nothing, so there is no precision.
        case noneFlagged
        /// Only flagged generations have verdicts. They say nothing about the others.
        case onlyFlaggedLabelled
        /// A part has verdicts only of generations that people chose.
        case chosenByPeople
        /// A part has no verdict.
        case unlabelled(Stratum)
        /// No violation was found, so there is no recall.
        case noPositives
        /// Every generation has a verdict.
        case census
        /// Fewer than ten verdicts (recall: violations). Such a figure chooses no threshold.
        case fewLabels
        case estimated

        /// The text of the column `…_status`.
        package var text: String {
            switch self {
            case .noLabels: "not_estimable:no_labels"
            case .noneFlagged: "not_estimable:none_flagged"
            case .onlyFlaggedLabelled: "not_estimable:only_flagged_labelled"
            case .chosenByPeople: "not_estimable:chosen_by_people"
            case .unlabelled(let stratum): "not_estimable:unlabelled:\(stratum.rawValue)"
            case .noPositives: "not_estimable:no_positives"
            case .census: "census"
            case .fewLabels: "few_labels"
            case .estimated: "estimated"
            }
        }
    }

    /// The share of violations among the flagged generations.
    package let precision: Figure
    /// The share of flagged generations among the violations.
    package let recall: Figure
    /// The share of generations that are flagged rightly, or rightly not.
    package let accuracy: Figure
    /// The share of violations.
    package let prevalence: Figure

    /// - Parameter parts: The parts with at least one generation, in the order of the strata.
    package init(parts: [Part]) {
        let flagged = parts.filter(\.isFlagged)
        let below = parts.filter { !$0.isFlagged }
        let hasVerdicts = parts.contains { $0.kind != .unlabelled }
        let obstacle: Status? =
            if !hasVerdicts {
                .noLabels
            } else if !below.isEmpty, below.allSatisfy({ $0.kind == .unlabelled }) {
                .onlyFlaggedLabelled
            } else {
                Self.obstacle(parts)
            }
        let obstacleOfPrecision: Status? =
            !hasVerdicts ? .noLabels : flagged.isEmpty ? .noneFlagged : Self.obstacle(flagged)
        precision = Self.share(of: flagged, counts: .violations, obstacle: obstacleOfPrecision)
        accuracy = Self.share(of: parts, counts: .rightDecisions, obstacle: obstacle)
        prevalence = Self.share(of: parts, counts: .violations, obstacle: obstacle)
        recall = obstacle.map { Figure(estimate: nil, status: $0) } ?? Self.recall(flagged, below)
    }

    /// Why nothing can be estimated from the parts; nil if it can.
    private static func obstacle(_ parts: [Part]) -> Status? {
        if parts.contains(where: { $0.kind == .chosen }) { return .chosenByPeople }
        return parts.first { $0.kind == .unlabelled }.map { .unlabelled($0.stratum) }
    }

    private static func share(of parts: [Part], counts hits: Part.Hits, obstacle: Status?) -> Figure {
        if let obstacle { return Figure(estimate: nil, status: obstacle) }
        return Figure(
            estimate: Estimate.share(of: parts, counts: hits),
            status: status(parts, cases: parts.reduce(0) { $0 + $1.verdicts.total }))
    }

    private static func recall(_ flagged: [Part], _ below: [Part]) -> Figure {
        guard let found = violations(flagged), let missed = violations(below), found.value + missed.value > 0
        else { return Figure(estimate: nil, status: .noPositives) }
        return Figure(
            estimate: Estimate(
                value: share(found.value, missed.value), low: share(found.low, missed.high),
                high: share(found.high, missed.low)),
            status: status(
                flagged + below, cases: (flagged + below).reduce(0) { $0 + $1.verdicts.positives }))
    }

    /// The number of violations in the parts. Its limits hold together with those of other parts.
    private static func violations(_ parts: [Part]) -> Estimate? {
        guard !parts.isEmpty else { return Estimate(value: 0, low: 0, high: 0) }
        let population = Double(parts.reduce(0) { $0 + $1.population })
        return Estimate.share(of: parts, z: WilsonInterval.z95OfTwo, counts: .violations).map {
            Estimate(value: population * $0.value, low: population * $0.low, high: population * $0.high)
        }
    }

    /// `found` as a share of all violations, 0…1; 0 if there is none.
    private static func share(_ found: Double, _ missed: Double) -> Double {
        found + missed > 0 ? found / (found + missed) : 0
    }

    private static func status(_ parts: [Part], cases: Int) -> Status {
        parts.allSatisfy { $0.kind == .census } ? .census : cases < 10 ? .fewLabels : .estimated
    }
}
