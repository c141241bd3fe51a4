import Evidence
import Intake
import Reporting
import Responses

/// Holds the digests of a report's listed generations against the texts of the inputs.
///
/// Both are in input order, so that one pass over each is enough, and nothing is kept.
struct EvidenceCheck: ~Copyable {
    private var rows: ListedEvidence
    private var row: ListedEvidence.Row?
    private var matched = 0
    private var failed = 0
    private var firstFailures: [String] = []
    /// The file that the last text was from.
    private var path: String?

    /// - Throws: where an input is not there.
    static func outcome(
        of report: SealedReport, inputs: [String], maxResponse: Int
    ) throws(ScanError) -> Verification.Outcome {
        let found: Inputs
        do { found = try Inputs(inputs) } catch { throw .intake(error.description) }
        do throws(ScanError) {
            var check = try Scan.reporting { () throws(ReportError) in try EvidenceCheck(of: report) }
            var walk = TextWalk(found, maxResponse: maxResponse)
            try unsafe walk.forEach { text, flattener, place throws(ScanError) in
                do throws(ReportError) {
                    try unsafe check.compare(text, flattener.records, at: place)
                } catch {
                    throw .report(error)
                }
            }
            try Scan.reporting { () throws(ReportError) in try check.finish() }
            return check.outcome
        } catch {
            guard case .report(let fault) = error else { throw error }
            return .broken([fault.description])
        }
    }

    private init(of report: SealedReport) throws(ReportError) {
        var rows = try ListedEvidence(of: report)
        row = try rows.next()
        self.rows = rows
    }

    private mutating func compare(
        _ text: UnsafeRawBufferPointer, _ records: ResponseRecords, at place: TextPlace
    ) throws(ReportError) {
        if let left = path, left != place.path {
            while let row, row.path == left { try fail(row) }
        }
        path = place.path
        while let row, row.path == place.path, row.line < place.line { try fail(row) }
        guard let first = row, first.path == place.path, first.line == place.line else { return }
        let digest = unsafe records.evidence(in: text)
        // One text may hold many generations; several texts may begin on one line.
        while let row, row.path == place.path, row.line == place.line, row.sha256 == digest {
            matched += 1
            self.row = try rows.next()
        }
    }

    private mutating func finish() throws(ReportError) {
        while let row { try fail(row) }
    }

    private mutating func fail(_ row: ListedEvidence.Row) throws(ReportError) {
        failed += 1
        if firstFailures.count < 5 {
            firstFailures.append(
                "\(row.generationID ?? "a generation without an id"): no text with sha256 \(row.sha256) at "
                    + "\(row.path):\(row.line)")
        }
        self.row = try rows.next()
    }

    private var outcome: Verification.Outcome {
        if failed == 0 { return .holds("\(matched) of \(matched) listed generations, recomputed") }
        let more = failed > firstFailures.count ? ["and \(failed - firstFailures.count) more"] : []
        return .broken(
            ["\(failed) of \(matched + failed) listed generations are not in --input as they were judged"]
                + firstFailures + more)
    }
}
