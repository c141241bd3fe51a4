import ArgumentParser
import Audit
import Policies
import Reporting
import Utilities

struct TuneCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tune",
        abstract: "Shows what other thresholds would flag, and estimates precision and recall from labels.",
        usage: """
            modaudit tune <input> ... --policy <file> --output <folder> [--against <file>] [--sweep <rule>[#<n>][=<low>..<high>/<step>]] \
            ... [--decisions <folder>] [--sample <folder>] ... [--at-least precision=0.9] ... [options]
            """,
        discussion: """
            Reads the inputs once, as scan does, and judges every generation at many thresholds. Without --sweep, every \
            rule with exactly one numeric test is swept over 0.05, 0.10 … 0.95 and its own flag_at and near_at; a test of \
            count or run over 1 … 20.

            The folder contains workload.csv (what each threshold flags; exact counts), quality.csv (precision, recall, \
            accuracy and prevalence with intervals of 95 %, or why they are not estimable), choice.csv (the threshold \
            that each goal leads to), delta.csv (with --against: generations that the policies judge differently), \
            tuning.json, tuning.html (the curves), policy.yaml, datapackage.json and manifest-sha256.txt.

            Labels answer the questions of samples (modaudit sample). Give each sample with --sample, on the input that it \
            was drawn from: without it, its labels are no sample, and only a part of which every generation is reviewed has \
            an estimate. Answers to a smaller sample with the same seed count for the larger one. The lower limit of the interval must meet a goal, not the estimate. The intervals are of sampling \
            only. They do not include errors of reviewers.

            Exit status
              0   the folder is written
              4   the folder is written, but some input could not be audited
              1   the run failed and the old folder is unchanged
              64  wrong usage
              65  a sample is of another input, or not as it was drawn
              78  a policy is not valid
            """)

    @Argument(
        help: ArgumentHelp("Files, folders, or - for standard input.", valueName: "input"), completion: .inputs)
    var inputs: [String] = []

    @Option(help: ArgumentHelp("Policy file.", valueName: "file"), completion: .yaml)
    var policy: String

    @Option(
        name: [.short, .long], help: ArgumentHelp("Folder of the tuning.", valueName: "folder"),
        completion: .directory)
    var output: String

    @Option(
        help: ArgumentHelp("Policy file to compare with, in the same pass.", valueName: "file"),
        completion: .yaml)
    var against: String?

    @Option(
        help: ArgumentHelp(
            """
            A rule to sweep, with the number of its numeric test if it has several, and the thresholds: \
            ip-max=0.8..0.99/0.01. Repeatable.
            """, valueName: "rule"))
    var sweep: [String] = []

    @Option(
        help: ArgumentHelp("Folder of the ledger with labels and decisions.", valueName: "folder"),
        completion: .directory)
    var decisions: String?

    @Option(
        help: ArgumentHelp("Folder of a sample that the labels answer. Repeatable.", valueName: "folder"),
        completion: .directory)
    var sample: [String] = []

    @Option(
        help: ArgumentHelp(
            "A goal for every swept test: precision=0.9 or recall=0.8. Repeatable.", valueName: "goal"),
        transform: Self.goal)
    var atLeast: [TuningGoal] = []

    @OptionGroup var pass: PassOptions

    func validate() throws {
        try InputArguments.validate(inputs)
        if output.isEmpty { throw ValidationError("--output needs the name of a folder.") }
        if !sample.isEmpty, decisions == nil {
            throw ValidationError("--sample needs the ledger with its labels: --decisions.")
        }
        if let twice = atLeast.first(where: { goal in atLeast.count { $0 == goal } > 1 }) {
            throw ValidationError("--at-least \(twice.text): the goal is named twice.")
        }
    }

    private static func goal(_ text: String) throws -> TuningGoal {
        guard let goal = TuningGoal(text) else {
            throw ValidationError(
                "A goal is precision= or recall= and a number above 0, at most 1, not '\(text)'.")
        }
        return goal
    }

    func run() async throws {
        if let hint = UnquotedName.hint(inputs) {
            Terminal.say(hint)
            throw ExitStatus.failed
        }
        let policy = try PolicyLoader.read(policy)
        let other = try against.map { try PolicyLoader.read($0) }
        let scan = pass.request(inputs, policy: policy, output: output)
        var request = TuningRequest(scan, against: other, tests: try tests(of: policy), goals: atLeast)
        Interruption.heed()
        let result: TuningResult
        do throws(TuningError) {
            try request.read(samples: sample, ledger: decisions)
            result = try await Self.tune(request, showsProgress: !pass.quiet && Terminal.showsProgress)
        } catch {
            Terminal.say("\(error)")
            if case .unfit = error { throw ExitStatus.dataRefused }
            throw ExitStatus.failed
        }
        let words = TuningWords(result)
        for note in words.notes { Terminal.say(note) }
        if !pass.quiet { Terminal.print(words.text + "tuning: \(output.visible)\n") }
        if !result.summary.isFullyAudited {
            Terminal.say("not all input was audited: \(result.summary.shortfalls.joined(separator: ", "))")
            throw ExitStatus.incomplete
        }
    }

    private func tests(of policy: Policy) throws -> [SweptTest] {
        do throws(Sweep.Fault) {
            return try Sweep.tests(sweep, of: policy)
        } catch {
            Terminal.say("\(error)")
            throw ExitStatus.usage
        }
    }

    private static func tune(
        _ request: TuningRequest, showsProgress: Bool
    ) async throws(TuningError) -> TuningResult {
        var line = ProgressLine()
        defer { line.clear() }
        return try await Tuning(request).run { if showsProgress { line.update($0) } }
    }
}
