import ArgumentParser
import Audit
import Policies
import Reporting
import Statistics
import Utilities

struct SampleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sample",
        abstract: "Draws generations for blind review, by rule and stratum.",
        usage: """
            modaudit sample <input> ... [--policy <file>] --output <folder> (--seed-file <file> | --seed <text>) [options]
            """,
        discussion: """
            Reads the inputs as scan does. For each rule, every audited generation is in one stratum: flagged, near, \
            incomplete or clear; for a rule of one numeric test, clear is divided by value. A seed draws from each \
            stratum. The draw does not depend on the order of the inputs, and a larger sample contains a smaller one.

            The folder contains sheet-1.csv and so on (the questions for reviewers, without scores and decisions), \
            key.csv (the rule, stratum and score of each question; not for reviewers), strata.csv (the strata with \
            their numbers of generations), sample.json, policy.yaml, datapackage.json and manifest-sha256.txt. Generations without id, and \
            generations that a restricted rule flags or is near to, are counted and never drawn.

            `modaudit verify FOLDER --input INPUT … --seed-file FILE` draws again.

            Exit status
              0   the sample is written
              4   the sample is written, but some input could not be audited
              1   the run failed and the old sample is unchanged
              64  wrong usage, a rule without why, or the seed file is not usable
              78  the policy is not valid
            """)

    @Argument(
        help: ArgumentHelp("Files, folders, or - for standard input.", valueName: "input"), completion: .inputs)
    var inputs: [String] = []

    @Option(
        help: ArgumentHelp("Policy file. (default: the built-in policy)", valueName: "file"), completion: .yaml)
    var policy: String?

    @Option(
        name: [.short, .long], help: ArgumentHelp("Folder of the sample.", valueName: "folder"),
        completion: .directory)
    var output: String

    @OptionGroup var seed: SeedOptions

    @Option(
        help: ArgumentHelp(
            "Rules to sample, separated by commas. (default: all rules with a why, which is the question)",
            valueName: "ids"))
    var rules: String?

    @Option(
        help: ArgumentHelp(
            "Generations of each rule to draw. (default: flagged=50,near=50,clear=100,incomplete=20)",
            valueName: "sizes"),
        transform: SampleSizes.argument)
    var size = SampleSizes()

    @Option(help: ArgumentHelp("Sheets to deal the questions to, 1 to 20.", valueName: "n"))
    var reviewers = 1

    @Option(help: ArgumentHelp("Share of each stratum that is in every sheet, 0 to 1.", valueName: "share"))
    var overlap = 0.0

    @OptionGroup var pass: PassOptions

    func validate() throws {
        try InputArguments.validate(inputs)
        if output.isEmpty { throw ValidationError("--output needs the name of a folder.") }
        if seed.seed == nil, seed.seedFile == nil { throw ValidationError("--seed-file or --seed is needed.") }
        guard 1...20 ~= reviewers else {
            throw ValidationError("--reviewers must be 1 to 20, not \(reviewers).")
        }
        guard 0...1 ~= overlap else { throw ValidationError("--overlap must be 0 to 1, not \(overlap).") }
    }

    func run() async throws {
        if let hint = UnquotedName.hint(inputs) {
            Terminal.say(hint)
            throw ExitStatus.failed
        }
        let policy = try PolicyLoader.read(policy)
        guard let seed = try seed.read() else { return }
        let rules = try sampledRules(of: policy)
        var options = SampleContents.Options()
        options.sizes = size
        options.reviewers = reviewers
        options.overlap = overlap
        options.style = pass.style
        if seed.text != nil {
            Terminal.say(
                "the sample shows its seed; an uploader who knows it can choose ids that are never drawn. "
                    + "--seed-file keeps it secret")
        }
        Interruption.heed()
        let outcome: Sampling.Outcome
        do {
            outcome = try await Self.draw(
                Sampling(
                    pass.request(inputs, policy: policy, output: output), rules: rules, seed: seed,
                    options: options), to: output, showsProgress: !pass.quiet && Terminal.showsProgress)
        } catch {
            switch error {
            case .cancelled, .report(.stopped): Terminal.say("stopped before the end; no sample was written")
            default: Terminal.say("\(error)")
            }
            throw ExitStatus.failed
        }
        if !pass.quiet { Terminal.print(text(outcome)) }
        let summary = outcome.contents.summary
        if !summary.isFullyAudited {
            Terminal.say("not all input was audited: \(summary.shortfalls.joined(separator: ", "))")
            throw ExitStatus.incomplete
        }
    }

    private static func draw(
        _ sampling: Sampling, to output: String, showsProgress: Bool
    ) async throws(ScanError) -> Sampling.Outcome {
        var line = ProgressLine()
        defer { line.clear() }
        return try await sampling.write(to: output) { if showsProgress { line.update($0) } }
    }
}

extension SampleCommand {
    /// The rules of `--rules`, or all rules with a `why`: indices into `Policy.rules`, in ascending order.
    private func sampledRules(of policy: Policy) throws -> [Int] {
        let asking = policy.rules.indices.filter { !policy.rules[$0].why.isEmpty }
        var rules = asking
        if let named = self.rules {
            rules = []
            for id in named.split(separator: ",", omittingEmptySubsequences: false) {
                guard let rule = policy.rules.firstIndex(where: { $0.id.utf8.elementsEqual(id.utf8) }) else {
                    throw Self.refused("the policy has no rule '\(String(id).visible)'")
                }
                guard asking.contains(rule) else {
                    throw Self.refused(
                        "\(policy.rules[rule].id) has no why, which is the question for reviewers; add it to the policy"
                    )
                }
                if !rules.contains(rule) { rules.append(rule) }
            }
            rules.sort()
        } else if asking.count < policy.rules.count {
            let others = policy.rules.filter { $0.why.isEmpty }.map(\.id)
            Terminal.say("not sampled, because they have no why: \(others.joined(separator: ", "))")
        }
        if rules.isEmpty {
            throw Self.refused("no rule of the policy has a why, which is the question for reviewers")
        }
        if size.total == 0 { throw Self.refused("--size asks for no generation") }
        guard rules.count * size.total <= Sampling.mostQuestions else {
            throw Self.refused(
                "\(rules.count) rules with up to \(size.total.grouped) generations each are more than "
                    + "\(Sampling.mostQuestions.grouped) questions; name fewer rules with --rules or smaller sizes with --size"
            )
        }
        return rules
    }

    private static func refused(_ why: String) -> any Error {
        Terminal.say(why)
        return ExitStatus.usage
    }

    private func text(_ outcome: Sampling.Outcome) -> String {
        let contents = outcome.contents
        var rows = [
            ("audited", contents.summary.audited.grouped), ("rules", contents.rules.count.grouped),
            ("questions", contents.drawn.grouped),
        ]
        for (index, count) in outcome.sheets.enumerated() { rows.append(("sheet-\(index + 1)", count.grouped)) }
        let width = rows.map(\.1.count).max() ?? 0
        let lines = rows.map { name, count in
            name + String(repeating: " ", count: 11 - name.count + width - count.count) + count
        }
        return (lines + ["sample: \(output.visible)"]).map { $0 + "\n" }.joined()
    }
}
