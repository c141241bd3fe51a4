import ArgumentParser
import Audit
import Reporting
import Utilities

struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract:
            "Explains the decision for one generation: every rule, its place, its signals.",
        discussion: """
            The inputs are searched for the id and read to their end. The first generation with the id is explained, the \
            deciding rule first. Later ones are named: revisions, where a rule ends in another band, and duplicates. If \
            the id is a task's, its generations are listed with their decisions, and the answers that gave no \
            generation. The status is 1 if the inputs hold neither.
            """)

    @Argument(help: ArgumentHelp("Generation id or task id.", valueName: "id"))
    var id: String

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("Files, folders, or - for standard input.", valueName: "input"), completion: .inputs)
    var input: [String]

    @Option(
        help: ArgumentHelp("Policy file. (default: the built-in policy)", valueName: "file"), completion: .yaml)
    var policy: String?

    @Option(
        help: ArgumentHelp(
            "Show only the rules that are flagged, near or missing.", valueName: "band"))
    var only: Explanation.Only?

    @OptionGroup var limit: TextLimit

    func run() throws {
        let policy = try PolicyLoader.read(policy)
        var explanation: Explanation?
        let others: GenerationLookup.Others
        do {
            let lookup = try GenerationLookup(
                id: id, inputs: input, policy: policy, maxResponse: limit.maxResponse.bytes)
            others = try lookup.run { explanation = Explanation(of: $0, only: only) }
        } catch {
            Terminal.say("\(error)")
            throw ExitStatus.failed
        }
        if explanation == nil, !others.task.isEmpty { explanation = Explanation(task: id, others.task) }
        guard var explanation else {
            let rest =
                others.unreadable == 0
                ? ""
                : "; \(others.unreadable) texts or files could not be read (scan lists them in unaudited.csv)"
            Terminal.say("no generation or task \(id.visible) in the inputs\(rest)")
            throw ExitStatus.failed
        }
        explanation.addRepetitions(others.again)
        guard Terminal.print(explanation.text(columns: Terminal.columns, isStyled: Terminal.isStyled)) else {
            throw ExitStatus.failed
        }
    }
}

extension Explanation.Only: ExpressibleByArgument {}
