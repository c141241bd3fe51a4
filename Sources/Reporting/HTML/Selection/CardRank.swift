import Policies
import Responses

/// Which of two listed generations stands first on the page: by the severity of the deciding finding, then its band, then
/// its margin relative to the threshold; those without a finding last.
///
/// The margin is relative because those of different rules are in different units: frames of a run, shares, scores.
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
        margin = top?.relativeMargin ?? -.infinity
    }

    /// Of a generation that is clear to the policy and that the platform flagged: behind all that are listed, by the number
    /// of the platform's reasons.
    init(clear generation: GenerationRecord, of records: ResponseRecords) {
        severity = -1
        band = .clear
        var reasons = generation.outputIsFlagged == true ? 1 : 0
        if generation.moderation.isOutputRejection == true { reasons += 1 }
        if let type = generation.moderation.type, type != "passed" { reasons += 1 }
        for filter in records.filters[generation.filters] {
            if let type = filter.type, type != "passed" { reasons += 1 }
        }
        for series in records.legalSeries[generation.legalSeries] where series.hasTrueVerdict { reasons += 1 }
        margin = Double(reasons)
    }
}

extension ListedFinding {
    /// The margin as a part of the threshold: 0.99 where 0.9 flags is 0.1, and so is a run of 11 frames where 10 flag. nil
    /// without a threshold.
    var relativeMargin: Double? {
        guard let margin = deciding?.matched.margin, let threshold = deciding?.threshold else { return nil }
        return threshold.flagAt == 0 ? margin : margin / threshold.flagAt.magnitude
    }
}
