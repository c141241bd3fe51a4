import ArgumentParser
import Policies

struct PolicyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "policy",
        abstract: "Shows the built-in policy or checks a policy file.",
        usage: """
            modaudit policy show
            modaudit policy check <file>
            """,
        subcommands: [Show.self, Check.self])

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Prints the built-in policy, baseline, as a policy file.")

        func run() throws {
            guard Terminal.print(Baseline.yaml) else { throw ExitStatus.failed }
        }
    }

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Checks a policy file and prints each rule in plain English.",
            discussion:
                "Lists all errors of the file at once, with line, column and a suggested fix. The exit status is then 78."
        )

        @Argument(help: "Policy file (YAML).", completion: .yaml)
        var file: String

        func run() throws {
            let prose = PolicyProse.prose(of: try PolicyLoader.read(file))
            guard Terminal.print(prose) else { throw ExitStatus.failed }
        }
    }
}
