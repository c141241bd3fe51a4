import ArgumentParser
import Responses

@main
struct Modaudit: AsyncParsableCommand {
    static let version = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "modaudit",
        abstract: "Audits what a video platform's own classifiers said of its generations.",
        usage: """
            modaudit scan <input> ... [options]
            modaudit explain <generation-id> --input <input> ...
            modaudit pull --ids <file> --base-url <url> [options]
            modaudit policy show
            modaudit policy check <file>
            modaudit verify <folder> ... [options]
            """,
        discussion: """
            Reads the task responses of GET /sora/v1/videos/{task_id}, holds every generation against a policy of \
            threshold rules, and writes a report folder: who is flagged or near a threshold, by which rule, by how \
            much, and where the bytes lie. Nothing is dropped: what could not be audited is a row too, and the \
            summary adds up.

            Start with
              modaudit scan responses/             judge a folder by the built-in policy
              modaudit policy show > policy.yaml   take the built-in policy as your own
              modaudit policy check policy.yaml    read it back in plain English
              modaudit scan responses/ --policy policy.yaml --output reports/today
              modaudit pull --ids tasks.csv --base-url URL   fetch into responses/
              modaudit explain gen_01 --input responses/     why is this one flagged?
              modaudit verify reports/today        has anybody touched the report?

            Exit status (that of pull is in its own help)
              0   all of the input was audited
              3   --fail-on was met
              4   the report is written, but something could not be audited
              1   the run failed, the old report stands; or `verify` found a break
              64  wrong usage
              78  the policy was refused
            """,
        version: version,
        subcommands: [
            ScanCommand.self, ExplainCommand.self, PullCommand.self, PolicyCommand.self, VerifyCommand.self,
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

    /// - Throws: what is wrong with the arguments, which it quotes so that they can't steer the terminal: it is the
    ///   error that their visible form gives.
    private static func command(of arguments: [String]) async throws -> any ParsableCommand {
        do {
            return try await asyncParseAsRoot(arguments)
        } catch {
            if let hint = hint(arguments.first) { throw ValidationError(hint) }
            _ = try await asyncParseAsRoot(arguments.map(\.visible))
            throw ValidationError(message(for: error).visible)
        }
    }

    /// What to say of a first argument that stands where a command should.
    private static func hint(_ first: String?) -> String? {
        let commands = configuration.subcommands.compactMap { $0.configuration.commandName }
        guard let first, !first.hasPrefix("-"), !(commands + ["help"]).contains(first) else { return nil }
        let list = commands.joined(separator: ", ")
        return "'\(first.visible)' is no command: name one first, which is one of \(list)."
    }
}

/// Exit statuses (CONTRACT section 8; those of `pull` are sysexits.h's).
enum ExitStatus {
    static let failed = ExitCode(1)
    static let findings = ExitCode(3)
    static let incomplete = ExitCode(4)
    static let usage = ExitCode(64)
    /// Something is missing still, and to run again may bring it.
    static let missing = ExitCode(75)
    static let notAllowed = ExitCode(77)
    static let policyRefused = ExitCode(78)
}
