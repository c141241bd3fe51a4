import Intake
package import Reporting
import Utilities

extension Scan {
    /// Judges the inputs like `run` and writes no report. The counts of the summary are those of a report.
    package func survey() async throws(ScanError) -> Summary {
        var reader = makeReader()
        var totals = RunTotals(request.policy)
        try await examineAll(&reader) { auditor, _ throws(ReportError) in
            repeat {
                let repeats = totals.seen.add(auditor.occurrences)
                if !repeats.isEmpty { auditor.examine(knowing: repeats) }
                totals.add(auditor)
            } while !Interruption.isRequested && auditor.examineNextPart()
        }
        if Interruption.isRequested { throw .cancelled }
        return totals.summary(of: facts(reader))
    }
}
