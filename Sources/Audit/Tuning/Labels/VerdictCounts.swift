import Policies
import Reporting
import Statistics

/// The verdicts about the generations of a rule, by stratum, and how many of them each threshold flags.
struct VerdictCounts {
    /// The kinds of counted verdicts.
    private enum Kind: Int, CaseIterable {
        case label, positiveLabel, any, positive
    }

    private static let kinds = Kind.allCases.count

    /// Verdicts by stratum and kind.
    private var all: [Int]
    /// Verdicts about generations that the rule flags with its own thresholds.
    private var flagged: [Int]
    /// For each swept test of the rule, differences of the flagged verdicts by threshold, stratum and kind.
    private var sweeps: [Int: [[Int]]] = [:]
    /// Generations that are not estimated from.
    var outside = Quality.Outside()

    init(strata: Int) {
        all = Array(repeating: 0, count: strata * Self.kinds)
        flagged = all
    }

    /// Adds a generation with a verdict.
    mutating func add(
        _ state: AnsweredGeneration.RuleState, isSampled: Bool, isPositive: Bool, plan: TuningPlan
    ) {
        var places = [state.stratum * Self.kinds + Kind.any.rawValue]
        if isPositive { places.append(state.stratum * Self.kinds + Kind.positive.rawValue) }
        if isSampled {
            places.append(state.stratum * Self.kinds + Kind.label.rawValue)
            if isPositive { places.append(state.stratum * Self.kinds + Kind.positiveLabel.rawValue) }
        }
        for place in places {
            all[place] += 1
            if state.isFlagged { flagged[place] += 1 }
        }
        let empty = all.map { _ in 0 }
        for (test, bands) in state.sweeps {
            let count = plan.tests[test].thresholds.count
            var differences = sweeps[test] ?? Array(repeating: empty, count: count + 1)
            bands.forEachRange(of: count) { range, band in
                guard plan.policy.rules[state.rule].effect(of: band) == .flagged else { return }
                for place in places {
                    differences[range.lowerBound][place] += 1
                    differences[range.upperBound][place] -= 1
                }
            }
            sweeps[test] = differences
        }
    }

    /// The number of verdicts of a stratum.
    func labelled(_ stratum: Int) -> Int { all[stratum * Self.kinds + Kind.any.rawValue] }

    /// The quality with the rule's own thresholds.
    func quality(_ strata: [Stratum], _ counts: [TuningCounts.Stratum]) -> Quality {
        quality(strata, counts, flagged: counts.map(\.flagged), verdicts: flagged)
    }

    /// The quality at each threshold of a test.
    /// - Parameter flagged: The flagged generations by threshold and stratum.
    func quality(
        of test: Int, _ strata: [Stratum], _ counts: [TuningCounts.Stratum], flagged: [[Int]]
    ) -> [Quality] {
        var sums = all.map { _ in 0 }
        return flagged.indices.map { index in
            if let differences = sweeps[test] {
                for place in sums.indices { sums[place] += differences[index][place] }
            }
            return quality(strata, counts, flagged: flagged[index], verdicts: sums)
        }
    }

    private func quality(
        _ strata: [Stratum], _ counts: [TuningCounts.Stratum], flagged: [Int], verdicts: [Int]
    ) -> Quality {
        var parts: [Part] = [], outside = outside
        for (index, stratum) in strata.enumerated() {
            outside.restricted += counts[index].restricted
            outside.noID += counts[index].noID
            guard stratum != .incomplete else {
                outside.incomplete += counts[index].population
                continue
            }
            let above = (index * Self.kinds..<(index + 1) * Self.kinds).map { verdicts[$0] }
            let below = above.indices.map { all[index * Self.kinds + $0] - above[$0] }
            add(stratum, true, flagged[index], above, to: &parts)
            add(stratum, false, counts[index].population - flagged[index], below, to: &parts)
        }
        return Quality(parts: parts, outside: outside)
    }

    private func add(
        _ stratum: Stratum, _ isFlagged: Bool, _ population: Int, _ verdicts: [Int], to parts: inout [Part]
    ) {
        guard population > 0 else { return }
        func verdict(_ total: Kind, _ positives: Kind) -> Part.Verdicts {
            Part.Verdicts(total: verdicts[total.rawValue], positives: verdicts[positives.rawValue])
        }
        parts.append(
            Part(
                stratum, isFlagged: isFlagged, population: population, labels: verdict(.label, .positiveLabel),
                all: verdict(.any, .positive)))
    }
}
