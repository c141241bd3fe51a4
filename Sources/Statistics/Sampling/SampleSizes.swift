/// How many generations a sample asks for, for each rule.
package struct SampleSizes: Equatable, Sendable {
    /// The most generations of one stratum.
    package static let largest = 10_000

    /// Generations that the rule flags.
    package var flagged = 50
    /// Generations near the rule's threshold.
    package var near = 50
    /// Generations that the rule does not flag and is not near to, over all of their strata.
    package var clear = 100
    /// Generations for which the rule ended in missing.
    package var incomplete = 20

    /// The default sizes.
    package init() {}

    /// The number of generations over all strata.
    package var total: Int { flagged + near + clear + incomplete }

    /// The most generations that are drawn from a stratum.
    package func limit(of stratum: Stratum) -> Int {
        switch stratum {
        case .flagged: flagged
        case .near: near
        case .incomplete: incomplete
        case .clear, .clearUpper, .clearLower, .clearZero: clear
        }
    }

    /// What is asked of each stratum.
    package func asked(of strata: [Stratum]) -> [Int] {
        let shares = ClearShares(size: clear, available: (clear, clear, clear))
        return strata.map { share(of: $0, shares) }
    }

    /// How many generations are drawn from each stratum.
    /// - Parameter available: The generations of each of `strata` that can be drawn.
    package func drawn(of strata: [Stratum], available: [Int]) -> [Int] {
        func count(_ stratum: Stratum) -> Int { zip(strata, available).first { $0.0 == stratum }?.1 ?? 0 }
        let shares = ClearShares(
            size: clear, available: (count(.clearUpper), count(.clearLower), count(.clearZero)))
        return zip(strata, available).map { min(share(of: $0, shares), $1) }
    }

    private func share(of stratum: Stratum, _ shares: ClearShares) -> Int {
        switch stratum {
        case .clearUpper: shares.upper
        case .clearLower: shares.lower
        case .clearZero: shares.zero
        case .flagged, .near, .incomplete, .clear: limit(of: stratum)
        }
    }
}
