import Responses
import Utilities

/// A running pull.
///
/// One task handles all events and owns the archive, so there are no locks. The schedule decides which request is next.
struct PullRun: ~Copyable {
    private let settings: PullRequest
    private let transport: HTTPTransport
    private var archive: Archive
    private var failures: FailureList
    private var unsettled: UnsettledIDs
    private var schedule: Schedule
    private var line: CaptureLine
    private var summary = PullSummary()
    /// The moment of the next scheduled `tick`.
    private var alarm: ContinuousClock.Instant?

    /// How long requests in flight may take after the pull is stopped.
    static let grace = Duration.seconds(4)

    /// - Parameter missing: Indices of the ids to request.
    init(
        _ settings: PullRequest, _ transport: HTTPTransport, _ archive: consuming Archive,
        _ failures: consuming FailureList, missing: [Int]
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
        summary.finished = settings.ids.count - missing.count
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
            let outcome = ReplyOutcome(of: reply, to: url, now: UTCTime.now)
            try handle(outcome, of: reply, job)
            if schedule.isExhausted { end(ending(after: outcome)) }
        }
    }

    private mutating func handle(_ outcome: ReplyOutcome, of reply: Reply, _ job: Schedule.Job)
        throws(PullError)
    {
        let now = ContinuousClock.now
        switch outcome {
        case .answer: try keep(reply, of: job, at: now)
        case .retry(let reason, let wait):
            if schedule.retry(job, after: wait, at: now) {
                summary.retried += 1
            } else if job.failures + 1 < settings.retries.attempts {
                try fail(job, "\(reason); the next request would be after --give-up-after", reply)
            } else {
                try fail(job, reason, reply)
            }
        case .throttled(let wait):
            if schedule.throttle(job, after: wait, at: now) {
                summary.retried += 1
            } else {
                try fail(job, "HTTP status 429; the next request would be after --give-up-after", reply)
            }
        case .redirect(let target):
            if job.redirects < Redirection.limit { return schedule.redirect(job, to: target) }
            schedule.finish(job, isAnswer: true)
            try fail(job, "more than \(Redirection.limit) redirects", reply)
        case .failed(let reason):
            schedule.finish(job, isAnswer: true)
            try fail(job, reason, reply)
        case .denied(let status):
            unsettled.set(.denied, job)
            schedule.giveBack(job)
            stop(.denied(status: status))
        case .untrusted(let reason):
            schedule.giveBack(job)
            stop(.untrusted(reason))
        case .cancelled: schedule.giveBack(job)
        }
    }

    private mutating func keep(_ reply: Reply, of job: Schedule.Job, at now: ContinuousClock.Instant)
        throws(PullError)
    {
        guard case .response(let response) = reply else { return }
        let origin = CaptureLine.Origin(
            url: settings.baseURL.url(ofTask: settings.ids[job.id]), status: response.status,
            attempts: job.attempts, fetchedAt: .now)
        let composed = Result { () throws(Unfit) in try line.compose(response.body, from: origin) }
        switch composed {
        case .failure(let unfit):
            schedule.finish(job, isAnswer: true)
            try fail(job, unfit.reason, reply)
        case .success(.pending):
            // Of a task that is requested repeatedly, the first and the final answer are archived.
            if job.polls == 0 {
                try append()
                summary.pending += 1
                unsettled.set(.pending, job)
            }
            guard settings.waits else { return schedule.finish(job, isAnswer: true) }
            if !schedule.poll(job, at: now) { unsettled.set(.waitedFor, job) }
        case .success(let state):
            try append()
            unsettled.set(.settled, job)
            schedule.finish(job, isAnswer: true)
            if job.polls > 0 { summary.pending -= 1 }
            if state == .refused { summary.refused += 1 } else { summary.answered += 1 }
        }
    }

    private mutating func append() throws(PullError) {
        try archive.append(line.bytes)
        summary.bytes += line.bytes.count
    }

    private mutating func fail(_ job: Schedule.Job, _ reason: String, _ reply: Reply) throws(PullError) {
        if job.polls > 0 { summary.pending -= 1 }
        unsettled.set(.settled, job)
        var status: Int?
        if case .response(let response) = reply { status = response.status }
        summary.failed += 1
        try fail(settings.ids[job.id], reason, status: status, attempts: job.attempts)
    }

    private mutating func fail(_ id: String, _ reason: String, status: Int?, attempts: Int) throws(PullError) {
        try failures.add(
            .init(taskID: id, status: status, attempts: attempts, reason: reason, failedAt: .now))
    }

    /// The ending of a pull that is exhausted after this outcome.
    private func ending(after outcome: ReplyOutcome) -> PullSummary.Ending {
        guard case .throttled(let wait) = outcome else { return .exhausted }
        return .throttled(wait: wait.flatMap { $0 > settings.retries.giveUpAfter ? $0 : nil })
    }

    /// Sends no further requests. The summary keeps the first reason to end.
    private mutating func end(_ ending: PullSummary.Ending) {
        schedule.stop()
        if summary.ending == .complete { summary.ending = ending }
    }

    /// Sends no further requests, and cancels those in flight.
    private mutating func stop(_ ending: PullSummary.Ending) {
        end(ending)
        transport.cancel()
    }
}
