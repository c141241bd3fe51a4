import Intake
import Policies
package import Reporting
import Synchronization
import Utilities

/// A scan: inputs → batches → records → judgements → rows, committed in input order (CONTRACT sections 1 to 7).
///
/// Several desks examine batches at a time. A desk is free again only when its batch has been committed, so what is
/// in memory is bounded by the number of desks, however uneven the batches are. A batch that makes many rows is
/// committed in parts; the first is examined by its desk's task, the others when it is their turn.
package struct Scan {
    let request: ScanRequest
    private let inputs: Inputs

    /// - Throws: where an input is not there, or lies where the report is to be; nothing has been written then.
    package init(_ request: ScanRequest) throws(ScanError) {
        self.request = request
        do { inputs = try Inputs(request.inputs) } catch { throw .intake(error.description) }
        if let overlap = Overlap.first(of: request.inputs, report: request.output) { throw .intake(overlap) }
    }

    /// Runs it. The report stands when this returns; when it throws, the old one does.
    package func run(progress: (ScanProgress) -> Void = { _ in }) async throws(ScanError) -> Summary {
        // Before anything else: the report may take the place of the one it follows.
        let previous = try Self.reporting { () throws(ReportError) in
            try request.previous.map { path throws(ReportError) in try SealedReport(at: path).manifestSHA256 }
        }
        var folder = try Self.reporting { () throws(ReportError) in
            try ReportFolder(at: request.output, style: request.style)
        }
        var reader = ResponseReader(inputs, maxResponse: request.maxResponse, batchSize: request.batchSize)
        var totals = RunTotals(request.policy)
        do {
            try await examineAll(&reader) { auditor, bytesRead throws(ReportError) in
                repeat {
                    let repeats = totals.seen.add(auditor.occurrences)
                    // Batches are examined before it is known which of their generations an earlier batch holds.
                    if !repeats.isEmpty { auditor.examine(knowing: repeats) }
                    try folder.append(auditor.rows)
                    totals.add(auditor)
                    auditor.setCutoffs(folder.cutoffs)
                    progress(
                        ScanProgress(
                            bytesRead: bytesRead, bytesInAll: inputs.totalBytes,
                            responses: totals.counts.responses, flagged: totals.counts.decisions[.flagged]))
                } while !Interruption.isRequested && auditor.examineNextPart()
            }
        } catch {
            folder.discard()
            throw error
        }
        // Only now is it known which tasks have a final answer.
        totals.supersede(
            try Self.reporting { () throws(ReportError) in
                try folder.writeUnaudited(superseded: totals.isFinished)
            })
        var summary = totals.summary(of: request, inputs: reader.files)
        let facts = totals.facts(of: request)
        summary.previous = previous.map(Summary.Previous.init)
        summary.allowsDuplicates = request.allowsDuplicates
        summary.skippedFiles = reader.otherFiles
        summary.skippedNames = reader.otherNames
        try Self.reporting { () throws(ReportError) in try folder.finish(summary, facts) }
        return summary
    }
}
