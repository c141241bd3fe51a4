import ArgumentParser
import Audit
import Digests
import Responses

struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Checks the seal of report folders: which guarantee holds, and which does not.",
        discussion: """
            files     every file has the digest that manifest-sha256.txt gives it, and no other file lies there
            policy    the report was made by the policy file at hand (--policy)
            evidence  the inputs still hold the texts that the listed generations were judged by (--input, named as \
            the scan named them)
            chain     each report names the one given before it (scan --previous); give them oldest first

            The status is 0 if everything that was checked holds, else 1. A seal shows that nothing was changed \
            since the manifest was written; who wrote it, and when, only a signature and a time stamp show.
            """)

    @Argument(help: ArgumentHelp("Report folders, oldest first.", valueName: "folder"))
    var folders: [String]

    @Option(help: ArgumentHelp("The policy file that the reports should be made by.", valueName: "file"))
    var policy: String?

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp(
            "The responses that the reports were made from: files and folders.", valueName: "input"))
    var input: [String] = []

    @OptionGroup var limit: TextLimit

    func validate() throws {
        if input.contains("-"), folders.count > 1 {
            throw ValidationError("Standard input (-) can be read only once; verify one folder by it.")
        }
    }

    func run() throws {
        let digest = try policy.map { SHA256Digest.hex(of: try PolicyLoader.bytes(at: $0)) }
        let reports: [Verification.Report]
        do {
            reports = try Verification(
                folders: folders, policySHA256: digest, inputs: input, maxResponse: limit.maxResponse.bytes
            ).run()
        } catch {
            Terminal.say("\(error)")
            throw ExitStatus.failed
        }
        let isSaid = Terminal.print(reports.map(Self.text).joined(separator: "\n"))
        if !isSaid || !reports.allSatisfy(\.isSound) { throw ExitStatus.failed }
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
