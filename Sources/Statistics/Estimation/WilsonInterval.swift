/// The confidence interval of a share (E. B. Wilson, 1927). It is valid for few cases and for shares near 0 and 1, unlike the
/// normal approximation.
package struct WilsonInterval: Equatable {
    /// The quantile of the normal distribution for an interval of 95 %.
    package static let z95 = 1.959963984540054
    /// The quantile for intervals of which two hold together in 95 % (Bonferroni).
    package static let z95OfTwo = 2.241402727604947

    /// The lower limit, 0…1.
    package let low: Double
    /// The upper limit, 0…1.
    package let high: Double

    /// Nil if `cases` is 0. `hits` is at most `cases`.
    package init?(hits: Int, of cases: Int, z: Double = z95) {
        guard cases > 0 else { return nil }
        let n = Double(cases), share = Double(hits) / n
        let scale = 1 + z * z / n
        let center = share + z * z / (2 * n)
        let spread = z * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
        // With no hits, or only hits, one limit is exact.
        low = hits == 0 ? 0 : max(0, (center - spread) / scale)
        high = hits == cases ? 1 : min(1, (center + spread) / scale)
    }
}
