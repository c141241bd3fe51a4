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
        do {
            inputs = try Inputs(request.inputs, arePlanned: request.isPart)
        } catch {
            throw .intake(error.description)
        }
        if !request.output.isEmpty, let overlap = request.overlap { throw .intake(overlap) }
    }

    func makeReader() -> ResponseReader {
        ResponseReader(
            inputs, maxResponse: request.maxResponse, batchSize: request.batchSize,
            digestsFiles: request.digestsInputs)
    }

    /// Runs the scan. When it returns, the report is complete; when it throws, the old report is unchanged.
    package func run(progress: @escaping (ScanProgress) -> Void = { _ in }) async throws(ScanError) -> Summary {
        var report = try Self.reporting { () throws(ReportError) in
            try ReportRun(request.output, request.style, request.previous, request.lastStep, request.keying)
        }
        var totals = RunTotals(request.policy, request.keying)
        var reader = makeReader()
        let told = told(progress)
        reader.whileWaiting = told.wait
        try await examineAll(&reader) { auditor, bytesRead throws(ReportError) in
            repeat {
                if report.isCompared { for case let seen? in auditor.occurrences { report.see(seen.key) } }
                let repeats = request.allowsDuplicates ? [:] : totals.seen.add(auditor.occurrences)
                // A batch is examined before it is known which of its generations an earlier batch contains.
                if !repeats.isEmpty { auditor.examine(knowing: repeats) }
                try report.append(&auditor.rows)
                totals.add(auditor)
                auditor.setCutoffs(report.cutoffs)
                told.tell(bytesRead, totals.counts)
            } while !Interruption.isRequested && auditor.examineNextPart()
        }
        // The final answers of all tasks are known only here.
        let known = totals.finishedTasks, facts = facts(reader)
        return try Self.reporting { () throws(ReportError) in
            try report.finish(&totals, facts, known.contains)
        }
    }

    /// What the summary has of the run, once its inputs are read.
    func facts(_ reader: borrowing ResponseReader) -> RunFacts {
        RunFacts(
            policy: request.policy, asOf: request.asOf, toolVersion: request.toolVersion,
            inputs: reader.files.map { .init(path: $0.path, bytes: $0.bytes, sha256: $0.sha256) },
            digestsInputs: request.digestsInputs, allowsDuplicates: request.allowsDuplicates,
            skippedFiles: reader.otherFiles, skippedNames: reader.otherNames)
    }

    /// The progress of this scan.
    func told(_ progress: @escaping (ScanProgress) -> Void) -> ToldProgress {
        ToldProgress(inputs.totalBytes, progress)
    }
}

/// The progress of a scan, as it was told last.
final class ToldProgress {
    private var last: ScanProgress
    private let progress: (ScanProgress) -> Void

    init(_ bytesInAll: Int?, _ progress: @escaping (ScanProgress) -> Void) {
        last = ScanProgress(bytesRead: 0, bytesInAll: bytesInAll, responses: 0, flagged: 0)
        self.progress = progress
    }

    func tell(_ bytesRead: Int, _ counts: BatchCounts) {
        last.bytesRead = bytesRead
        last.responses = counts.responses
        last.flagged = counts.decisions[.flagged]
        last.isWaiting = false
        progress(last)
    }

    /// Tells that a stream has no bytes at present.
    func wait(_ bytesRead: Int) {
        last.bytesRead = bytesRead
        last.isWaiting = true
        progress(last)
    }
}
