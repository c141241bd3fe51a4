import ArgumentParser
import Audit
import Digests
import Policies
import Reporting
import Sharing
import Utilities

struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Checks folders of reports and samples for changes.",
        discussion: """
            files     every file has its digest in manifest-sha256.txt, and the folder contains no other file
            policy    the report was made with the policy file of --policy
            evidence  the inputs of --input contain the texts of the listed generations unchanged, at any place
            chain     each report records the manifest of the report before it (scan --previous)
            ledger    the decisions of the report are in the ledger of --decisions, and its chain is unbroken
            waivers   the report was made with the waivers of --waivers
            shared    the folder is what share makes of the report of --of
            sample    the inputs of --input give the same sample with the seed of --seed-file or --seed

            The exit status is 0 if all checks pass, else 1, or 64 if a check is asked for without what it needs. The \
            checks find changes since the manifest was written. \
            Only a signature and a time stamp show who wrote the manifest, and when.
            """)

    @Argument(help: ArgumentHelp("Report folders, oldest first.", valueName: "folder"), completion: .directory)
    var folders: [String]

    @Option(help: ArgumentHelp("Policy file of the reports.", valueName: "file"), completion: .yaml)
    var policy: String?

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp(
            "Inputs of the reports: files and folders.", valueName: "input"), completion: .inputs)
    var input: [String] = []

    @Option(
        help: ArgumentHelp("Ledger of the reports.", valueName: "folder"), completion: .directory)
    var decisions: String?

    @Option(help: ArgumentHelp("Waivers of the reports.", valueName: "file"), completion: .yaml)
    var waivers: String?

    @Option(
        help: ArgumentHelp("Report that the folder is a copy of (share).", valueName: "report"),
        completion: .directory)
    var of: String?

    @Option(help: ArgumentHelp("Key of the copy's pseudonyms.", valueName: "file"), completion: .file())
    var keyFile: String?

    @Option(
        help: ArgumentHelp("Profile file of the copy, if it is not a built-in one.", valueName: "file"),
        completion: .yaml)
    var profile: String?

    @OptionGroup var seed: SeedOptions

    @OptionGroup var limit: TextLimit

    func validate() throws {
        if of != nil, folders.count > 1 { throw ValidationError("--of is for one folder, the copy.") }
        if seed.seedFile != nil || seed.seed != nil, folders.count > 1 {
            throw ValidationError("--seed-file and --seed are for one folder, the sample.")
        }
        if of == nil, keyFile != nil || profile != nil {
            throw ValidationError("--key-file and --profile need --of.")
        }
        if input.isEmpty, seed.seedFile != nil || seed.seed != nil {
            throw ValidationError("--seed-file and --seed need --input.")
        }
        if input.contains("-"), folders.count > 1 {
            throw ValidationError("Standard input (-) can be read only once. Verify one folder with it.")
        }
    }

    func run() async throws {
        let seed = try seed.read()
        if !input.isEmpty, seed == nil, let sample = folders.first(where: Self.isSample) {
            let alone = folders.count > 1 ? "verify it alone and " : ""
            Terminal.say("\(sample.visible) is a sample; \(alone)give its seed with --seed-file or --seed")
            throw ExitStatus.usage
        }
        let digest = try policy.map { SHA256Digest.hex(of: try PolicyLoader.bytes(at: $0)) }
        let shared = try of.map { try Self.shared(folders[0], of: $0, keyFile: keyFile, profile: profile) }
        var verification = Verification(
            folders: folders, policySHA256: digest, inputs: input, maxResponse: limit.maxResponse.bytes)
        verification.ledger = decisions
        verification.waiversSHA256 = try waivers.map {
            SHA256Digest.hex(of: try ReviewOptions.bytes(at: $0))
        }
        var reports: [Verification.Report]
        do {
            reports = try verification.run()
        } catch {
            Terminal.say("\(error)")
            throw ExitStatus.failed
        }
        for index in reports.indices where Self.isSample(reports[index].path) {
            let outcome = try await sample(at: reports[index].path, seed: seed)
            reports[index].outcomes.append((.sample, outcome))
        }
        if let shared { reports[0].outcomes.append((.shared, shared)) }
        let isSaid = Terminal.print(reports.map(Self.text).joined(separator: "\n"))
        if !isSaid || !reports.allSatisfy(\.isSound) { throw ExitStatus.failed }
    }

    private static func shared(
        _ copy: String, of report: String, keyFile: String?, profile: String?
    ) throws -> Verification.Outcome {
        let key = try ProfileLoader.key(at: keyFile)
        let profile = try profile.map { try ProfileLoader.read($0) }
        Interruption.heed()
        let outcome: SharedCheck.Outcome
        do {
            outcome = try SharedCheck.outcome(copy: copy, of: report, key: key, profile: profile)
        } catch {
            return .broken(error.description.split(separator: "\n").map(String.init))
        }
        switch outcome {
        case .holds(let what): return .holds(what)
        case .broken(let faults): return .broken(faults)
        case .lacking(let what):
            Terminal.say(what.visible)
            throw ExitStatus.usage
        }
    }

    private static func isSample(_ folder: String) -> Bool {
        (try? SealedReport(at: folder))?.kind == .sample
    }

    private func sample(at folder: String, seed: SampleSeed?) async throws -> Verification.Outcome {
        let request = ScanRequest(
            inputs: input, policy: try Baseline.policy(), output: "", jobs: ScanCommand.processors,
            maxResponse: limit.maxResponse.bytes, asOf: 0, toolVersion: Modaudit.version)
        Interruption.heed()
        do {
            return try await SampleCheck.outcome(of: folder, request, seed: seed)
        } catch {
            Terminal.say("\(error)")
            throw ExitStatus.failed
        }
    }

    private static func text(_ report: Verification.Report) -> String {
        var lines = [report.path.visible]
        if let digest = report.manifestSHA256 { lines.append("  manifest  sha256 \(digest)") }
        for (guarantee, outcome) in report.outcomes {
            let name = guarantee.rawValue + String(repeating: " ", count: 8 - guarantee.rawValue.count)
            switch outcome {
            case .holds(let what): lines.append("  \(name)  holds: \(what.visible)")
            case .unchecked(let why): lines.append("  \(name)  not checked: \(why.visible)")
            case .broken(let faults):
                lines.append("  \(name)  BROKEN: \((faults.first ?? "").visible)")
                lines += faults.dropFirst().map { "            \($0.visible)" }
            }
        }
        return lines.map { $0 + "\n" }.joined()
    }
}
