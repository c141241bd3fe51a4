import ArgumentParser
import Audit
import Glibc
import Reporting
import Utilities

struct MergeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge",
        abstract: "Makes one report of the parts of a plan.",
        usage: """
            modaudit merge <part> ... [--output <folder>] [options]
            modaudit merge --parts <file> [--output <folder>] [options]
            """,
        discussion: """
            The parts are files that modaudit scan --part wrote, all of one plan, each once, in the order of their numbers. With \
            --plan, the report has the same bytes as that of one scan of all their inputs: the plan has the files that are \
            skipped because of their endings. The report replaces the old one in one step.

            A part is refused if another version of modaudit wrote it, or if it was scanned with another policy or other \
            options than the first one.

            With the number of distinct ids in the keys of all parts, --distinct proves that no generation is counted in \
            two parts.
            """)

    @Argument(help: ArgumentHelp("Part files, in order.", valueName: "part"), completion: .file())
    var parts: [String] = []

    @Option(
        name: .customLong("parts"),
        help: ArgumentHelp("File that names the part files in order, one on each line.", valueName: "file"),
        completion: .file())
    var list: String?

    @Option(
        help: ArgumentHelp(
            "Plan of the parts, for the files that it skips because of their endings.", valueName: "file"),
        completion: .file())
    var plan: String?

    @Option(
        help: ArgumentHelp("Number of distinct ids in the keys of all parts.", valueName: "number"))
    var distinct: Int?

    @OptionGroup var report: ReportOptions

    @Flag(name: [.short, .long], help: "Print no progress and no summary, only errors.")
    var quiet = false

    func validate() throws {
        if parts.isEmpty == (list == nil) {
            throw ValidationError(
                "Name part files, or a file that lists them with --parts\(parts.isEmpty ? "" : ", not both").")
        }
        if let distinct, distinct < 0 {
            throw ValidationError("--distinct must be 0 or more, not \(distinct).")
        }
    }

    func run() async throws {
        try await report.metrics.recording("merge") { try merge(recording: &$0) }
    }

    private func merge(recording metrics: inout [MetricFamily]) throws {
        var request = MergeRequest(
            parts: try list.map(Self.paths) ?? parts, output: report.folder, asOf: report.moment.seconds,
            toolVersion: Modaudit.version, previous: try report.baseline())
        request.plan = plan
        request.distinct = distinct
        Interruption.heed()
        var merge = try Self.opened(request)
        merge.dispositions = try report.reviews.dispositions(merge.policy, asOf: request.asOf)
        let summary: Summary
        do {
            if merge.mayCountTwice {
                Terminal.say("without --distinct, a generation that is in two parts can be counted twice")
            }
            summary = try Self.run(merge, showsProgress: !quiet && Terminal.showsProgress)
            metrics = summary.metrics
        } catch {
            Terminal.say("\(error)")
            throw ExitStatus.failed
        }
        try report.end(summary, merge.policy, isQuiet: quiet)
    }

    private static func opened(_ request: MergeRequest) throws -> Merge {
        do { return try Merge(request) } catch {
            Terminal.say("\(error)")
            throw ExitStatus.failed
        }
    }

    private static func run(_ merge: Merge, showsProgress: Bool) throws -> Summary {
        var line = ProgressLine()
        defer { line.clear() }
        return try merge.run { if showsProgress { line.update($0) } }
    }

    /// The lines of a list of paths.
    private static func paths(in list: String) throws -> [String] {
        do throws(SystemError) {
            let bytes = try FileDescriptor(opening: list, O_RDONLY).readAll()
            return bytes.split(separator: UInt8(ascii: "\n")).map { line in
                String(decoding: line.last == UInt8(ascii: "\r") ? line.dropLast() : line, as: UTF8.self)
            }
        } catch {
            Terminal.say("cannot read \(list.visible): \(error)")
            throw ExitStatus.failed
        }
    }
}
