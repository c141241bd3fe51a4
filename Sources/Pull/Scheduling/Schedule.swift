/// Decides which id is requested when. It uses no clock and no network: every event is passed in with its moment.
struct Schedule {
    typealias Instant = ContinuousClock.Instant

    /// An id that is being pulled.
    struct Job: Sendable {
        /// Its index in `TaskIDs`.
        let id: Int
        /// Requests for it so far.
        var attempts = 0
        /// Failed requests since the last answer. Those with a 429 do not count.
        var failures = 0
        /// Answers that said that the task is pending.
        var polls = 0
        var firstRequested: Instant?
        /// Redirects in a row.
        var redirects = 0
        /// The target of a redirect; nil for the URL of the id.
        var target: String?
    }

    enum Step {
        /// Send a request.
        case request(Job)
        /// Wait until this moment or the next reply.
        case wait(until: Instant)
        /// Wait for the next reply.
        case busy
        /// No request is left.
        case done
    }

    private let policy: RetryPolicy
    private let concurrency: Int
    private var pacer: RequestPacer
    /// Indices of the ids to request. Those from `fresh` on were not requested yet.
    private let missing: [Int]
    private var fresh = 0
    private var inFlight = 0
    /// Jobs that follow a redirect, in order. They do not count against `concurrency` again.
    private var hops: [Job] = []
    /// Jobs that wait for their next attempt.
    private var retries = TimedQueue<Job>()
    /// Jobs of pending tasks.
    private var polls = TimedQueue<Job>()
    private var isStopped = false
    /// The moment since which every request has failed.
    private var failingSince: Instant?
    /// Failed requests since then.
    private var failures = 0
    /// The moment of the last request that was not a retry.
    private var lastNewcomer: Instant?
    /// Whether every request has failed for longer than `RetryPolicy.giveUpAfter`.
    private(set) var isExhausted = false

    /// The most jobs that wait for their next attempt before new ids are begun.
    static let waitingLimit = 4096
    /// The pause between two new ids while every request fails. New ids show whether the server or only some ids fail.
    /// The pause keeps most ids unrequested if the pull ends.
    static let probePause = Duration.milliseconds(500)

    init(missing: [Int], concurrency: Int, rate: Double?, policy: RetryPolicy) {
        self.missing = missing
        self.concurrency = max(1, concurrency)
        self.policy = policy
        pacer = RequestPacer(rate: rate)
    }

    /// What to do at `now`.
    mutating func next(at now: Instant) -> Step {
        guard !isStopped, let moment = opportunity(at: now) else { return inFlight > 0 ? .busy : .done }
        guard moment <= now else { return .wait(until: moment) }
        let opening = pacer.opening(at: now)
        guard opening <= now else { return .wait(until: opening) }
        pacer.begin(at: now)
        inFlight += 1
        return .request(take(at: now))
    }

    /// The earliest moment for the next request, without the limits of the pacer; nil if a reply must come first.
    private func opportunity(at now: Instant) -> Instant? {
        if !hops.isEmpty { return now }
        guard inFlight < concurrency else { return nil }
        return [retries.first, newcomers(at: now)].compactMap { $0 }.min()
    }

    /// The earliest moment for a request for a pending task or a new id.
    private func newcomers(at now: Instant) -> Instant? {
        guard retries.count < Self.waitingLimit else { return nil }
        guard let earliest = fresh < missing.count ? now : polls.first else { return nil }
        guard failures >= concurrency, let last = lastNewcomer else { return earliest }
        return max(earliest, last + Self.probePause)
    }

    /// The job that is next.
    private mutating func take(at now: Instant) -> Job {
        if !hops.isEmpty { return hops.removeFirst() }
        var job: Job
        if let due = retries.takeDue(at: now) {
            job = due
        } else {
            lastNewcomer = now
            job = polls.takeDue(at: now) ?? takeFresh()
        }
        job.attempts += 1
        job.redirects = 0
        job.target = nil
        job.firstRequested = job.firstRequested ?? now
        return job
    }

    private mutating func takeFresh() -> Job {
        defer { fresh += 1 }
        return Job(id: missing[fresh])
    }

    /// Ends all requests except those in flight.
    mutating func stop() { isStopped = true }

    /// Notes that a job is finished.
    /// - Parameter isAnswer: Whether the server answered, which ends a series of failures.
    mutating func finish(_ job: Job, isAnswer: Bool) {
        inFlight -= 1
        guard isAnswer else { return }
        failingSince = nil
        failures = 0
        pacer.ease()
    }

    /// Notes that a job's request was cancelled.
    mutating func giveBack(_ job: Job) {
        inFlight -= 1
        retries.add(job, at: job.firstRequested ?? .now)
    }

    /// Follows a redirect with the job's next request.
    mutating func redirect(_ job: Job, to target: String) {
        var job = job
        job.redirects += 1
        job.target = target
        inFlight -= 1
        hops.append(job)
    }

    /// Notes a temporary failure.
    /// - Parameter wait: The wait that the server asks for; nil for the wait of the policy.
    /// - Returns: Whether the job is tried again.
    mutating func retry(_ job: Job, after wait: Duration?, at now: Instant) -> Bool {
        var job = job
        job.failures += 1
        inFlight -= 1
        let next = now + (wait ?? policy.wait(afterFailure: job.failures))
        noteFailure(since: now, until: now)
        guard job.failures < policy.attempts, isInTime(job, next) else { return false }
        retries.add(job, at: next)
        return true
    }

    /// Notes a 429.
    /// - Parameter wait: The wait that the server asks for; nil for the wait of the policy.
    /// - Returns: Whether the job is tried again.
    mutating func throttle(_ job: Job, after wait: Duration?, at now: Instant) -> Bool {
        inFlight -= 1
        let next = pacer.pause(for: wait, at: now, policy)
        noteFailure(since: now, until: next)
        guard isInTime(job, next) else { return false }
        retries.add(job, at: next)
        return true
    }

    /// Notes that a job's task is pending.
    /// - Returns: Whether the task is requested again.
    mutating func poll(_ job: Job, at now: Instant) -> Bool {
        var job = job
        job.polls += 1
        job.failures = 0
        finish(job, isAnswer: true)
        let next = now + policy.pollPause(job.polls)
        guard isInTime(job, next) else { return false }
        polls.add(job, at: next)
        return true
    }

    private func isInTime(_ job: Job, _ next: Instant) -> Bool {
        next - (job.firstRequested ?? next) <= policy.giveUpAfter
    }

    private mutating func noteFailure(since now: Instant, until next: Instant) {
        let since = failingSince ?? now
        failingSince = since
        failures += 1
        if next - since > policy.giveUpAfter {
            isExhausted = true
            isStopped = true
        }
    }
}
