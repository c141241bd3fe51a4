import Intake
import Policies
package import Reporting
import Synchronization
import Utilities

/// A scan: inputs → batches → records → judgements → rows, committed in input order (CONTRACT sections 1 to 7).
///
/// Several batch auditors work at a time. A batch auditor is reused only after its batch is committed, so their
/// number bounds the memory, even if batches differ in size. A batch with many rows is committed in parts: a task
/// examines the first part, the run examines the others when it commits them.
package struct Scan {
    let request: ScanRequest
    private let inputs: Inputs

    /// Bytes of all inputs; nil if unknown.
    var bytesInAll: Int? { inputs.totalBytes }

    /// - Throws: `ScanError` if an input does not exist, or overlaps the report folder. Nothing has been written
    ///   then.
    package init(_ request: ScanRequest) throws(ScanError) {
        self.request = request
        do { inputs = try Inputs(request.inputs) } catch { throw .intake(error.description) }
        if !request.output.isEmpty, let overlap = Overlap.first(of: request.inputs, report: request.output) {
            throw .intake(overlap)
        }
    }

    func makeReader() -> ResponseReader {
        ResponseReader(
            inputs, maxResponse: request.maxResponse, batchSize: request.batchSize,
            digestsFiles: request.digestsInputs)
    }

    /// Runs the scan. When it returns, the report is complete; when it throws, the old report is unchanged.
    package func run(progress: @escaping (ScanProgress) -> Void = { _ in }) async throws(ScanError) -> Summary {
        // First, because the new report may replace the previous one.
        var previous = try Self.reporting { () throws(ReportError) in try request.previous?.opened() }
        var folder = try Self.reporting { () throws(ReportError) in
            try ReportFolder(
                at: request.output, style: request.style, isCompared: request.previous != nil)
        }
        var reader = makeReader()
        var totals = RunTotals(request.policy)
        var last = ScanProgress(bytesRead: 0, bytesInAll: inputs.totalBytes, responses: 0, flagged: 0)
        reader.whileWaiting = { bytesRead in
            last.bytesRead = bytesRead
            last.isWaiting = true
            progress(last)
        }
        do {
            try await examineAll(&reader) { auditor, bytesRead throws(ReportError) in
                repeat {
                    previous?.see(auditor.occurrences)
                    let repeats = request.allowsDuplicates ? [:] : totals.seen.add(auditor.occurrences)
                    // A batch is examined before it is known which of its generations an earlier batch contains.
                    if !repeats.isEmpty { auditor.examine(knowing: repeats) }
                    try folder.append(auditor.rows)
                    totals.add(auditor)
                    auditor.setCutoffs(folder.cutoffs)
                    last = ScanProgress(
                        bytesRead: bytesRead, bytesInAll: inputs.totalBytes,
                        responses: totals.counts.responses, flagged: totals.counts.decisions[.flagged])
                    progress(last)
                } while !Interruption.isRequested && auditor.examineNextPart()
            }
        } catch {
            folder.discard()
            throw error
        }
        return try finish(&folder, &totals, reader, previous.take())
    }

    private func finish(
        _ folder: inout ReportFolder, _ totals: inout RunTotals, _ reader: borrowing ResponseReader,
        _ previous: consuming PreviousReport?
    ) throws(ScanError) -> Summary {
        // The final answers of all tasks are known only here.
        let known = totals
        totals.supersede(
            try Self.reporting { () throws(ReportError) in
                try folder.writeUnaudited(superseded: known.isFinished)
            })
        var summary = totals.summary(of: request, inputs: reader.files)
        summary.allowsDuplicates = request.allowsDuplicates
        summary.skippedFiles = reader.otherFiles
        summary.skippedNames = reader.otherNames
        summary.unauditedReasons = folder.unauditedReasons
        try swapIn(&folder, &summary, totals.facts(of: request), previous)
        return summary
    }

    /// Compares the report with the one before, and swaps it in.
    private func swapIn(
        _ folder: inout ReportFolder, _ summary: inout Summary, _ facts: PageFacts,
        _ previous: consuming PreviousReport?
    ) throws(ScanError) {
        do throws(ReportError) {
            if let previous { summary.changes = try folder.compare(with: previous, summary, request.policy) }
            try folder.finish(summary, facts)
        } catch {
            throw .report(error)
        }
    }
}
