import ArgumentParser
import Policies
import Reporting

struct PolicyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "policy",
        abstract: "Shows the built-in policy or checks a policy file.",
        usage: """
            modaudit policy show
            modaudit policy check <file> [--input <input> ...]
            """,
        subcommands: [Show.self, Check.self])

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Prints the built-in policy, baseline, as a policy file.")

        func run() throws {
            guard Terminal.print(Baseline.yaml) else { throw ExitStatus.failed }
        }
    }

    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Checks a policy file and prints each rule in plain English.",
            discussion:
                """
                Lists all errors of the file at once, with line, column and a suggested fix. The exit status is then 78.

                With --input it also states, per rule, the signals that generations of the inputs lack, and lists the \
                signals that no rule reads.
                """
        )

        @Argument(help: "Policy file (YAML).", completion: .yaml)
        var file: String

        @Option(
            parsing: .upToNextOption,
            help: ArgumentHelp(
                "Compare the rules with the signals of files, folders, or - for standard input.",
                valueName: "input"), completion: .inputs)
        var input: [String] = []

        @OptionGroup var limit: TextLimit

        func run() async throws {
            let policy = try PolicyLoader.read(file)
            guard Terminal.print(PolicyProse.prose(of: policy)) else { throw ExitStatus.failed }
            if input.isEmpty { return }
            let summary = try await InputSurvey.run(input, policy: policy, maxResponse: limit.maxResponse.bytes)
            guard Terminal.print("\n" + SignalList.coverage(of: policy, in: summary)) else {
                throw ExitStatus.failed
            }
        }
    }
}
