import Responses
import Utilities

/// What a pull does after each outcome of a request.
extension PullRun {
    mutating func handle(_ outcome: ReplyOutcome, of reply: Reply, _ job: Schedule.Job)
        throws(PullError)
    {
        let now = ContinuousClock.now
        let isKeyRefused = refusals.note(outcome)
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
        case .throttled(let reason, let wait, let isQuota):
            summary.quota = isQuota ? reason : nil
            if schedule.throttle(job, after: wait, at: now) {
                summary.retried += 1
                if isQuota { unsettled.set(.throttled, job) }
            } else {
                try fail(job, "\(reason); the next request would be after --give-up-after", reply)
            }
        case .redirect(let target):
            if job.redirects < Redirection.limit { return schedule.redirect(job, to: target) }
            schedule.finish(job, isAnswer: true)
            try fail(job, "more than \(Redirection.limit) redirects", reply)
        case .failed(let reason):
            schedule.finish(job, isAnswer: true)
            try fail(job, reason, reply)
        case .gone(let reason):
            schedule.finish(job, isAnswer: true)
            try noteGone(job, reason, reply)
        case .forbidden(let error) where isKeyRefused: deny(job, status: 403, error)
        case .forbidden(let error):
            schedule.finish(job, isAnswer: true)
            try fail(job, ReplyOutcome.words(403, error), reply)
        case .denied(let error): deny(job, status: 401, error)
        case .proxyRefused(let status):
            schedule.giveBack(job)
            stop(.proxyRefused(status: status))
        case .untrusted(let reason):
            schedule.giveBack(job)
            stop(.untrusted(reason))
        case .cancelled: schedule.giveBack(job)
        }
    }

    private mutating func deny(_ job: Schedule.Job, status: Int, _ error: ServiceError) {
        unsettled.set(.denied, job)
        unsettled.refusal = error.reason
        schedule.giveBack(job)
        stop(.denied(status: status, reason: error.reason))
    }

    private mutating func keep(_ reply: Reply, of job: Schedule.Job, at now: ContinuousClock.Instant)
        throws(PullError)
    {
        guard case .response(let response) = reply else { return }
        summary.quota = nil
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
            schedule.finish(job, isAnswer: true)
            let error = state == .refused ? line.error(hiding: settings.key) : ServiceError()
            if error.saysNoTask { return try noteGone(job, error.reason, reply) }
            unsettled.set(.settled, job)
            if job.polls > 0 { summary.pending -= 1 }
            if state == .refused { summary.refused += 1 } else { summary.answered += 1 }
        }
    }

    private mutating func append() throws(PullError) {
        try archive.append(line.bytes)
        summary.bytes += line.bytes.count
    }

    private mutating func fail(_ job: Schedule.Job, _ reason: String, _ reply: Reply) throws(PullError) {
        summary.failed += 1
        try list(job, reason, reply)
    }

    private mutating func noteGone(_ job: Schedule.Job, _ reason: String, _ reply: Reply) throws(PullError) {
        summary.gone += 1
        try list(job, GoneIDs.mark + reason, reply)
    }

    /// Adds the id to `failures.csv`.
    private mutating func list(_ job: Schedule.Job, _ reason: String, _ reply: Reply) throws(PullError) {
        if job.polls > 0 { summary.pending -= 1 }
        unsettled.set(.settled, job)
        var status: Int?
        if case .response(let response) = reply { status = response.status }
        try fail(settings.ids[job.id], reason, status: status, attempts: job.attempts)
    }

    mutating func fail(_ id: String, _ reason: String, status: Int?, attempts: Int) throws(PullError) {
        try failures.add(
            .init(taskID: id, status: status, attempts: attempts, reason: reason, failedAt: .now))
    }

    /// The ending of a pull that is exhausted after this outcome.
    func ending(after outcome: ReplyOutcome) -> PullSummary.Ending {
        guard case .throttled(let reason, let wait, let isQuota) = outcome else { return .exhausted }
        if isQuota { return .quotaUsedUp(reason) }
        return .throttled(wait: wait.flatMap { $0 > settings.retries.giveUpAfter ? $0 : nil })
    }

    /// Sends no further requests. The summary keeps the first reason to end.
    mutating func end(_ ending: PullSummary.Ending) {
        schedule.stop()
        if summary.ending == .complete { summary.ending = ending }
    }

    /// Sends no further requests, and cancels those in flight.
    private mutating func stop(_ ending: PullSummary.Ending) {
        end(ending)
        transport.cancel()
    }
}
