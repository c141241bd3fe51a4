import ArgumentParser
import Audit
import Reporting
import Utilities

struct PlanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Divides inputs into parts for several machines.",
        usage: "modaudit plan <input> ... [--target-size <size>] [-o <file>]",
        discussion: """
            Finds the files that modaudit scan reads in these inputs, and groups them in the order of the input. A part has \
            whole files: as many as --target-size holds, or one larger file. The parts of one plan, merged in its order, give \
            the report of one scan.

            The plan has one JSON object per line: first the number of parts and the files that are skipped because of their \
            endings, then each part with its number, its bytes and its inputs.
            """)

    @Argument(help: ArgumentHelp("Files and folders.", valueName: "input"), completion: .inputs)
    var inputs: [String] = []

    @Option(help: ArgumentHelp("Bytes of a part: 512k, 64M, 2G.", valueName: "size"))
    var targetSize = ByteSize(bytes: 512 << 20)

    @Option(
        name: [.short, .long],
        help: ArgumentHelp("File to write. (default: standard output)", valueName: "file"), completion: .file())
    var output: String?

    func validate() throws {
        if inputs.isEmpty { throw ValidationError("No input. Name files or folders.") }
    }

    func run() throws {
        if let hint = UnquotedName.hint(inputs) {
            Terminal.say(hint)
            throw ExitStatus.failed
        }
        if let output, let overlap = Overlap.first(of: inputs, file: output, option: "-o") {
            Terminal.say(overlap)
            throw ExitStatus.failed
        }
        Interruption.heed()
        do {
            let plan = try Plan(inputs, targetSize: targetSize.bytes)
            guard let output else {
                let standard = OutputFile.standard
                return try plan.write { bytes throws(ReportError) in try standard.append(bytes) }
            }
            var file = try OutputFile(path: output)
            try plan.write { bytes throws(ReportError) in try file.append(bytes) }
            try file.finish()
            Terminal.print(
                "\(plan.files.counted("file")) in \(plan.count.counted("part")): \(output.visible)\n")
        } catch {
            Terminal.say("\(error)")
            throw ExitStatus.failed
        }
    }
}
