import Responses

/// A pull under way.
///
/// One task sees all events and owns the archive, so nothing here is locked; the schedule says what to ask for next.
struct PullRun: ~Copyable {
    private let request: PullRequest
    private let transport: HTTPTransport
    private var archive: Archive
    private var failures: FailureList
    private var unsettled: UnsettledIDs
    private var schedule: Schedule
    private var line: CaptureLine
    private var summary = PullSummary()
    /// The moment of the next tick that is under way.
    private var alarm: ContinuousClock.Instant?

    /// Answers that are in flight when a pull is stopped have this long.
    static let grace = Duration.seconds(4)

    /// - Parameter missing: indices of the ids to ask for.
    init(
        _ request: PullRequest, _ transport: HTTPTransport, _ archive: consuming Archive,
        _ failures: consuming FailureList,
        missing: [Int]
    ) {
        self.request = request
        self.transport = transport
        self.archive = archive
        self.failures = failures
        unsettled = UnsettledIDs(count: request.ids.count, missing: missing)
        schedule = Schedule(
            missing: missing, concurrency: request.concurrency, rate: request.rate, policy: request.retries)
        line = CaptureLine(limit: request.maxResponse)
        summary.ids = request.ids.count + request.unusableIDs.count
        summary.finished = request.ids.count - missing.count
        summary.unusable = request.unusableIDs.count
    }

    /// Lists what has no final answer. Returns when all is on the disk.
    mutating func finish() throws(PullError) -> PullSummary {
        try archive.finish()
        try unsettled.forEach { (id, status, attempts, reason) throws(PullError) in
            try fail(request.ids[id], reason, status: status, attempts: attempts)
        }
        try failures.finish(in: archive.folder)
        // Who stopped it when all was there stopped nothing.
        if summary.ending == .interrupted, summary.missing == 0 { summary.ending = .complete }
        return summary
    }

    /// Asks, and takes what comes, until nothing is left to wait for.
    mutating func events(
        _ control: PullControl, _ progress: (PullSummary) -> Void
    ) async -> Result<Void, PullError> {
        do throws(PullError) {
            for fault in request.unusableIDs {
                try fail(fault.shown, "line \(fault.line) of the list: no task id", status: nil, attempts: 0)
            }
            var events = control.events.makeAsyncIterator()
            while askForMore(control), let event = await events.next() {
                try handle(event, control)
                progress(summary)
            }
            return .success(())
        } catch {
            transport.callOff()
            return .failure(error)
        }
    }

    /// Sends what may be sent now; false when nothing is left to wait for.
    private mutating func askForMore(_ control: PullControl) -> Bool {
        while true {
            // Other events may be in line before that of the stop.
            if control.isStopped { end(.interrupted) }
            let now = ContinuousClock.now
            switch schedule.next(at: now) {
            case .ask(let job): ask(job, control)
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

    private mutating func ask(_ job: Schedule.Job, _ control: PullControl) {
        let url = job.target ?? request.baseURL.url(ofTask: request.ids[job.id])
        unsettled.ask(job)
        transport.get(url) { [sender = control.sender] reply in sender.yield(.reply(job, url: url, reply)) }
    }

    private mutating func handle(_ event: PullControl.Event, _ control: PullControl) throws(PullError) {
        switch event {
        case .tick: break
        case .stop:
            end(.interrupted)
            control.send(.callOff, at: .now + Self.grace)
        case .callOff: transport.callOff()
        case .reply(let job, let url, let reply):
            unsettled.note(reply, to: job)
            let verdict = Verdict(of: reply, to: url, now: UTCTime.now)
            try handle(verdict, of: reply, job)
            if schedule.isExhausted { end(ending(after: verdict)) }
        }
    }

    private mutating func handle(_ verdict: Verdict, of reply: Reply, _ job: Schedule.Job) throws(PullError) {
        let now = ContinuousClock.now
        switch verdict {
        case .answer: try keep(reply, of: job, at: now)
        case .retry(let reason, let wait):
            if schedule.retry(job, after: wait, at: now) {
                summary.retried += 1
            } else if job.failures + 1 < request.retries.attempts {
                try fail(job, "\(reason); the next try would be past --give-up-after", reply)
            } else {
                try fail(job, reason, reply)
            }
        case .throttled(let wait):
            if schedule.throttle(job, after: wait, at: now) {
                summary.retried += 1
            } else {
                try fail(job, "HTTP status 429; the next try would be past --give-up-after", reply)
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
            url: request.baseURL.url(ofTask: request.ids[job.id]), status: response.status,
            attempts: job.attempts,
            fetchedAt: UTCTime.now)
        let composed = Result { () throws(Unfit) in try line.compose(response.body, from: origin) }
        switch composed {
        case .failure(let unfit):
            schedule.finish(job, isAnswer: true)
            try fail(job, unfit.reason, reply)
        case .success(.pending):
            // Of a task that is looked at again and again, the first answer is kept, and the final one.
            if job.polls == 0 {
                try append()
                summary.pending += 1
                unsettled.set(.pending, job)
            }
            guard request.waits else { return schedule.finish(job, isAnswer: true) }
            if !schedule.poll(job, at: now) { unsettled.set(.waitedFor, job) }
        case .success(let standing):
            try append()
            unsettled.set(.settled, job)
            schedule.finish(job, isAnswer: true)
            if job.polls > 0 { summary.pending -= 1 }
            if standing == .refused { summary.refused += 1 } else { summary.answered += 1 }
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
        try fail(request.ids[job.id], reason, status: status, attempts: job.attempts)
    }

    private mutating func fail(_ id: String, _ reason: String, status: Int?, attempts: Int) throws(PullError) {
        try failures.add(
            .init(taskID: id, status: status, attempts: attempts, reason: reason, failedAt: UTCTime.now))
    }

    /// Why a pull is exhausted whose last reply meant that.
    private func ending(after verdict: Verdict) -> PullSummary.Ending {
        guard case .throttled(let wait) = verdict else { return .exhausted }
        return .throttled(wait: wait.flatMap { $0 > request.retries.giveUpAfter ? $0 : nil })
    }

    /// Asks for nothing more. The first reason to end is the one that is told.
    private mutating func end(_ ending: PullSummary.Ending) {
        schedule.stop()
        if summary.ending == .complete { summary.ending = ending }
    }

    /// Ends at once.
    private mutating func stop(_ ending: PullSummary.Ending) {
        end(ending)
        transport.callOff()
    }
}
