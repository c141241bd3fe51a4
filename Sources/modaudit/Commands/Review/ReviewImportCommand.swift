import ArgumentParser
import Glibc
import Reporting
import Responses
import Reviews
import Utilities

struct ReviewImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Records the decisions of sheets in a ledger.",
        discussion: """
            Reads sheets as spreadsheets save them: CSV in any encoding and with any delimiter, sorted, filtered, with \
            other columns. A sheet that was damaged as a whole is refused, and nothing is recorded. Rows that cannot be \
            recorded are written to SHEET.rejected.csv, which can be corrected and imported. Such a file with corrections \
            that are not imported is not replaced: the import ends before anything is recorded. The same sheet imported \
            twice changes nothing.

            Exit status
              0   all decisions are in the ledger
              4   some rows were rejected, the others are in the ledger
              1   the run failed: a disk, another import, a broken ledger, a refused path
              64  wrong usage
              65  a sheet, the report or the sample is refused
            """)

    @Argument(
        help: ArgumentHelp("Sheets of one reviewer.", valueName: "sheet"),
        completion: .file(extensions: ["csv", "txt", "tsv"]))
    var sheets: [String]

    @Option(help: ArgumentHelp("Report that the sheets are of.", valueName: "report"), completion: .directory)
    var report: String?

    @Option(help: ArgumentHelp("Sample that the sheets are of.", valueName: "folder"), completion: .directory)
    var sample: String?

    @Option(
        help: ArgumentHelp("Folder of the ledger. It is created if it does not exist.", valueName: "folder"),
        completion: .directory)
    var decisions: String

    @Option(
        help: ArgumentHelp(
            "Name of the reviewer: letters, digits and . _ @ -, at most 128. The ledger keeps it.",
            valueName: "name"))
    var reviewer: String

    @Flag(help: "The decisions settle conflicts between reviewers.")
    var final = false

    @Option(
        help: ArgumentHelp(
            "File for the rejected rows of one sheet. (default: SHEET.rejected.csv; of a sheet in the folder of a report, beside the folder)",
            valueName: "file"),
        completion: .file())
    var rejected: String?

    @Flag(help: "Print what would be recorded, and write nothing.")
    var dryRun = false

    @OptionGroup var moment: MomentOption

    @Flag(name: [.short, .long], help: "Print only errors, and where rejected rows are.")
    var quiet = false

    func validate() throws {
        if sheets.isEmpty { throw ValidationError("No sheet. Name a CSV file that a reviewer filled in.") }
        if (report == nil) == (sample == nil) {
            throw ValidationError("Name either --report, the report that the sheets are of, or --sample.")
        }
        var name = reviewer
        guard name.withBorrowedText({ LedgerLine.isReviewer($0) }) else {
            throw ValidationError(
                "--reviewer is 1 to 128 letters, digits and . _ @ -, not '\(reviewer)'.")
        }
        if rejected != nil, sheets.count > 1 {
            throw ValidationError("--rejected is for one sheet. Without it, each sheet has its own file.")
        }
        let targets = rejected.map { [$0] } ?? sheets.map(RejectedSheet.path)
        if let target = targets.first(where: { Self.isSame($0, asOneOf: sheets) }) {
            throw ValidationError(
                "The rejected rows would overwrite the sheet \(target.visible). Import it by itself, or name another file."
            )
        }
        if let twice = sheets.first(where: { sheet in sheets.count { $0 == sheet } > 1 }) {
            throw ValidationError("The sheet \(twice.visible) is named twice.")
        }
    }

    private static func isSame(_ path: String, asOneOf sheets: [String]) -> Bool {
        guard let resolved = try? ResolvedPath(ofMissing: path) else { return false }
        return sheets.contains { (try? ResolvedPath(ofMissing: $0)).map { $0 == resolved } ?? false }
    }

    func run() throws {
        Interruption.heed()
        let source: SheetImport.Source = report.map { .report($0) } ?? .sample(sample ?? "")
        var work = SheetImport(
            sheets: sheets, source: source, ledger: decisions, reviewer: reviewer, recordedAt: moment.time)
        work.isFinal = final
        work.isDryRun = dryRun
        work.rejectedFile = rejected
        let result: SheetImport.Result
        do throws(ReviewError) {
            result = try work.run { path, bytes throws(ReviewError) in
                do throws(ReportError) {
                    var file = try OutputFile(path: path, ledger: decisions, replacesSheets: true)
                    try file.append(bytes.span)
                    try file.finish()
                } catch {
                    throw .failed(error.description)
                }
            }
        } catch {
            throw ReviewCommand.exitCode(of: error)
        }
        if let part = result.tornPart {
            Terminal.say("the last line of the ledger was torn; its bytes are in \(decisions.visible)/\(part)")
        }
        let report = ImportReport(reviewer: reviewer, isDryRun: dryRun)
        if quiet {
            for sheet in result.sheets where sheet.rejected > 0 { Terminal.say(report.rejections(sheet)) }
        } else if !Terminal.print(result.sheets.map(report.text).joined()) {
            throw ExitStatus.failed
        }
        if result.sheets.contains(where: { $0.rejected > 0 }) { throw ExitStatus.incomplete }
    }
}
