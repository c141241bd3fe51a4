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
        /// Where a redirect leads; nil for the place of the id's answer.
        var target: String?
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
    private var pacer: RequestPacer
    /// Ids not asked for yet, in order, from `fresh` on.
    private let missing: [Int]
    private var fresh = 0
    private var inFlight = 0
    /// Jobs on their way to where a redirect leads, in order; each keeps its place among the `concurrency` ones.
    private var hops: [Job] = []
    /// Jobs that wait for another try.
    private var retries = TimedQueue<Job>()
    /// Jobs whose task is pending.
    private var polls = TimedQueue<Job>()
    private var isStopped = false
    /// Since when there has been nothing but trouble.
    private var failingSince: Instant?
    /// Requests that failed since then.
    private var failures = 0
    /// When the last request began that was no retry.
    private var lastNewcomer: Instant?
    /// Whether trouble lasted longer than the pull waits through.
    private(set) var isExhausted = false

    /// As many may wait for another try before no further ids are begun.
    static let waitingLimit = 4096
    /// Between two ids that are begun while there is nothing but trouble: enough to find out whether it is the
    /// server's or that of some ids, and few enough for most ids to be left when the pull is given up.
    static let probePause = Duration.milliseconds(500)

    init(missing: [Int], concurrency: Int, rate: Double?, policy: RetryPolicy) {
        self.missing = missing
        self.concurrency = max(1, concurrency)
        self.policy = policy
        pacer = RequestPacer(rate: rate)
    }

    mutating func next(at now: Instant) -> Step {
        guard !isStopped, let moment = opportunity(at: now) else { return inFlight > 0 ? .busy : .done }
        guard moment <= now else { return .wait(until: moment) }
        let opening = pacer.opening(at: now)
        guard opening <= now else { return .wait(until: opening) }
        pacer.begin(at: now)
        inFlight += 1
        return .ask(take(at: now))
    }

    /// When something can be asked for, the gate aside; nil where only an answer can bring that about.
    private func opportunity(at now: Instant) -> Instant? {
        if !hops.isEmpty { return now }
        guard inFlight < concurrency else { return nil }
        return [retries.first, newcomers(at: now)].compactMap { $0 }.min()
    }

    /// When a pending task can be looked at, or a fresh id begun.
    private func newcomers(at now: Instant) -> Instant? {
        guard retries.count < Self.waitingLimit else { return nil }
        guard let earliest = fresh < missing.count ? now : polls.first else { return nil }
        guard failures >= concurrency, let last = lastNewcomer else { return earliest }
        return max(earliest, last + Self.probePause)
    }

    /// What has its turn.
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
        job.firstAsked = job.firstAsked ?? now
        return job
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
        failingSince = nil
        failures = 0
        pacer.ease()
    }

    /// A job is given back unasked: its request was called off.
    mutating func giveBack(_ job: Job) {
        inFlight -= 1
        retries.add(job, at: job.firstAsked ?? .now)
    }

    /// A request was answered with a redirect, which is followed in its turn.
    mutating func redirect(_ job: Job, to target: String) {
        var job = job
        job.redirects += 1
        job.target = target
        inFlight -= 1
        hops.append(job)
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
        let next = pacer.pause(for: wait, at: now, policy)
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
        let since = failingSince ?? now
        failingSince = since
        failures += 1
        if next - since > policy.giveUpAfter {
            isExhausted = true
            isStopped = true
        }
    }
}
