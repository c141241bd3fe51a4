import Policies
import Reporting
import Responses

/// What the summary has of a run beside its totals.
struct RunFacts {
    var policy: Policy
    var asOf: Int64
    var toolVersion: String
    var inputs: [Summary.Input] = []
    var digestsInputs = false
    var allowsDuplicates = false
    var skippedFiles = 0
    /// The first of them.
    var skippedNames: [String] = []
}

/// A report in progress: what a scan and a merge have in common, from the first rows to the last step.
struct ReportRun: ~Copyable {
    private var folder: ReportFolder
    /// The report before; nil if there is no comparison.
    private var previous: PreviousReport?
    /// Whether the IDs of the input are to be marked.
    let isCompared: Bool

    init(
        _ path: String, _ style: ReportStyle, _ baseline: ScanRequest.Baseline?, _ step: LastStep,
        _ keying: IDKeying
    ) throws(ReportError) {
        // First, because the new report may replace the previous one.
        let previous = try baseline?.opened(keying)
        let folder = try ReportFolder(at: path, style: style, step: step)
        isCompared = baseline != nil
        self.previous = previous
        self.folder = folder
    }

    /// The cut-offs of the page for later rows.
    var cutoffs: ListingCutoffs { folder.cutoffs }

    /// Marks a generation's ID as one of the input.
    mutating func see(_ id: IDKey) { previous?.see(id) }

    /// Commits the rows of the next batch.
    mutating func append(_ rows: inout BatchRows) throws(ReportError) { try folder.append(&rows) }

    /// The last step: fills in what only the whole run tells (the comparison with the report before, the dispositions), and
    /// swaps the report in.
    /// - Parameter isFinished: Whether a task has a final answer.
    mutating func finish(
        _ totals: inout RunTotals, _ run: RunFacts, _ isFinished: (IDKey) -> Bool
    ) throws(ReportError) -> Summary {
        totals.supersede(try folder.writeUnaudited(superseded: isFinished))
        var summary = totals.summary(of: run)
        summary.unauditedReasons = folder.unauditedReasons
        try folder.annotate(with: previous.take(), &summary, run.policy)
        try folder.finish(summary, totals.facts(of: run.policy))
        return summary
    }
}
