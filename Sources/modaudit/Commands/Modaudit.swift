import ArgumentParser
import Utilities

@main
struct Modaudit: AsyncParsableCommand {
    static let version = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "modaudit",
        abstract: "Audits the results of a video platform's own moderation classifiers.",
        usage: """
            modaudit scan <input> ... [options]
            modaudit diff <old> <new> [-o <file>]
            modaudit explain <id> --input <input> ...
            modaudit pull --ids <file> --base-url <url> [options]
            modaudit policy show
            modaudit policy check <file> [--input <input> ...]
            modaudit signals <input> ... [options]
            modaudit verify <folder> ... [options]
            modaudit share <report> --output <folder> [options]
            modaudit plan <input> ... [-o <file>]
            modaudit merge <part> ... [options]
            modaudit review sheet <report> [-o <file>] [options]
            modaudit review import <sheet> ... --report <report> --decisions <folder> --reviewer <name>
            modaudit review status --decisions <folder>
            modaudit sample <input> ... --output <folder> --seed-file <file> [options]
            modaudit tune <input> ... --policy <file> --output <folder> [options]
            """,
        discussion: """
            Reads the task responses of GET /sora/v1/videos/{task_id}, checks every generation against a policy of \
            threshold rules, and writes a report folder: which generations are flagged or near a threshold, by \
            which rule, by how much, and where their bytes are. Input that cannot be audited is listed too, and the \
            counts of the summary add up.

            Examples
              modaudit scan responses/             audit a folder with the built-in policy
              modaudit policy show > policy.yaml   copy the built-in policy to a file
              modaudit policy check policy.yaml    check a policy, print its rules
              modaudit scan responses/ --policy policy.yaml --output reports/today
              modaudit signals responses/           list the signals, to write a policy
              modaudit pull --ids tasks.csv --base-url URL   fetch responses
              modaudit explain gen_01 --input responses/     explain one decision
              modaudit verify reports/today        check a report for changes
              modaudit scan responses/ --previous reports/monday   what is new since then
              modaudit diff reports/monday reports/today   compare two reports
              modaudit share --show external       print a profile for `modaudit share`
              modaudit review sheet reports/today -o review.csv   a sheet for a reviewer
              modaudit sample responses/ --seed-file seed -o sample   draw for blind review
              modaudit tune responses/ --policy policy.yaml -o tuning   other thresholds

            Exit status (for pull, share, review, sample and tune see their own help)
              0   all input was audited
              3   the condition of --fail-on was met
              4   the report is written, but some input could not be audited
              1   the run failed and the old report is unchanged, or verify found a change
              64  wrong usage
              78  the policy is not valid
            """,
        version: version,
        subcommands: [
            ScanCommand.self, DiffCommand.self, ExplainCommand.self, PullCommand.self, PolicyCommand.self,
            SignalsCommand.self,
            VerifyCommand.self, ShareCommand.self, ReviewCommand.self, SampleCommand.self, TuneCommand.self,
            PlanCommand.self, MergeCommand.self,
        ]
    )

    static func main() async {
        Terminal.prepare()
        do {
            var command = try await command(of: Array(CommandLine.arguments.dropFirst()))
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch {
            exit(withError: error)
        }
    }

    /// The command of the arguments.
    /// - Throws: The error of the arguments, in characters that a terminal shows: it is the error of the visible forms
    ///   of the arguments.
    private static func command(of arguments: [String]) async throws -> any ParsableCommand {
        do {
            return try await asyncParseAsRoot(arguments)
        } catch {
            if let hint = hint(arguments.first) { throw ValidationError(hint) }
            _ = try await asyncParseAsRoot(arguments.map(\.visible))
            throw ValidationError(message(for: error).visible)
        }
    }

    /// A message if the first argument is neither a command nor an option; nil otherwise.
    private static func hint(_ first: String?) -> String? {
        let commands = configuration.subcommands.compactMap { $0.configuration.commandName }
        guard let first, !first.hasPrefix("-"), !(commands + ["help"]).contains(first) else { return nil }
        let list = commands.joined(separator: ", ")
        return "Unknown command '\(first.visible)'. Commands: \(list)."
    }
}

/// Exit statuses (CONTRACT section 8; those of `pull` are sysexits.h's).
enum ExitStatus {
    static let failed = ExitCode(1)
    /// The condition of `--fail-on` was met.
    static let findings = ExitCode(3)
    /// Some input could not be audited.
    static let incomplete = ExitCode(4)
    static let usage = ExitCode(64)
    /// Data handed in is refused whole.
    static let dataRefused = ExitCode(65)
    /// Some ids have no answer. Another run can get them.
    static let missing = ExitCode(75)
    /// The service refused the key.
    static let notAllowed = ExitCode(77)
    static let policyRefused = ExitCode(78)
}
