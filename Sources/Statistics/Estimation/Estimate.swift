/// An estimated figure with the limits of its confidence interval.
package struct Estimate: Equatable, Sendable {
    /// The estimated value.
    package var value: Double
    /// The lower limit.
    package var low: Double
    /// The upper limit.
    package var high: Double

    /// An estimate with its limits, `low` at most `high`.
    package init(value: Double, low: Double, high: Double) {
        self.value = value
        self.low = low
        self.high = high
    }
}

extension Estimate {
    /// The share of all generations of `parts`, 0…1: the mean of the parts' shares, weighted by population. The limits are
    /// combined by MOVER (Zou, Huang, Zhang 2009). Nil if a part has no verdict.
    static func share(of parts: [Part], z: Double = WilsonInterval.z95, counts hits: Part.Hits) -> Estimate? {
        let population = Double(parts.reduce(0) { $0 + $1.population })
        if parts.allSatisfy({ $0.kind == .census }) {
            // Exact, which a sum of weighted shares is not.
            let share = Double(parts.reduce(0) { $0 + $1.count(hits) }) / population
            return Estimate(value: share, low: share, high: share)
        }
        var mean = 0.0
        var below = 0.0
        var above = 0.0
        for part in parts {
            guard let share = part.share(z: z, counts: hits) else { return nil }
            let weight = Double(part.population) / population
            mean += weight * share.value
            below += square(weight * (share.value - share.low))
            above += square(weight * (share.high - share.value))
        }
        return Estimate(
            value: mean, low: max(0, mean - below.squareRoot()), high: min(1, mean + above.squareRoot()))
    }

    private static func square(_ value: Double) -> Double { value * value }
}
