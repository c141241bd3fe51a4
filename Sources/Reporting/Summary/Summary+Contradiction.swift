import Responses

extension Summary {
    /// The first sum that does not add up (CONTRACT section 5), in words; nil if all do.
    package func contradiction() -> String? {
        let decided = counts.flagged + counts.near + counts.incomplete + counts.clear
        let agreed = agreement.both + agreement.policyOnly + agreement.platformOnly + agreement.neither
        return Self.first(of: [
            (
                "flagged, near, incomplete, clear and duplicates", decided + counts.duplicates,
                counts.generations
            ),
            (
                "the severities of flagged generations", counts.bySeverity.flagged.values.reduce(0, +),
                counts.flagged
            ),
            ("the severities of near generations", counts.bySeverity.near.values.reduce(0, +), counts.near),
            ("the agreement", agreed, counts.generations - counts.duplicates),
            ("the revisions beyond the generations that were judged", max(0, counts.revisions - decided), 0),
            ("the agreement's both and policy_only", agreement.both + agreement.policyOnly, counts.flagged),
        ])
    }

    /// The same, also compared with the rows written.
    func contradiction(rows: RowCounts) -> String? {
        let kinds = Unaudited.Kind.allCases.map {
            (
                "the \($0.rawValue) rows of unaudited.csv", rows.unaudited[$0, default: 0],
                unaudited[$0, default: 0]
            )
        }
        let written = Self.first(
            of: [
                ("the flagged rows of generations.csv", rows.flagged, counts.flagged),
                ("the near rows of generations.csv", rows.near, counts.near),
                ("the incomplete rows of generations.csv", rows.incomplete, counts.incomplete),
                ("the clear rows of generations.csv", rows.clear, 0),
                ("the flagged rows of findings.csv", rows.findingsFlagged, rules.reduce(0) { $0 + $1.flagged }),
                ("the near rows of findings.csv", rows.findingsNear, rules.reduce(0) { $0 + $1.near }),
                ("the duplicate rows of unaudited.csv", rows.duplicates, counts.duplicates),
            ] + kinds)
        return contradiction() ?? written
            ?? changes?.contradiction(listed: rows.flagged + rows.near + rows.incomplete)
            ?? review?.contradiction(counts)
    }

    private static func first(of sums: [(what: String, is: Int, should: Int)]) -> String? {
        sums.first { $0.is != $0.should }.map { "\($0.what) come to \($0.is), not \($0.should)" }
    }
}
