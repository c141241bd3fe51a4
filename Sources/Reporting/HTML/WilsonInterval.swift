/// The 95 % confidence interval of a share (E. B. Wilson, 1927): sound for few cases and for shares near 0 and 1, where
/// the usual interval is not.
struct WilsonInterval: Equatable {
    /// 0…1.
    let low: Double
    /// 0…1.
    let high: Double

    /// nil where there are no cases. `hits` is at most `cases`.
    init?(hits: Int, of cases: Int) {
        guard cases > 0 else { return nil }
        let z = 1.959963984540054
        let n = Double(cases), share = Double(hits) / n
        let scale = 1 + z * z / n
        let center = share + z * z / (2 * n)
        let spread = z * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
        // With no hits, or nothing but hits, one end is exact.
        low = hits == 0 ? 0 : max(0, (center - spread) / scale)
        high = hits == cases ? 1 : min(1, (center + spread) / scale)
    }
}
