package import Responses

/// The report on its way (CONTRACT section 6): built beside the folder it is for, and swapped in whole when it is
/// finished. Unless `finish` returns, the old report stands and nothing of this one stays.
package struct ReportFolder: ~Copyable, Sendable {
    private let style: ReportStyle
    private var build: BuildFolder
    private var files: ReportFiles
    private var rows = RowCounts()
    private var cards = Shortlist<DrawnCard>()
    private var disagreements = Disagreements()
    private var hasUnaudited = false
    /// Why nothing more can be written.
    private var failure: ReportError?

    /// Starts a report for the folder at `path`; the folders above it are created, leftovers of dead runs beside
    /// it removed. Refused: a file, a folder that is not empty and holds no `summary.json`. Of a link, the folder
    /// it leads to is meant.
    package init(at path: String, style: ReportStyle) throws(ReportError) {
        let limit = style.csv == .excel ? CSVFileSeries.spreadsheetRows : .max
        try self.init(at: path, style: style, rowLimit: limit) { path throws(ReportError) in
            try ReportFile(path: path)
        }
    }

    init(
        at path: String, style: ReportStyle, rowLimit: Int, create: @escaping CSVFileSeries.Create
    ) throws(ReportError) {
        let target = try ReportTarget(path)
        _ = try target.check()
        let build = try BuildFolder(beside: target)
        let files = try ReportFiles(in: build.path, style: style, rowLimit: rowLimit, create: create)
        self.build = build
        self.files = files
        self.style = style
    }

    /// Commits the rows of the next batch. `pages` are of this report's style. After an error the report can't be
    /// finished.
    package mutating func append(_ pages: borrowing BatchRows) throws(ReportError) {
        if let failure { throw failure }
        do throws(ReportError) {
            guard pages.style == style else { throw ReportError.contradiction("pages of another style") }
            try files.append(pages)
            rows.add(pages.counts)
            cards.add(pages.cards)
            disagreements.add(pages.disagreements)
        } catch {
            failure = error
            throw error
        }
    }

    /// What the page still has room for, for the `Pages` to come.
    package var cutoffs: ListingCutoffs {
        ListingCutoffs(cards: cards.floor, disagreements)
    }

    /// Writes the rows of what gave no generation, as `superseded` where a final answer of the same task makes up for them.
    /// No rows are committed afterwards. Where it is not called, `finish` writes them as they are.
    /// - Returns: how many rows are superseded, by the kind that they were added as.
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

    /// Writes the summary, and puts the report in the place of the old one, on disk. Throws
    /// `ReportError.contradiction` where the summary doesn't add up, or not to the rows that were written; after
    /// an error the report can't be finished. Nothing can be added to a finished report.
    ///
    /// `facts` are for the page alone.
    package mutating func finish(
        _ summary: Summary, _ facts: PageFacts = PageFacts()
    ) throws(ReportError) {
        if !hasUnaudited { _ = try writeUnaudited { _ in false } }
        if let failure { throw failure }
        do throws(ReportError) {
            if let what = summary.contradiction(rows: rows) { throw ReportError.contradiction(what) }
            let page = HTMLReport(
                summary: summary, facts: facts, cards: cards.best, disagreements: disagreements)
            try files.finish(summary, page: page)
            try build.swapIn()
            failure = .closed
        } catch {
            failure = error
            throw error
        }
    }

    /// Removes what has been built, for a run that is interrupted; the same happens when the value goes away. Of a
    /// finished report nothing is removed.
    package mutating func discard() {
        build.remove()
        failure = .closed
    }
}
