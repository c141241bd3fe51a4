package import Policies
package import Responses

/// A report in progress (CONTRACT section 6). It is built in a folder beside its target and replaces the target as
/// a whole when it is finished. If `finish` does not return, the old report is unchanged and nothing of the new one
/// remains.
package struct ReportFolder: ~Copyable, Sendable {
    private let style: ReportStyle
    private let needsLastStep: Bool
    private var build: BuildFolder
    private var files: ReportFiles
    private var rows = RowCounts()
    private var cards = Shortlist<DrawnCard>()
    private var disagreements = Disagreements()
    private var hasUnaudited = false
    /// The error after which nothing more can be written.
    private var failure: ReportError?

    /// Starts a report for the folder at `path`. Creates its parent folders and removes the leftovers of dead runs
    /// beside it. Refuses a file, and a folder that is neither empty nor holds a `summary.json`. A link means the
    /// folder that it leads to.
    /// - Parameter step: What `annotate` does after the last rows.
    package init(at path: String, style: ReportStyle, step: LastStep = LastStep()) throws(ReportError) {
        let limit = style.csv == .excel ? CSVFileSeries.spreadsheetRows : .max
        try self.init(at: path, style: style, step: step, rowLimit: limit) {
            path throws(ReportError) in try ReportFile(path: path)
        }
    }

    init(
        at path: String, style: ReportStyle, step: LastStep = LastStep(), rowLimit: Int,
        create: @escaping CSVFileSeries.Create
    ) throws(ReportError) {
        let target = try ReportTarget(path, sheets: step.dispositions)
        _ = try target.check()
        let build = try BuildFolder(beside: target)
        let files = try ReportFiles(
            in: build.path, style: style, step: step, rowLimit: rowLimit, create: create)
        self.build = build
        self.files = files
        self.style = style
        needsLastStep = step.isNeeded
    }

    /// Commits the rows of the next batch, which must have this report's style. After an error the report cannot be
    /// finished.
    /// - Parameter pages: They have no scores afterwards.
    package mutating func append(_ pages: inout BatchRows) throws(ReportError) {
        if let failure { throw failure }
        do throws(ReportError) {
            guard pages.style == style else { throw ReportError.contradiction("pages of another style") }
            try files.append(&pages)
            rows.add(pages.counts)
            cards.add(pages.cards)
            disagreements.add(pages.disagreements)
        } catch {
            failure = error
            throw error
        }
    }

    /// The cut-offs of the HTML report for later `BatchRows`.
    package var cutoffs: ListingCutoffs {
        ListingCutoffs(cards: cards.floor, disagreements)
    }

    /// The most frequent reasons among the rows that `writeUnaudited` wrote.
    package var unauditedReasons: [Summary.UnauditedReason] { files.reasons.mostFrequent }

    /// Writes the rows of responses and tasks without generations, as `superseded` if their task has a final
    /// answer. No rows may be committed afterwards. If it is not called, `finish` writes them unchanged.
    /// - Returns: The number of superseded rows, by the kind that they were added as.
    package mutating func writeUnaudited(
        superseded isSuperseded: (IDKey) -> Bool
    ) throws(ReportError) -> [Unaudited.Kind: Int] {
        if let failure { throw failure }
        do throws(ReportError) {
            let superseded = try files.writeUnaudited(superseded: isSuperseded)
            rows.supersede(superseded)
            hasUnaudited = true
            return superseded
        } catch {
            failure = error
            throw error
        }
    }

    /// Writes the generations with the columns of the last step, and its tables. It must follow the last rows of a report
    /// with a last step. No rows may be committed afterwards.
    /// - Parameters:
    ///   - previous: The report before; nil if the rows are not compared.
    ///   - summary: The summary of the run, which gets the comparison and the dispositions.
    ///   - policy: The policy of the run.
    package mutating func annotate(
        with previous: consuming PreviousReport?, _ summary: inout Summary, _ policy: Policy
    ) throws(ReportError) {
        if let failure { throw failure }
        if !needsLastStep { return }
        do throws(ReportError) {
            let before = previous?.facts
            var found = try files.annotate(
                with: previous.take(), ReportFacts(summary), cards: CardDispositions(cards.best))
            if let before { found.changes?.policyChanges = RuleComparison.changes(from: before, to: policy) }
            summary.changes = found.changes
            summary.review = found.review
        } catch {
            failure = error
            throw error
        }
    }

    /// Writes the summary, syncs the report to disk and replaces the old one with it. Throws
    /// `ReportError.contradiction` if the summary does not add up, or differs from the rows written. After an error
    /// the report cannot be finished. Nothing may be added to a finished report.
    ///
    /// `facts` are for the HTML report only.
    package mutating func finish(
        _ summary: Summary, _ facts: PageFacts = PageFacts()
    ) throws(ReportError) {
        if !hasUnaudited { _ = try writeUnaudited { _ in false } }
        if let failure { throw failure }
        do throws(ReportError) {
            if let what = summary.contradiction(rows: rows) { throw ReportError.contradiction(what) }
            let page = HTMLReport(
                summary: summary, facts: facts, cards: cards.best, disagreements: disagreements,
                dispositions: files.cards)
            try files.finish(summary, page: page)
            try build.swapIn()
            failure = .closed
        } catch {
            failure = error
            throw error
        }
    }

    /// Removes the unfinished report of an interrupted run; `deinit` does the same. A finished report is unchanged.
    package mutating func discard() {
        build.remove()
        failure = .closed
    }
}
