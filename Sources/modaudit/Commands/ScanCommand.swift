import ArgumentParser
import Audit
import Glibc
import Policies
import Reporting
import Utilities

struct ScanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scan",
        abstract: "Audits task responses with a policy and writes the report folder.",
        usage: "modaudit scan <input> ... [--policy <file>] [--output <folder>] [options]",
        discussion: """
            Inputs are files, folders (recursive, in the byte order of the paths) and - for standard input. A file \
            contains one or more JSON texts, on one line or several lines each: relay answers, tasks, listings, \
            feeds and arrays of these, in any mix. In folders, files ending in .json, .ndjson and .jsonl are read, \
            each also with .gz or .zst.

            The report folder contains generations.csv and generations.json (flagged, near and incomplete \
            generations), findings.csv (one row per rule that is flagged or near), unaudited.csv (input without a \
            generation, and duplicates), scores.csv (optional), summary.json, report.html (the page for people), \
            datapackage.json (the meaning of the columns) and manifest-sha256.txt (the SHA-256 of every file). The \
            finished report replaces the old one in one step.

            The same input, policy and --as-of give the same bytes with any --jobs.
            """)

    @Argument(
        help: ArgumentHelp("Files, folders, or - for standard input.", valueName: "input"), completion: .inputs)
    var inputs: [String] = []

    @Option(
        help: ArgumentHelp("Policy file. (default: the built-in policy)", valueName: "file"), completion: .yaml)
    var policy: String?

    @Option(
        name: [.short, .long], help: ArgumentHelp("Report folder.", valueName: "folder"), completion: .directory
    )
    var output = "reports/latest"

    @Option(
        help: ArgumentHelp(
            "Also write scores.csv: for the listed generations (hits) or for all.", valueName: "which"))
    var scores: ReportStyle.Scores = .none

    @Option(
        help: ArgumentHelp(
            "CSV for spreadsheets (excel: byte order mark, guarded cells) or programs (data: plain).",
            valueName: "style"))
    var csv: ReportStyle.CSV = .excel

    @Option(help: ArgumentHelp("CSV delimiter: ',' or ';' or tab.", valueName: "character"))
    var delimiter = CellDelimiter(.comma)

    @Option(
        help: ArgumentHelp(
            """
            Where your own console shows a generation: https://console.example.com/g/{generation_id}. {generation_id} and \
            {task_id} are filled in, percent-encoded, for the column link and for the ids on the page.
            """, valueName: "url"),
        transform: Self.link)
    var link: LinkTemplate?

    @Option(
        help: ArgumentHelp(
            """
            Exit with 3 if a generation is flagged (flagged), flagged or near (near), flagged with at least a severity \
            (critical, high, medium, low), or flagged and new or worse than in the report before (new).
            """, valueName: "condition"))
    var failOn: FailOn?

    @Option(
        help: ArgumentHelp(
            """
            Time of the report: 2026-11-22, 2026-11-22T08:00:00Z, or seconds since 1970. \
            (default: SOURCE_DATE_EPOCH, else now)
            """, valueName: "time"))
    var asOf: Moment?

    @Option(
        help: ArgumentHelp(
            "Folder of the report before. changes.csv has what differs from it.", valueName: "report"),
        completion: .directory)
    var previous: String?

    @Option(
        help: ArgumentHelp(
            "Folder of reports. The report before is the latest of them, except the one of --output.",
            valueName: "folder"), completion: .directory)
    var previousIn: String?

    @Flag(
        help: """
            Judge every generation, also one with an id that came before, and remember no ids of generations or tasks: for inputs beyond memory \
            (a generation costs 36 to 72 bytes, a task 25 to 51).
            """)
    var allowDuplicates = false

    @Flag(help: "Record the SHA-256 of each input file in summary.json.")
    var digestInputs = false

    @Option(
        help: ArgumentHelp(
            "Batches audited in parallel, 1 to 1024. (default: the number of processors)", valueName: "n"))
    var jobs: Int?

    @OptionGroup var metrics: MetricsOption

    @OptionGroup var limit: TextLimit

    @Option(help: ArgumentHelp("Bytes per batch.", valueName: "size", visibility: .hidden))
    var batchSize = ByteSize(bytes: 2 << 20)

    @Flag(name: [.short, .long], help: "Print no progress and no summary, only errors.")
    var quiet = false

    func validate() throws {
        if inputs.isEmpty {
            throw ValidationError("No input. Name files, folders, or - for standard input.")
        }
        if inputs.count(where: { $0 == "-" }) > 1 {
            throw ValidationError("Standard input (-) can be read only once.")
        }
        if let jobs, !(1...1024 ~= jobs) { throw ValidationError("--jobs must be 1 to 1024, not \(jobs).") }
        if previous != nil, previousIn != nil {
            throw ValidationError("--previous and --previous-in exclude each other.")
        }
        if failOn == .new, previous == nil, previousIn == nil {
            throw ValidationError("--fail-on new needs the report before: --previous or --previous-in.")
        }
        if output.isEmpty { throw ValidationError("--output needs the name of a folder.") }
        if asOf == nil, case .none = Moment.fromEnvironment(Self.sourceDateEpoch) {
            throw ValidationError("SOURCE_DATE_EPOCH must be a whole number of seconds.")
        }
    }

    func run() async throws {
        try await metrics.recording("scan") { try await audit(recording: &$0) }
    }

    private func audit(recording metrics: inout [MetricFamily]) async throws {
        if let hint = UnquotedName.hint(inputs) {
            Terminal.say(hint)
            throw ExitStatus.failed
        }
        var request = ScanRequest(
            inputs: inputs, policy: try PolicyLoader.read(policy), output: output,
            style: ReportStyle(scores: scores, csv: csv, delimiter: delimiter.value, link: link),
            jobs: jobs ?? Self.processors,
            maxResponse: limit.maxResponse.bytes, batchSize: batchSize.bytes, asOf: moment.seconds,
            toolVersion: Modaudit.version, previous: try baseline(), allowsDuplicates: allowDuplicates)
        request.digestsInputs = digestInputs
        Interruption.heed()
        let summary: Summary
        do {
            summary = try await Self.scan(request, showsProgress: !quiet && Terminal.showsProgress)
            metrics = summary.metrics
        } catch {
            Terminal.say("\(error)")
            throw ExitStatus.failed
        }
        if !quiet {
            Terminal.print(
                SummaryTable.text(
                    summary, policy: request.policy, report: output, isStyled: Terminal.isStyled))
        }
        summary.changes?.sayNotes(isQuiet: quiet)
        if let failOn, failOn.isMet(by: summary) {
            // Status 3 has priority over 4, so without a summary a message says that input was not audited.
            if quiet, !summary.isFullyAudited {
                Terminal.say("not all input was audited: \(summary.shortfalls.joined(separator: ", "))")
            }
            throw ExitStatus.findings
        }
        if !summary.isFullyAudited { throw ExitStatus.incomplete }
    }

    /// The report to compare with, looked for if `--previous-in` is given.
    private func baseline() throws -> ScanRequest.Baseline? {
        if let previous { return .report(previous) }
        guard let previousIn else { return nil }
        do {
            let search = try ReportSearch(in: previousIn, before: moment.seconds, except: output)
            if let note = search.note { Terminal.say(note) }
            if let report = search.report { return .report(report) }
        } catch {
            Terminal.say("\(error)")
            throw ExitStatus.failed
        }
        Terminal.say("\(previousIn) holds no report before this one, so every listed generation is new")
        return .empty
    }

    private static func scan(_ request: ScanRequest, showsProgress: Bool) async throws -> Summary {
        var line = ProgressLine()
        defer { line.clear() }
        return try await Scan(request).run { if showsProgress { line.update($0) } }
    }

    static func link(_ address: String) throws -> LinkTemplate {
        do { return try LinkTemplate(address) } catch { throw ValidationError(error.description) }
    }

    private var moment: Moment {
        if let asOf { return asOf }
        return (Moment.fromEnvironment(Self.sourceDateEpoch) ?? nil) ?? .now
    }

    static var sourceDateEpoch: String? {
        Environment.value(of: "SOURCE_DATE_EPOCH")
    }

    /// The number of processors that this process can use.
    static var processors: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }
}
