import ArgumentParser
import Reporting
import Reviews
import Utilities

struct ReviewStatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Summarises a ledger of decisions.",
        discussion: """
            Prints the decisions by reviewer, conflicts, the age of escalations, and for each two reviewers the share of \
            generations on which they agree. Decisions that were withdrawn or settled do not count.

            Exit status
              0   the ledger was read
              1   the run failed: a disk, a broken ledger, a refused path
              64  wrong usage
            """)

    @Option(help: ArgumentHelp("Folder of the ledger.", valueName: "folder"), completion: .directory)
    var decisions: String

    @Option(
        help: ArgumentHelp("Write the ledger as a table to this file.", valueName: "file"),
        completion: .file(extensions: ["csv"]))
    var csv: String?

    @OptionGroup var moment: MomentOption

    func run() throws {
        Interruption.heed()
        let status: LedgerStatus
        do {
            let ledger = try Ledger(in: decisions)
            var reader = LedgerStatus.Reader(), table = LedgerTable()
            var file = try csv.map { path throws(ReportError) in
                try OutputFile(path: path, ledger: decisions)
            }
            try ledger.forEachLine { line throws(ReportError) in
                reader.add(line)
                if file != nil {
                    table.add(line)
                    if table.count >= 1 << 18 { try file?.append(table.take().span) }
                }
                return true
            }
            try file?.append(table.take().span)
            try file?.finish()
            status = reader.status
        } catch {
            Terminal.say("\(error)")
            throw ExitStatus.failed
        }
        guard Terminal.print(StatusReport.text(status, asOf: moment.time)) else { throw ExitStatus.failed }
    }
}
