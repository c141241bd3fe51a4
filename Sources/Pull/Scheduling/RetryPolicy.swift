/// How often and how fast to ask again.
package struct RetryPolicy: Sendable {
    /// Requests for one id that may end without an answer.
    package var attempts: Int
    /// What an id, and the pull as a whole, wait through before they are given up.
    package var giveUpAfter: Duration
    /// The first wait, before jitter; it doubles from failure to failure, up to `longest`.
    package var first: Duration
    package var longest: Duration
    /// The first pause between two looks at a pending task; it grows by half each time, up to `longestPoll`.
    package var firstPoll: Duration
    package var longestPoll: Duration
    /// 0 up to 1: what part of a wait is waited.
    var jitter: @Sendable () -> Double = { Double.random(in: 0..<1) }

    package init(
        attempts: Int = 5, giveUpAfter: Duration = .seconds(900), first: Duration = .milliseconds(500),
        longest: Duration = .seconds(30), firstPoll: Duration = .seconds(2),
        longestPoll: Duration = .seconds(60)
    ) {
        self.attempts = attempts
        self.giveUpAfter = giveUpAfter
        self.first = first
        self.longest = longest
        self.firstPoll = firstPoll
        self.longestPoll = longestPoll
    }

    /// Full jitter: anything from nothing to the whole backoff, so that those who failed together don't return
    /// together. `failures` counts from 1.
    func wait(afterFailure failures: Int) -> Duration {
        Self.grown(first, by: 2, times: failures - 1, upTo: longest) * jitter()
    }

    /// At least half of the backoff: a server that said "too many" is not asked again at once.
    func pause(afterThrottling times: Int) -> Duration {
        Self.grown(first * 2, by: 2, times: times - 1, upTo: longest) * (0.5 + jitter() / 2)
    }

    /// `polls` counts from 1.
    func pollPause(_ polls: Int) -> Duration {
        Self.grown(firstPoll, by: 1.5, times: polls - 1, upTo: longestPoll)
    }

    private static func grown(_ start: Duration, by factor: Double, times: Int, upTo limit: Duration)
        -> Duration
    {
        var wait = start
        for _ in 0..<max(0, times) where wait < limit { wait = wait * factor }
        return min(wait, limit)
    }
}
