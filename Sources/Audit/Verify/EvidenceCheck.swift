import Digests
import Intake
import Reporting
import Responses

/// Compares the digests of a report's listed generations with the texts of the inputs.
///
/// Both are in input order, so one pass over each suffices, and nothing is stored.
struct EvidenceCheck: ~Copyable {
    private var rows: ListedEvidence
    private var row: ListedEvidence.Row?
    /// The first file that the row can come from. If several files have the name, a row with a smaller position
    /// than the row before comes from a later file.
    private var firstFile = 0
    private var matched = 0
    private var failed = 0
    private var firstFailures: [String] = []
    /// The file of the last text.
    private var current: (file: Int, path: String)?
    /// Whether the row's file was among the inputs, under its path in the scan.
    private var hasMetFile = false

    /// - Throws: `ScanError` if an input does not exist.
    static func outcome(
        of report: SealedReport, inputs: [String], maxResponse: Int
    ) throws(ScanError) -> Verification.Outcome {
        let found: Inputs
        do { found = try Inputs(inputs) } catch { throw .intake(error.description) }
        do throws(ScanError) {
            var check = try Scan.reporting { () throws(ReportError) in try EvidenceCheck(of: report) }
            var walk = TextWalk(found, maxResponse: maxResponse)
            try walk.forEach { text, flattener, place, file throws(ScanError) in
                do throws(ReportError) {
                    try check.compare(text, flattener.records, at: place, of: file)
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
        _ text: BorrowedText, _ records: ResponseRecords, at place: TextPlace, of file: Int
    ) throws(ReportError) {
        if let left = current, left.file != file {
            while let row, isOf(left.file, left.path, row) { try fail(row) }
        }
        current = (file, place.path)
        while let row, isOf(file, place.path, row), row.line < place.line { try fail(row) }
        guard let first = row, isOf(file, place.path, first), first.line == place.line else { return }
        let digest = records.evidence(in: text)
        // One text may hold many generations; several texts may begin on one line.
        while let row, isOf(file, place.path, row), row.line == place.line, row.sha256 == digest {
            matched += 1
            try goOn(from: row)
        }
    }

    private mutating func isOf(_ file: Int, _ path: String, _ row: ListedEvidence.Row) -> Bool {
        guard file >= firstFile, ByteName(row.path) == ByteName(path) else { return false }
        hasMetFile = true
        return true
    }

    private mutating func goOn(from last: ListedEvidence.Row) throws(ReportError) {
        row = try rows.next()
        guard let row, let current, ByteName(row.path) == ByteName(last.path), row.line < last.line else {
            return
        }
        firstFile = current.file + 1
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
        try goOn(from: row)
    }

    private var outcome: Verification.Outcome {
        if failed == 0 { return .holds("\(matched) of \(matched) listed generations, recomputed") }
        if !hasMetFile {
            return .broken([
                "no file of the listed generations is in --input: name the inputs as the scan did",
                firstFailures[0],
            ])
        }
        let more = failed > firstFailures.count ? ["and \(failed - firstFailures.count) more"] : []
        return .broken(
            ["\(failed) of \(matched + failed) listed generations are not in --input as they were judged"]
                + firstFailures + more)
    }
}
