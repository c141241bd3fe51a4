import Policies
import Responses

/// The order of listed generations in the HTML report, as in the tables by the decision and the severity of the
/// deciding finding, and then by its margin relative to the threshold. Generations without a finding come last.
///
/// The margin is relative because the units of rules differ: frames of a run, shares, scores.
struct CardRank: Sendable, Comparable {
    /// The severity; -1 without a finding.
    let severity: Int
    /// The band of the deciding finding, which is the decision's.
    let band: Band
    /// The relative margin; -∞ without one.
    let margin: Double

    static func < (left: CardRank, right: CardRank) -> Bool {
        (left.band, left.severity, left.margin) < (right.band, right.severity, right.margin)
    }
}

extension CardRank {
    init(_ row: ListedGeneration) {
        let top = row.top
        severity = top?.rule.severity.rank ?? -1
        band = top?.finding.band ?? .missing
        margin = top?.relativeMargin ?? -.infinity
    }

    /// The rank of a generation that is clear under the policy and flagged by the platform: below all listed ones,
    /// by the number of the platform's reasons.
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
    /// The margin as a share of the threshold: 0.99 with a threshold of 0.9 gives 0.1, and so does a run of 11
    /// frames with a threshold of 10. Nil without a threshold.
    var relativeMargin: Double? {
        guard let margin = deciding?.matched.margin, let threshold = deciding?.threshold else { return nil }
        return threshold.flagAt == 0 ? margin : margin / threshold.flagAt.magnitude
    }
}
