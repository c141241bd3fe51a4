import Policies

/// Which of two listed generations stands first on the page: by the top finding's severity, then its band, then its
/// margin; those without a finding last.
struct CardRank: Sendable, Comparable {
    /// -1 without a finding.
    let severity: Int
    let band: Band
    /// -∞ without one.
    let margin: Double

    static func < (left: CardRank, right: CardRank) -> Bool {
        (left.severity, left.band, left.margin) < (right.severity, right.band, right.margin)
    }
}

extension CardRank {
    init(_ row: ListedGeneration) {
        let top = row.top
        severity = top?.rule.severity.rank ?? -1
        band = top?.finding.band ?? .missing
        margin = top?.deciding?.matched.margin ?? -.infinity
    }
}
