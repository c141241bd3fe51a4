/// How many clear generations a sample draws from each stratum of a rule with one numeric test.
///
/// Misses are most likely just below a threshold, so half of the sample comes from there.
package struct ClearShares: Equatable {
    /// From the stratum `clearUpper`.
    package private(set) var upper: Int
    /// From the stratum `clearLower`.
    package private(set) var lower: Int
    /// From the stratum `clearZero`.
    package private(set) var zero: Int

    /// The shares of a sample of `size` clear generations. What a stratum cannot fill goes to the next one.
    /// - Parameters:
    ///   - size: The number of clear generations to draw.
    ///   - available: The number of generations that can be drawn from each stratum.
    package init(size: Int, available: (upper: Int, lower: Int, zero: Int)) {
        let upperShare = (size + 1) / 2
        let lowerShare = (3 * (size - upperShare) + 4) / 5
        (upper, lower, zero) = (upperShare, lowerShare, size - upperShare - lowerShare)
        var rest = 0
        Self.fill(&upper, available.upper, &rest)
        Self.fill(&lower, available.lower, &rest)
        Self.fill(&zero, available.zero, &rest)
        Self.fill(&upper, available.upper, &rest)
        Self.fill(&lower, available.lower, &rest)
    }

    /// Adds `rest` to a share, and keeps in `rest` what exceeds the available number.
    private static func fill(_ share: inout Int, _ available: Int, _ rest: inout Int) {
        let wanted = share + rest
        share = min(wanted, available)
        rest = wanted - share
    }
}
