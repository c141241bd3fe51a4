import ArgumentParser
import Policies

struct PolicyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "policy",
        abstract: "Shows the built-in policy, or checks one of yours.",
        usage: """
            modaudit policy show
            modaudit policy check <file>
            """,
        subcommands: [Show.self, Check.self])

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Prints the built-in policy, baseline, as a file to start your own from.")

        func run() throws {
            guard Terminal.print(Baseline.yaml) else { throw ExitStatus.failed }
        }
    }

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Judges a policy file and reads each rule back in plain English.",
            discussion:
                "All errors of the file are listed at once, with line, column and a fixIt; the exit status is 78."
        )

        @Argument(help: "The policy, a YAML file.")
        var file: String

        func run() throws {
            let prose = PolicyProse.prose(of: try PolicyLoader.read(file))
            guard Terminal.print(prose) else { throw ExitStatus.failed }
        }
    }
}
