import ArgumentParser
import Dispatch
import Glibc
import Pull
import Utilities

struct PullCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pull",
        abstract: "Fetches task responses by id into an archive for scan.",
        discussion: """
            Requests GET {base-url}/sora/v1/videos/{task_id} for every id and appends the answers to the archive \
            folder: responses-0001.ndjson and so on, one line per answer. failures.csv there lists the missing ids. \
            Another run requests only missing ids: ids without a final answer (succeeded or failed). Ids without a \
            task (HTTP status 404 or 410, task_not_exist) are listed as gone and not requested again.

            The key is read from the environment variable MODAUDIT_API_KEY or from a --key-file that only its owner \
            can read, never from an argument. No output contains it.

            Then: modaudit scan responses/

            Exit status
              0   all ids have an answer; answers with a code other than success are
                  archived, counted as refused, and requested again by the next run
              75  some ids are missing: run it again
              77  the service does not accept the key
              1   the pull failed, or its result could not be printed; the archive
                  keeps its answers
              64  wrong usage
            """)

    @Argument(help: ArgumentHelp("Task ids.", valueName: "task-id"))
    var ids: [String] = []

    @Option(
        name: .customLong("ids"),
        help: ArgumentHelp(
            "File of ids, - for standard input: one per line, or CSV with a column task_id, taskId or id.",
            valueName: "file"), completion: .idLists
    )
    var idFile: String?

    @Option(help: ArgumentHelp("Archive folder.", valueName: "folder"), completion: .directory)
    var archive = "responses"

    @Option(
        help: ArgumentHelp(
            "URL of the service: https://…; http only for loopback. (default: MODAUDIT_BASE_URL)",
            valueName: "url"))
    var baseURL: String?

    @Option(
        help: ArgumentHelp("File with the key, instead of MODAUDIT_API_KEY.", valueName: "file"),
        completion: .file())
    var keyFile: String?

    /// Refused: every user of the machine can see the arguments of a process.
    @Option(name: [.customLong("key"), .customLong("api-key"), .customLong("token")], help: .hidden)
    var keyArgument: String?

    @Option(
        help: ArgumentHelp(
            "PEM file of certificate authorities to trust instead of the system's.", valueName: "file"),
        completion: .file())
    var caFile: String?

    @Option(help: ArgumentHelp("Parallel requests, 1 to 1024.", valueName: "n"))
    var concurrency = 8

    @Option(help: ArgumentHelp("Most requests per second. (default: no limit)", valueName: "n"))
    var rate: Double?

    @Option(help: ArgumentHelp("Time limit of a request: 30, 30s, 5m.", valueName: "time"))
    var timeout = TimeSpan(seconds: 30)

    @Option(help: ArgumentHelp("Failed requests after which an id fails, 1 to 100.", valueName: "n"))
    var attempts = 5

    @Option(
        help: ArgumentHelp(
            "Time after which an id fails, and the pull ends if every request fails.", valueName: "time"))
    var giveUpAfter = TimeSpan(seconds: 900)

    @Flag(help: "Request pending tasks again, with growing pauses, until they are final or --give-up-after.")
    var wait = false

    @Option(
        help: ArgumentHelp(
            "Largest decompressed body in bytes: 65536, 512k, 64M.", valueName: "size"))
    var maxResponse = ByteSize(bytes: 64 << 20)

    @Flag(help: "Request ids that failures.csv in the archive lists as gone.")
    var retryGone = false

    @Flag(help: "Ignore the proxies of the environment (HTTPS_PROXY, ALL_PROXY).")
    var noProxy = false

    @OptionGroup var metrics: MetricsOption

    @Flag(name: [.short, .long], help: "Print no progress and no summary, only errors.")
    var quiet = false

    func validate() throws {
        if keyArgument != nil {
            throw ValidationError("The key cannot be an argument. Set MODAUDIT_API_KEY or use --key-file.")
        }
        if ids.isEmpty, idFile == nil {
            throw ValidationError("No ids. Name task ids, or a file of ids with --ids.")
        }
        if !(1...1024 ~= concurrency) { throw ValidationError("--concurrency must be 1 to 1024.") }
        if !(1...100 ~= attempts) { throw ValidationError("--attempts must be 1 to 100.") }
        if let rate, !(0.001...1e6 ~= rate) { throw ValidationError("--rate must be 0.001 to 1000000.") }
        if timeout.seconds < 0.001 || giveUpAfter.seconds < 0.001 {
            throw ValidationError("--timeout and --give-up-after must be 0.001 to 1000000 seconds.")
        }
        if maxResponse.bytes > 128 << 20 { throw ValidationError("--max-response must be at most 128M.") }
        if archive.isEmpty { throw ValidationError("--archive needs the name of a folder.") }
    }

    func run() async throws {
        try await metrics.recording("pull") { try await fetch(recording: &$0) }
    }

    private func fetch(recording metrics: inout [MetricFamily]) async throws {
        Self.keepOutOfCoreDumps()
        let summary: PullSummary, request: PullRequest
        do throws(PullError) {
            request = try makeRequest()
            let control = PullControl()
            let signals = [SIGINT, SIGTERM].map { SignalHandler.on($0) { control.stop() } }
            defer { signals.forEach { $0.cancel() } }
            summary = try await pull(request, control)
        } catch {
            Terminal.say(error.description)
            if case .refused = error { throw ExitStatus.usage }
            throw ExitStatus.failed
        }
        metrics = summary.metrics
        let isSaid = quiet || Terminal.print(PullReport.text(summary, archive: archive))
        if let failure = PullReport.failure(summary, baseURL: request.baseURL.text, keySource: keySource) {
            Terminal.say(failure)
        }
        switch summary.ending {
        case .denied: throw ExitStatus.notAllowed
        case .untrusted, .proxyRefused: throw ExitStatus.failed
        case .complete, .interrupted, .exhausted, .throttled, .quotaUsedUp:
            if summary.missing > 0 { throw ExitStatus.missing }
        }
        if !isSaid { throw ExitStatus.failed }
    }

    private func pull(_ request: PullRequest, _ control: PullControl) async throws(PullError) -> PullSummary {
        var line = ProgressLine()
        defer { line.clear() }
        let showsProgress = !quiet && Terminal.showsProgress
        return try await Pull(request, control).run { summary in
            if showsProgress { line.update { PullReport.progress(summary, elapsed: $0) } }
        }
    }

    private func makeRequest() throws(PullError) -> PullRequest {
        guard let base = baseURL ?? Self.environment("MODAUDIT_BASE_URL") else {
            throw .refused("no base URL: use --base-url https://… or set MODAUDIT_BASE_URL")
        }
        let ids = try namedIDs()
        var request = PullRequest(
            ids: ids.ids, baseURL: try BaseURL(base), key: try key(), archive: archive,
            toolVersion: Modaudit.version)
        request.unusableIDs = ids.faults
        request.concurrency = concurrency
        request.rate = rate
        request.timeout = timeout.duration
        request.maxResponse = maxResponse.bytes
        request.caFile = caFile
        request.waits = wait
        request.usesProxies = !noProxy
        request.retriesGone = retryGone
        request.retries.attempts = attempts
        request.retries.giveUpAfter = giveUpAfter.duration
        return request
    }

    /// The ids of the arguments and of the list, and the lines without a valid id, which are reported.
    private func namedIDs() throws(PullError) -> (ids: TaskIDs, faults: [TaskIDFile.Fault]) {
        var named = TaskIDs()
        for id in ids where !named.add(id.utf8) {
            throw .refused("\(TaskIDFile.shown(id.utf8)): a task id is \(TaskIDs.form)")
        }
        guard let idFile else { return (named, []) }
        let faults = try TaskIDFile.read(idFile, into: &named)
        let name = idFile == "-" ? "standard input" : idFile
        for fault in faults.prefix(Self.faultsShown) {
            Terminal.say("\(name):\(fault.line): not a task id: \(fault.shown) (\(TaskIDs.form))")
        }
        let unsaid = faults.count - Self.faultsShown
        if unsaid > 0 { Terminal.say("\(name): \(PullReport.count(unsaid, "more line")) without a task id") }
        // A usage error: another run would get no further.
        if named.count == 0 { throw .refused("\(name): no line contains a task id") }
        return (named, faults)
    }

    private static let faultsShown = 20

    private func key() throws(PullError) -> APIKey {
        if let keyFile {
            return try APIKey.read(keyFile, credentials: Self.environment("CREDENTIALS_DIRECTORY"))
        }
        guard let text = Self.environment(APIKey.variable) else {
            throw .refused("no key: set \(APIKey.variable) or use --key-file")
        }
        return try APIKey(text, from: APIKey.variable)
    }

    private var keySource: String { keyFile ?? APIKey.variable }

    private static func environment(_ name: String) -> String? {
        Environment.value(of: name)
    }

    /// A core dump would write the key to the disk.
    private static func keepOutOfCoreDumps() {
        ResourceLimit.forbidCoreDumps()
    }
}
