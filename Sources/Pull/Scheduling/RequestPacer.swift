/// Decides when the next request may begin, by `--rate` and by the pauses after HTTP status 429, which apply to the
/// whole pull.
struct RequestPacer {
    typealias Instant = ContinuousClock.Instant

    /// The time between two requests by `--rate`; nil without a rate.
    private let interval: Duration?
    private var nextStart: Instant?
    private var pausedUntil: Instant?
    /// The additional time between two requests. Each pause doubles it, from 20 ms to 5 s. Each answer reduces it by a
    /// tenth.
    private(set) var spacing = Duration.zero
    /// The number of pauses since the last answer.
    private var pauses = 0

    private static let leastSpacing = Duration.milliseconds(20)
    private static let mostSpacing = Duration.seconds(5)

    /// - Parameter rate: Requests per second; nil for no limit.
    init(rate: Double?) { interval = rate.map { .seconds(1 / $0) } }

    /// The earliest moment for the next request, `now` or later.
    func opening(at now: Instant) -> Instant { max(now, nextStart ?? now, pausedUntil ?? now) }

    /// Notes that a request begins.
    mutating func begin(at now: Instant) {
        let step = max(interval ?? .zero, spacing)
        // By the rate, from the moment that was due, so that late wake-ups do not lower the rate.
        let due = spacing > .zero ? now : max(nextStart ?? now, now - step)
        nextStart = due + step
    }

    /// Pauses the pull after a 429. Several 429s during one pause count once.
    /// - Parameter wait: The wait that the server asks for; nil for the wait of the policy.
    /// - Returns: The end of the pause.
    mutating func pause(for wait: Duration?, at now: Instant, _ policy: RetryPolicy) -> Instant {
        if pausedUntil.map({ $0 <= now }) ?? true {
            pauses += 1
            spacing = min(max(spacing * 2, Self.leastSpacing), Self.mostSpacing)
        }
        let end = now + max(wait ?? policy.pause(afterThrottling: pauses), policy.first)
        pausedUntil = max(pausedUntil ?? end, end)
        return end
    }

    /// Notes an answer: reduces the spacing.
    mutating func ease() {
        pauses = 0
        if spacing > .zero { spacing = spacing < .milliseconds(1) ? .zero : spacing * 0.9 }
    }
}
