import ArgumentParser
import Audit
import Reporting
import Utilities

struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract:
            "Explains the decision for one generation: its place, its signals, every rule.",
        discussion: """
            The inputs are searched for the generation's id and read to their end. The first generation with the id is \
            explained. Later ones are named: revisions, where a rule ends in another band, and duplicates. The status is \
            1 where there is no such generation.
            """)

    @Argument(help: ArgumentHelp("Generation id.", valueName: "generation-id"))
    var id: String

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("Files, folders, or - for standard input.", valueName: "input"), completion: .inputs)
    var input: [String]

    @Option(
        help: ArgumentHelp("Policy file. (default: the built-in policy)", valueName: "file"), completion: .yaml)
    var policy: String?

    @OptionGroup var limit: TextLimit

    func run() throws {
        let policy = try PolicyLoader.read(policy)
        var explanation: Explanation?
        let again: [GenerationLookup.Repetition], unreadable: Int
        do {
            let lookup = try GenerationLookup(
                id: id, inputs: input, policy: policy, maxResponse: limit.maxResponse.bytes)
            (again, unreadable) = try lookup.run { explanation = Explanation(of: $0) }
        } catch {
            Terminal.say("\(error)")
            throw ExitStatus.failed
        }
        guard var explanation else {
            let rest =
                unreadable == 0
                ? "" : "; \(unreadable) texts or files could not be read (scan lists them in unaudited.csv)"
            Terminal.say("no generation \(id.visible) in the inputs\(rest)")
            throw ExitStatus.failed
        }
        explanation.addRepetitions(again)
        guard Terminal.print(explanation.text(columns: Terminal.columns, isStyled: Terminal.isStyled)) else {
            throw ExitStatus.failed
        }
    }
}
