import Glibc
import Responses
import Utilities

/// The comparison of two existing reports (CONTRACT section 13). It writes the rows of `changes.csv`, with
/// `Change.gone` instead of `cleared` and `not_seen`.
package struct ReportDiff: ~Copyable {
    private let style: ReportStyle
    private var comparison: RowComparison
    private var objects: ListedObjects
    private let report: SealedReport
    /// The time of the later report, as its summary has it.
    package let moment: String
    private let listed: Int

    /// Opens both reports.
    /// - Parameters:
    ///   - old: The path of the folder of the earlier report.
    ///   - new: The path of the folder of the later report.
    ///   - scratch: The path of a folder for files without names.
    package init(
        from old: String, to new: String, style: ReportStyle, scratch: String
    ) throws(ReportError) {
        let previous = try PreviousReport(at: old)
        let report = try PreviousReport.sealed(at: new)
        let facts = try PreviousReport.facts(of: report)
        let objects = try ListedObjects(of: new, isDigested: true)
        self.report = report
        self.objects = objects
        moment = facts.moment
        listed = facts.listed
        comparison = RowComparison(with: previous, facts: facts, style: style, folder: scratch)
        self.style = style
    }

    /// Compares the reports and passes the table to `write` in pieces.
    /// - Returns: The counts of the comparison, without differences between policies.
    package consuming func run(
        _ write: (Span<UInt8>) throws(ReportError) -> Void
    ) throws(ReportError) -> Summary.Changes {
        do throws(ReportError) {
            var reader = ListedRowReader()
            while let (object, _) = try objects.next() {
                guard let row = reader.row(object) else { throw objects.unreadable() }
                _ = try comparison.add(row, row.disposition)
            }
        } catch {
            // The error of an edited file names the edit instead of a line.
            if case .refused = error {
                try report.require(ReportFileName.generations, sha256: objects.sha256())
            }
            throw error
        }
        // Nothing is written until both reports are checked.
        try report.require(ReportFileName.generations, sha256: objects.sha256())
        let header = CSVHeader.bytes(style: style) { ReportTable.changes.listFields(to: &$0) }
        try write(header.span)
        try comparison.finish(hasInput: false) { sheet throws(ReportError) in
            try sheet.text.withSpan { bytes throws(ReportError) in try write(bytes) }
        }
        var changes = comparison.changes
        changes.editedFiles += try report.changes(except: [ReportFileName.summary, ReportFileName.generations])
        if let what = changes.contradiction(listed: listed) { throw .contradiction(what) }
        return changes
    }
}
