import ArgumentParser
import Audit
import Glibc
import Policies
import Reporting
import Responses
import Utilities

struct SignalsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "signals",
        abstract: "Lists the signals of the inputs, for writing a policy.",
        discussion: """
            Prints every signal that the inputs hold: its name and kind, the generations with and without a usable value, \
            those with 0 or false, the highest value, and the rules of the policy that read it. No report is written. The \
            status is 1 if the inputs hold no generation.
            """)

    @Argument(
        help: ArgumentHelp("Files, folders, or - for standard input.", valueName: "input"), completion: .inputs)
    var inputs: [String]

    @Option(
        help: ArgumentHelp("Policy file. (default: the built-in policy)", valueName: "file"), completion: .yaml)
    var policy: String?

    @Option(
        help: ArgumentHelp("Also write the list to this file. Its name ends in .csv.", valueName: "file"),
        completion: .file(extensions: ["csv"]))
    var csv: String?

    @OptionGroup var limit: TextLimit

    func validate() throws {
        if let csv, !csv.lowercased().hasSuffix(".csv") {
            throw ValidationError("The name of the file for --csv must end in .csv.")
        }
    }

    func run() async throws {
        let summary = try await InputSurvey.run(
            inputs, policy: try PolicyLoader.read(policy), maxResponse: limit.maxResponse.bytes)
        if let csv { try Self.write(SignalList.csv(of: summary), to: csv) }
        guard Terminal.print(SignalList.table(of: summary)) else { throw ExitStatus.failed }
    }

    private static func write(_ bytes: [UInt8], to path: String) throws {
        do throws(SystemError) {
            let file = try FileDescriptor(opening: path, O_WRONLY | O_CREAT | O_TRUNC)
            try file.write(bytes[...])
            try file.sync()
        } catch {
            Terminal.say("cannot write \(path.visible): \(error)")
            throw ExitStatus.failed
        }
    }
}

/// The counts of inputs without a report.
enum InputSurvey {
    /// - Throws: `ExitStatus.failed` after a message if an input cannot be used, and if the inputs hold no generation.
    static func run(_ inputs: [String], policy: Policy, maxResponse: Int) async throws -> Summary {
        Interruption.heed()
        let summary: Summary
        do {
            let request = ScanRequest(
                inputs: inputs, policy: policy, output: "",
                jobs: max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))),
                maxResponse: maxResponse, asOf: 0, toolVersion: Modaudit.version)
            summary = try await Scan(request).survey()
        } catch {
            // The inputs are only read, so no report is mentioned.
            if case ScanError.cancelled = error { throw ExitStatus.failed }
            Terminal.say("\(error)")
            throw ExitStatus.failed
        }
        let unreadable = summary.unaudited[.unreadable, default: 0]
        if unreadable > 0 { Terminal.say("\(unreadable) texts or files could not be read") }
        if summary.counts.generations == 0 {
            Terminal.say("no generation in the inputs")
            throw ExitStatus.failed
        }
        return summary
    }
}
