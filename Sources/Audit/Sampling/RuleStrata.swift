package import Policies
package import Statistics

/// Assigns generations to the strata of the rules of a policy (CONTRACT section 16). For each rule, every generation is in
/// exactly one stratum.
package struct RuleStrata: Sendable {
    /// The strata of each rule, in the order of the files.
    package let strata: [[Stratum]]
    /// Whether a rule flags generations that lack its signals.
    private let flagsMissing: [Bool]
    /// Half of `near_at` of rules that are one numeric test.
    private let halves: [Double?]

    /// The strata of a policy's rules.
    package init(_ policy: Policy) {
        strata = policy.rules.map { Self.strata(of: $0) }
        flagsMissing = policy.rules.map { $0.missing == .flag }
        // A double has half the value in decimals too: the nearest double of half a decimal is half the nearest double.
        halves = policy.rules.map { $0.soleThreshold.map { $0.nearAt / 2 } }
    }

    /// The strata of a rule, in the order of the files.
    package static func strata(of rule: Rule) -> [Stratum] {
        let clear: [Stratum] = rule.soleThreshold == nil ? [.clear] : [.clearUpper, .clearLower, .clearZero]
        return [.flagged, .near, .incomplete] + clear
    }

    /// The index in `strata[rule]` of a generation's stratum.
    ///
    /// - Parameters:
    ///   - band: The rule's band before its `missing` mode applies (`Judgement.ruleBands`).
    ///   - value: The rule's value (`Evaluator.measureRules`).
    package func index(rule: Int, band: Band, value: Double?) -> Int {
        switch band {
        case .flagged: return 0
        case .near: return 1
        case .missing: return flagsMissing[rule] ? 0 : 2
        case .clear:
            guard let half = halves[rule], let value else { return strata[rule].count - 1 }
            return value >= half ? 3 : value > 0 ? 4 : 5
        }
    }

    /// The stratum of a generation for a rule.
    package func stratum(rule: Int, band: Band, value: Double?) -> Stratum {
        strata[rule][index(rule: rule, band: band, value: value)]
    }
}
