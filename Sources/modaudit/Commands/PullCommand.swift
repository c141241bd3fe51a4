import ArgumentParser
import Dispatch
import Glibc
import Pull

struct PullCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pull",
        abstract: "Fetches task responses by id into an archive that scan audits.",
        discussion: """
            Asks GET {base-url}/sora/v1/videos/{task_id} for every id and keeps the answers in the archive folder: \
            responses-0001.ndjson and so on, one line per answer. What could not be had is in failures.csv there. Run it \
            again, and only what is missing is asked for: ids without a final answer (succeeded or failed).

            The key is in the variable MODAUDIT_API_KEY or in a --key-file that only its owner can read. It is never an \
            argument, and appears nowhere.

            Then: modaudit scan responses/

            Exit status
              0   all ids have an answer; those with a code other than success are
                  archived, counted as refused, and asked for again the next time
              75  some are missing: run it again
              77  the service does not allow the key to ask
              1   the pull failed, or its result could not be printed; what it got stays
              64  wrong usage
            """)

    @Argument(help: ArgumentHelp("Ids of tasks.", valueName: "task-id"))
    var ids: [String] = []

    @Option(
        name: .customLong("ids"),
        help: ArgumentHelp(
            "A file of ids, - for standard input: lines, or CSV with a task_id column.", valueName: "file"))
    var idFile: String?

    @Option(help: ArgumentHelp("The archive folder.", valueName: "folder"))
    var archive = "responses"

    @Option(
        help: ArgumentHelp(
            "Where the service is: https://…; http only on this machine. (default: MODAUDIT_BASE_URL)",
            valueName: "url"))
    var baseURL: String?

    @Option(help: ArgumentHelp("A file with the key, instead of MODAUDIT_API_KEY.", valueName: "file"))
    var keyFile: String?

    /// Where others would have the key, which every user of the machine would see there.
    @Option(name: [.customLong("key"), .customLong("api-key"), .customLong("token")], help: .hidden)
    var keyArgument: String?

    @Option(help: ArgumentHelp("Authorities to trust instead of the system's, as PEM.", valueName: "file"))
    var caFile: String?

    @Option(help: ArgumentHelp("Requests under way at a time.", valueName: "n"))
    var concurrency = 8

    @Option(help: ArgumentHelp("The most requests per second. (default: no limit)", valueName: "n"))
    var rate: Double?

    @Option(help: ArgumentHelp("For a whole answer: 30, 30s, 5m.", valueName: "time"))
    var timeout = TimeSpan(seconds: 30)

    @Option(help: ArgumentHelp("Requests for one id that may fail.", valueName: "n"))
    var attempts = 5

    @Option(
        help: ArgumentHelp(
            "What an id, and the pull as a whole, wait through before they are given up.", valueName: "time"))
    var giveUpAfter = TimeSpan(seconds: 900)

    @Flag(help: "Look at pending tasks again, with growing pauses, until they are final or --give-up-after.")
    var wait = false

    @Option(
        help: ArgumentHelp(
            "The most bytes that a body may have, decompressed; k, M, G for KiB, MiB, GiB.", valueName: "size"))
    var maxResponse = ByteSize(bytes: 64 << 20)

    @Flag(name: [.short, .long], help: "No progress and no summary; errors are still said.")
    var quiet = false

    func validate() throws {
        if keyArgument != nil {
            throw ValidationError("The key is never an argument: set MODAUDIT_API_KEY or use --key-file.")
        }
        if ids.isEmpty, idFile == nil {
            throw ValidationError("Name what to pull: ids, or a file of them with --ids.")
        }
        if !(1...1024 ~= concurrency) { throw ValidationError("--concurrency is 1 to 1024.") }
        if !(1...100 ~= attempts) { throw ValidationError("--attempts is 1 to 100.") }
        if let rate, !(0.001...1e6 ~= rate) { throw ValidationError("--rate is 0.001 to 1000000.") }
        if timeout.seconds < 0.001 || giveUpAfter.seconds < 0.001 {
            throw ValidationError("--timeout and --give-up-after are 0.001 to 1000000 seconds.")
        }
        if maxResponse.bytes > 128 << 20 { throw ValidationError("--max-response is at most 128M.") }
        if archive.isEmpty { throw ValidationError("--archive needs a folder's name.") }
    }

    func run() async throws {
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
        let isSaid = quiet || Terminal.print(PullReport.text(summary, archive: archive))
        if let failure = PullReport.failure(summary, baseURL: request.baseURL.text, keySource: keySource) {
            Terminal.say(failure)
        }
        switch summary.ending {
        case .denied: throw ExitStatus.notAllowed
        case .untrusted: throw ExitStatus.failed
        case .complete, .interrupted, .exhausted, .throttled:
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
            throw .refused("say where the service is: --base-url https://…, or the variable MODAUDIT_BASE_URL")
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
        request.retries.attempts = attempts
        request.retries.giveUpAfter = giveUpAfter.duration
        return request
    }

    /// The ids named, and the lines of the file that hold none, which are said.
    private func namedIDs() throws(PullError) -> (ids: TaskIDs, faults: [TaskIDFile.Fault]) {
        var named = TaskIDs()
        for id in ids where !named.add(id.utf8) {
            throw .refused("\(TaskIDFile.shown(id.utf8)): a task id is \(TaskIDs.form)")
        }
        guard let idFile else { return (named, []) }
        let faults = try TaskIDFile.read(idFile, into: &named)
        let name = idFile == "-" ? "standard input" : idFile
        for fault in faults.prefix(Self.faultsSaid) {
            Terminal.say("\(name):\(fault.line): not a task id: \(fault.shown) (\(TaskIDs.form))")
        }
        let unsaid = faults.count - Self.faultsSaid
        if unsaid > 0 { Terminal.say("\(name): \(PullReport.count(unsaid, "more line")) without a task id") }
        // To run it again would change nothing.
        if named.count == 0 { throw .refused("\(name): no line holds a task id") }
        return (named, faults)
    }

    private static let faultsSaid = 20

    private func key() throws(PullError) -> APIKey {
        if let keyFile {
            return try APIKey.read(keyFile, credentials: Self.environment("CREDENTIALS_DIRECTORY"))
        }
        guard let text = Self.environment(APIKey.variable) else {
            throw .refused("no key: put it in the variable \(APIKey.variable), or in a file for --key-file")
        }
        return try APIKey(text, from: APIKey.variable)
    }

    private var keySource: String { keyFile ?? APIKey.variable }

    private static func environment(_ name: String) -> String? {
        unsafe getenv(name).map { unsafe String(cString: $0) }
    }

    /// What is in memory, the key too, must not be left on the disk by a crash.
    private static func keepOutOfCoreDumps() {
        var none = rlimit()
        unsafe setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
    }
}
