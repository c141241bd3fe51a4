import ArgumentParser
import Glibc
import Policies
import Reporting
import Reviews
import Utilities

struct ReviewSheetCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sheet",
        abstract: "Makes a sheet for reviewers from a report.",
        discussion: """
            Writes a CSV file with a row for each generation that needs a decision, in the order of the report. Reviewers \
            fill in review_decision and review_note. Sort whole rows only.
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
            "Ledger that dispositions are computed from. (default: those of the report)", valueName: "folder"),
        completion: .directory)
    var decisions: String?

    @Option(help: ArgumentHelp("File of waivers (YAML).", valueName: "file"), completion: .yaml)
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
        do throws(ReviewError) {
            var sheet = try ReviewSheet(of: report, asOf: moment.time)
            sheet.choice = what
            sheet.ledger = decisions
            sheet.style = ReportStyle(csv: csv, delimiter: delimiter.value, link: link)
            if let waivers {
                guard let read = Self.waivers(at: waivers, sheet.policy) else { throw .refused("") }
                sheet.waivers = read
            }
            counts = try write(sheet)
        } catch .refused("") {
            throw ExitStatus.policyRefused
        } catch {
            throw ReviewCommand.exitCode(of: error)
        }
        let left = counts.withoutID
        let note =
            left == 1
            ? "1 generation without an id is left out"
            : "\(left.grouped) generations without an id are left out"
        if let output {
            let rows = counts.rows == 1 ? "1 row" : "\(counts.rows.grouped) rows"
            let text = "\(output.visible): \(rows)\(left > 0 ? "; \(note)" : "")\n"
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
                    try OutputFile(path: path, outside: [report], ledger: decisions)
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

    /// The waivers; nil after the errors of the file are written to standard error.
    private static func waivers(at path: String, _ policy: Policy) -> Waivers? {
        do {
            return try WaiverReader.read(
                try FileDescriptor(opening: path, O_RDONLY).readAll(), named: path, for: policy)
        } catch let errors as PolicyErrors {
            Terminal.write(errors.rendered(), to: 2)
        } catch {
            Terminal.say("cannot read the waivers \(path.visible): \(error)")
        }
        return nil
    }
}

extension ReviewSheet.Choice: ExpressibleByArgument {}
