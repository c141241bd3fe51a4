internal import Reporting
internal import Utilities

/// A sheet that may have been imported, and saved again.
struct ImportedSheet {
    /// The lines that an import would add to an empty ledger.
    private let lines: [LedgerLine]

    /// Reads the sheet at `path`; nil if an import would refuse it or one of its rows, or if no row decides.
    init?(_ path: String, of report: String) {
        guard let sheet = try? Sheet(at: path, key: .review), let rows = try? ReportRows(at: report),
            let subjects = try? rows.subjects(WantedRows([sheet]), at: UTCTime(seconds: 0))
        else { return nil }
        let matching = SheetMatching(subjects: subjects, key: .review)
        guard (try? matching.requireWholeRows(of: sheet)) != nil else { return nil }
        let outcomes = RowOutcomes([sheet], matching)
        for case .rejected in outcomes.outcomes[0] { return nil }
        lines = outcomes.lines(of: [sheet], by: "", isFinal: false)
        if lines.isEmpty { return nil }
    }

    /// Whether one reviewer gave all answers of the sheet.
    /// - Parameter ledger: Gives the lines of a generation, in the order of the ledger.
    func isRepeated(
        _ ledger: (_ generationID: String) throws(ReportError) -> [LedgerLine]
    ) throws(ReportError) -> Bool {
        var reviewers: Set<String>?
        for line in lines {
            let recorded = try ledger(line.generationID)
            let same = Set(recorded.map(\.reviewer)).filter { name in
                [false, true].contains { isFinal in
                    var answer = line
                    answer.reviewer = name
                    answer.isFinal = isFinal
                    return answer.isRecorded(in: recorded)
                }
            }
            reviewers = reviewers?.intersection(same) ?? same
            if reviewers?.isEmpty == true { return false }
        }
        return true
    }
}
