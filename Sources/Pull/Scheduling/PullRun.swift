import Responses
import Utilities

/// A running pull.
///
/// One task handles all events and owns the archive, so there are no locks. The schedule decides which request is next.
struct PullRun: ~Copyable {
    let settings: PullRequest
    let transport: HTTPTransport
    var archive: Archive
    var failures: FailureList
    var unsettled: UnsettledIDs
    var schedule: Schedule
    var line: CaptureLine
    var errors: ErrorReader
    var refusals = KeyRefusals()
    var summary = PullSummary()
    /// The ids that stay listed as gone.
    private let gone: GoneIDs
    /// The moment of the next scheduled `tick`.
    private var alarm: ContinuousClock.Instant?

    /// How long requests in flight may take after the pull is stopped.
    static let grace = Duration.seconds(4)

    /// - Parameters:
    ///   - missing: Indices of the ids to request.
    ///   - gone: The ids that the list of the previous run gives as gone, without those to request.
    init(
        _ settings: PullRequest, _ transport: HTTPTransport, _ archive: consuming Archive,
        _ failures: consuming FailureList, missing: [Int], gone: GoneIDs
    ) {
        self.settings = settings
        self.transport = transport
        self.archive = archive
        self.failures = failures
        unsettled = UnsettledIDs(count: settings.ids.count, missing: missing)
        schedule = Schedule(
            missing: missing, concurrency: settings.concurrency, rate: settings.rate, policy: settings.retries)
        line = CaptureLine(limit: settings.maxResponse)
        summary.ids = settings.ids.count + settings.unusableIDs.count
        errors = ErrorReader(hiding: settings.key)
        self.gone = gone
        summary.goneBefore = (0..<settings.ids.count).count { gone.keys.contains(settings.ids.key(of: $0)) }
        summary.finished = settings.ids.count - missing.count - summary.goneBefore
        summary.unusable = settings.unusableIDs.count
    }

    /// Writes the list of ids without a final answer. Returns when archive and list are on the disk.
    mutating func finish() throws(PullError) -> PullSummary {
        try archive.finish()
        try unsettled.forEach { (id, status, attempts, reason) throws(PullError) in
            try fail(settings.ids[id], reason, status: status, attempts: attempts)
        }
        try failures.finish(in: archive.folder)
        // Stopping after completion is not an interruption.
        if summary.ending == .interrupted, summary.missing == 0 { summary.ending = .complete }
        return summary
    }

    /// Sends requests and handles events until no request is left.
    mutating func events(
        _ control: PullControl, _ progress: (PullSummary) -> Void
    ) async -> Result<Void, PullError> {
        do throws(PullError) {
            for row in gone.rows { try failures.add(row: row.fields) }
            for fault in settings.unusableIDs {
                try fail(fault.shown, "line \(fault.line) of the list: not a task id", status: nil, attempts: 0)
            }
            var events = control.events.makeAsyncIterator()
            while sendRequests(control), let event = await events.next() {
                try handle(event, control)
                progress(summary)
            }
            return .success(())
        } catch {
            transport.cancel()
            return .failure(error)
        }
    }

    /// Sends the requests that are due. Returns false if no request is left.
    private mutating func sendRequests(_ control: PullControl) -> Bool {
        while true {
            // Other events can be queued before the event of the stop.
            if control.isStopped { end(.interrupted) }
            let now = ContinuousClock.now
            switch schedule.next(at: now) {
            case .request(let job): request(job, control)
            case .busy: return true
            case .done: return false
            case .wait(let moment):
                if alarm.map({ $0 <= now || moment < $0 }) ?? true {
                    alarm = moment
                    control.send(.tick, at: moment)
                }
                return true
            }
        }
    }

    private mutating func request(_ job: Schedule.Job, _ control: PullControl) {
        let url = job.target ?? settings.baseURL.url(ofTask: settings.ids[job.id])
        unsettled.request(job)
        transport.get(url) { [sender = control.sender] reply in sender.yield(.reply(job, url: url, reply)) }
    }

    private mutating func handle(_ event: PullControl.Event, _ control: PullControl) throws(PullError) {
        switch event {
        case .tick: break
        case .stop:
            end(.interrupted)
            control.send(.cancelTransfers, at: .now + Self.grace)
        case .cancelTransfers: transport.cancel()
        case .reply(let job, let url, let reply):
            unsettled.note(reply, to: job)
            let outcome = ReplyOutcome(of: reply, errors.read(reply), to: url, now: UTCTime.now)
            try handle(outcome, of: reply, job)
            if schedule.isExhausted { end(ending(after: outcome)) }
        }
    }
}
