/// When the next request may begin: `--rate`, and the pauses that a 429 asks of the whole pull.
struct RequestPacer {
    typealias Instant = ContinuousClock.Instant

    /// Between two requests, by `--rate`; nil without one.
    private let interval: Duration?
    private var nextStart: Instant?
    private var pausedUntil: Instant?
    /// Between two requests, learnt from 429s; it wears off with every answer.
    private(set) var spacing = Duration.zero
    /// Pauses since the last answer.
    private var pauses = 0

    private static let leastSpacing = Duration.milliseconds(20)
    private static let mostSpacing = Duration.seconds(5)

    /// - Parameter rate: Requests per second.
    init(rate: Double?) { interval = rate.map { .seconds(1 / $0) } }

    /// The moment from which on a request may begin, `now` at the earliest.
    func opening(at now: Instant) -> Instant { max(now, nextStart ?? now, pausedUntil ?? now) }

    mutating func begin(at now: Instant) {
        let step = max(interval ?? .zero, spacing)
        // By the rate, from the moment that was due, so that late wake-ups don't lower it.
        let due = spacing > .zero ? now : max(nextStart ?? now, now - step)
        nextStart = due + step
    }

    /// A 429 has come. Those of requests that were under way together count once.
    /// - Returns: the moment until which all is paused.
    mutating func pause(for wait: Duration?, at now: Instant, _ policy: RetryPolicy) -> Instant {
        if pausedUntil.map({ $0 <= now }) ?? true {
            pauses += 1
            spacing = min(max(spacing * 2, Self.leastSpacing), Self.mostSpacing)
        }
        let end = now + max(wait ?? policy.pause(afterThrottling: pauses), policy.first)
        pausedUntil = max(pausedUntil ?? end, end)
        return end
    }

    /// An answer has come.
    mutating func ease() {
        pauses = 0
        if spacing > .zero { spacing = spacing < .milliseconds(1) ? .zero : spacing * 0.9 }
    }
}
