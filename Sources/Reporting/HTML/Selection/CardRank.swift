import Policies

/// Which of two listed generations stands first on the page: by the severity of what it is listed for, then its band,
/// then its margin; those without a finding last.
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
        let lead = row.top
        severity = lead?.rule.severity.rank ?? -1
        band = lead?.finding.band ?? .missing
        margin = lead?.deciding?.matched.margin ?? -.infinity
    }
}
