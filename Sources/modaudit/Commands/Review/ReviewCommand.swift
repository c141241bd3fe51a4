import ArgumentParser
import Reviews

struct ReviewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "review",
        abstract: "Makes sheets for reviewers, and records their decisions.",
        usage: """
            modaudit review sheet <report> [-o <file>] [options]
            modaudit review import <sheet> ... --report <report> --decisions <folder> --reviewer <name> [options]
            modaudit review status --decisions <folder> [--csv <file>]
            """,
        discussion: """
            A sheet is a CSV file with a row per generation. A reviewer writes violation, dismissed, unsure, escalated or \
            reopen into review_decision. Imports add the decisions to a ledger, which scan --decisions reads.

            Exit status
              0   done
              4   import: some rows were rejected, the others are in the ledger
              1   the run failed: a disk, another import, a broken ledger, a refused path
              64  wrong usage
              65  a sheet, the report or the sample is refused
              78  sheet: the waivers are not valid
            """,
        subcommands: [ReviewSheetCommand.self, ReviewImportCommand.self, ReviewStatusCommand.self])

    /// The exit status of an error, after it is written to standard error.
    static func exitCode(of error: ReviewError) -> ExitCode {
        Terminal.say(error.description)
        switch error {
        case .refused: return ExitStatus.dataRefused
        case .misused: return ExitStatus.usage
        case .failed: return ExitStatus.failed
        }
    }
}
