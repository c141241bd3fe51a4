import ArgumentParser
import Reporting
import Reviews
import Utilities

struct ReviewSheetCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sheet",
        abstract: "Makes a sheet for reviewers from a report.",
        discussion: """
            Writes a CSV file with a row for each generation that needs a decision, in the order of the report. Reviewers \
            fill in review_decision and review_note. Sort whole rows only. A sheet with decisions or notes is not replaced.

            Exit status
              0   the sheet is written
              1   the run failed: a disk, a broken ledger, a refused path
              64  wrong usage
              65  the report is refused
              78  the waivers are not valid
            """)

    @Argument(help: ArgumentHelp("Report folder.", valueName: "report"), completion: .directory)
    var report: String

    @Option(
        name: [.short, .long],
        help: ArgumentHelp("File to write. (default: standard output)", valueName: "file"),
        completion: .file(extensions: ["csv"]))
    var output: String?

    @Option(
        help: ArgumentHelp(
            "Generations that need action (open), that have a decision of the policy, or all.",
            valueName: "which"))
    var what: ReviewSheet.Choice = .open

    @Option(
        help: ArgumentHelp(
            "Ledger that dispositions are computed from. If the report has waivers, --waivers too. (default: those of the report)",
            valueName: "folder"),
        completion: .directory)
    var decisions: String?

    @Option(
        help: ArgumentHelp(
            "File of waivers (YAML). If the report has a ledger, --decisions too.", valueName: "file"),
        completion: .yaml)
    var waivers: String?

    @Option(
        help: ArgumentHelp(
            "Address of a generation in your console, with {generation_id} or {task_id}. (default: that of the report)",
            valueName: "url"),
        transform: LinkTemplate.argument)
    var link: LinkTemplate?

    @OptionGroup var moment: MomentOption

    @Option(help: ArgumentHelp("CSV for spreadsheets (excel) or programs (data).", valueName: "style"))
    var csv: ReportStyle.CSV = .excel

    @Option(help: ArgumentHelp("CSV delimiter: ',' or ';' or tab.", valueName: "character"))
    var delimiter = CellDelimiter(.comma)

    func run() throws {
        Interruption.heed()
        let counts: ReviewSheet.Counts
        do {
            var sheet = try ReviewSheet(of: report, asOf: moment.time)
            sheet.choice = what
            sheet.ledger = decisions
            sheet.waivers = try waivers.map { try ReviewOptions.waivers(at: $0, for: sheet.policy) }
            sheet.style = ReportStyle(csv: csv, delimiter: delimiter.value, link: link)
            try sheet.requireSources()
            counts = try write(sheet)
        } catch let error as ReviewError {
            throw ReviewCommand.exitCode(of: error)
        }
        let left = counts.withoutID
        let note =
            "\(left.counted("generation")) without an id of at most 128 bytes \(left == 1 ? "is" : "are") left out"
        if let output {
            let text = "\(output.visible): \(counts.rows.counted("row"))\(left > 0 ? "; \(note)" : "")\n"
            guard Terminal.print(text) else { throw ExitStatus.failed }
        } else if left > 0 {
            Terminal.say(note)
        }
    }

    private func write(_ sheet: ReviewSheet) throws(ReviewError) -> ReviewSheet.Counts {
        var file: OutputFile
        do throws(ReportError) {
            file =
                try output.map { path throws(ReportError) in
                    try OutputFile(path: path, ledger: decisions)
                } ?? .standard
        } catch {
            throw .failed(error.description)
        }
        let counts = try sheet.write { bytes throws(ReviewError) in
            do throws(ReportError) { try file.append(bytes.span) } catch { throw .failed(error.description) }
        }
        do throws(ReportError) { try file.finish() } catch { throw .failed(error.description) }
        return counts
    }
}

extension ReviewSheet.Choice: ExpressibleByArgument {}
