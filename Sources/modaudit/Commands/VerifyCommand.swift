import ArgumentParser
import Audit
import Digests
import Utilities

struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Checks report folders for changes.",
        discussion: """
            files     every file has its digest in manifest-sha256.txt, and the folder contains no other file
            policy    the report was made with the policy file of --policy
            evidence  the inputs of --input contain the texts of the listed generations unchanged, at any place
            chain     each report records the manifest of the report before it (scan --previous)

            The exit status is 0 if all checks pass, else 1. The checks find changes since the manifest was written. \
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

    @OptionGroup var limit: TextLimit

    func validate() throws {
        if input.contains("-"), folders.count > 1 {
            throw ValidationError("Standard input (-) can be read only once. Verify one folder with it.")
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
