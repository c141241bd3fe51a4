/// Which id is asked for when. Knows no clock and no network: it is told what happened, and when.
struct Schedule {
    typealias Instant = ContinuousClock.Instant

    /// An id on its way.
    struct Job: Sendable {
        /// In `TaskIDs`.
        let id: Int
        /// Requests made for it.
        var attempts = 0
        /// Requests without an answer, throttled ones aside, since the last answer.
        var failures = 0
        /// Looks at it while it was pending.
        var polls = 0
        var firstAsked: Instant?
        var redirects = 0
    }

    enum Step {
        case ask(Job)
        /// Nothing to do before that moment, unless an answer comes.
        case wait(until: Instant)
        /// Nothing to do before an answer comes.
        case busy
        case done
    }

    private let policy: RetryPolicy
    private let concurrency: Int
    private var gate: Gate
    /// Ids not asked for yet, in order, from `fresh` on.
    private let missing: [Int]
    private var fresh = 0
    private var inFlight = 0
    /// Jobs that wait for another try; each keeps its place among the `concurrency` ones.
    private var retries = TimedQueue<Job>()
    /// Jobs whose task is pending.
    private var polls = TimedQueue<Job>()
    private var isStopped = false
    /// Since when there has been nothing but trouble.
    private var troubleSince: Instant?
    /// Whether trouble lasted longer than the pull waits through.
    private(set) var isExhausted = false

    init(missing: [Int], concurrency: Int, rate: Double?, policy: RetryPolicy) {
        self.missing = missing
        self.concurrency = max(1, concurrency)
        self.policy = policy
        gate = Gate(rate: rate)
    }

    mutating func next(at now: Instant) -> Step {
        guard !isStopped else { return inFlight > 0 ? .busy : .done }
        let isFull = inFlight + retries.count >= concurrency
        let hasWork = retries.isDue(at: now) || !isFull && (polls.isDue(at: now) || fresh < missing.count)
        guard hasWork else {
            let moments = [retries.first, isFull ? nil : polls.first].compactMap { $0 }
            return moments.min().map { .wait(until: $0) } ?? (inFlight > 0 ? .busy : .done)
        }
        let opening = gate.opening(at: now)
        guard opening <= now else { return .wait(until: opening) }
        gate.begin(at: now)
        inFlight += 1
        var job = retries.takeDue(at: now) ?? (isFull ? nil : polls.takeDue(at: now)) ?? takeFresh()
        job.attempts += 1
        job.redirects = 0
        job.firstAsked = job.firstAsked ?? now
        return .ask(job)
    }

    private mutating func takeFresh() -> Job {
        defer { fresh += 1 }
        return Job(id: missing[fresh])
    }

    /// Nothing is asked for any more; what is in flight may come.
    mutating func stop() { isStopped = true }

    /// A job's request came to an end that is its last.
    mutating func finish(_ job: Job, isAnswer: Bool) {
        inFlight -= 1
        guard isAnswer else { return }
        troubleSince = nil
        gate.ease()
    }

    /// A job is given back unasked: its request was called off.
    mutating func giveBack(_ job: Job) {
        inFlight -= 1
        retries.add(job, at: job.firstAsked ?? .now)
    }

    /// A request failed in a way that may pass.
    /// - Returns: false where the job is not tried again.
    mutating func retry(_ job: Job, after wait: Duration?, at now: Instant) -> Bool {
        var job = job
        job.failures += 1
        inFlight -= 1
        let next = now + (wait ?? policy.wait(afterFailure: job.failures))
        noteTrouble(since: now, until: now)
        guard job.failures < policy.attempts, isInTime(job, next) else { return false }
        retries.add(job, at: next)
        return true
    }

    /// A request met a 429.
    /// - Returns: false where the job is not tried again.
    mutating func throttle(_ job: Job, after wait: Duration?, at now: Instant) -> Bool {
        inFlight -= 1
        let next = gate.pause(for: wait, at: now, policy)
        noteTrouble(since: now, until: next)
        guard isInTime(job, next) else { return false }
        retries.add(job, at: next)
        return true
    }

    /// A task is pending, and is to be looked at again.
    /// - Returns: false where it was waited for long enough.
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
        next - (job.firstAsked ?? next) <= policy.giveUpAfter
    }

    private mutating func noteTrouble(since now: Instant, until next: Instant) {
        let since = troubleSince ?? now
        troubleSince = since
        if next - since > policy.giveUpAfter {
            isExhausted = true
            isStopped = true
        }
    }
}
