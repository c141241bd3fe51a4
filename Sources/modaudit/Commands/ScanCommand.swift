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
        transform: LinkTemplate.argument)
    var link: LinkTemplate?

    @OptionGroup var report: ReportOptions

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

    @OptionGroup var limit: TextLimit

    @OptionGroup var part: PartOptions

    @Option(help: ArgumentHelp("Bytes per batch.", valueName: "size", visibility: .hidden))
    var batchSize = ByteSize(bytes: 2 << 20)

    @Flag(name: [.short, .long], help: "Print no progress and no summary, only errors.")
    var quiet = false

    func validate() throws {
        try InputArguments.validate(inputs)
        try InputArguments.validate(jobs: jobs)
        if part.part != nil, let option = report.given.first {
            throw ValidationError(
                "\(option) belongs to modaudit merge, which writes the report of the parts; leave it out with --part."
            )
        }
        if part.skip != nil, allowDuplicates {
            throw ValidationError("--allow-duplicates judges every generation; leave --skip out.")
        }
    }

    func run() async throws {
        if part.part != nil { return try await writePart() }
        try await report.metrics.recording("scan") { try await audit(recording: &$0) }
    }

    private func audit(recording metrics: inout [MetricFamily]) async throws {
        var request = try request(output: report.folder)
        request.previous = try report.baseline()
        Interruption.heed()
        request.dispositions = try report.reviews.dispositions(request.policy, asOf: request.asOf)
        let summary: Summary
        do {
            summary = try await Self.scan(request, showsProgress: !quiet && Terminal.showsProgress)
            metrics = summary.metrics
        } catch {
            Terminal.say("\(error)")
            throw ExitStatus.failed
        }
        try report.end(summary, request.policy, isQuiet: quiet)
    }

    private func request(output: String) throws -> ScanRequest {
        if let hint = UnquotedName.hint(inputs) {
            Terminal.say(hint)
            throw ExitStatus.failed
        }
        var request = ScanRequest(
            inputs: inputs, policy: try PolicyLoader.read(policy), output: output,
            style: ReportStyle(scores: scores, csv: csv, delimiter: delimiter.value, link: link),
            jobs: jobs ?? Self.processors,
            maxResponse: limit.maxResponse.bytes, batchSize: batchSize.bytes, asOf: report.moment.seconds,
            toolVersion: Modaudit.version, allowsDuplicates: allowDuplicates)
        request.digestsInputs = digestInputs
        return request
    }

    /// Writes a part instead of a report.
    private func writePart() async throws {
        guard let part = part.request(policy) else { return }
        var request = try request(output: "")
        request.isPart = true
        Interruption.heed()
        do {
            for file in part.files { try OutputPlace.require(file) }
            let counts = try await Self.write(part, request, showsProgress: !quiet && Terminal.showsProgress)
            if !quiet { Terminal.print(part.text(counts)) }
        } catch {
            Terminal.say("\(error)")
            throw ExitStatus.failed
        }
    }

    private static func scan(_ request: ScanRequest, showsProgress: Bool) async throws -> Summary {
        var line = ProgressLine()
        defer { line.clear() }
        return try await Scan(request).run { if showsProgress { line.update($0) } }
    }

    private static func write(
        _ part: PartRequest, _ request: ScanRequest, showsProgress: Bool
    ) async throws -> Scan.PartCounts {
        var line = ProgressLine()
        defer { line.clear() }
        return try await Scan(request).writePart(part) { if showsProgress { line.update($0) } }
    }

    /// The number of processors that this process can use.
    static var processors: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }
}
