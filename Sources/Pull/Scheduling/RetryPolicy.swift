/// How often and when requests are repeated.
package struct RetryPolicy: Sendable {
    /// The most requests for one id that end without an answer, 1…100.
    package var attempts: Int
    /// The longest time from the first request for an id to its last one, and the longest time of failures only for the
    /// pull as a whole.
    package var giveUpAfter: Duration
    /// The first back-off, before jitter. It doubles with each failure: 0.5 s, 1 s, 2 s, 4 s by default.
    package var first: Duration
    /// The largest back-off.
    package var longest: Duration
    /// The first wait between two requests for a pending task. It grows by half each time: 2 s, 3 s, 4.5 s by default.
    package var firstPoll: Duration
    /// The largest wait between two requests for a pending task.
    package var longestPoll: Duration
    /// The part of a back-off that is waited: a random number from 0 up to 1.
    var jitter: @Sendable () -> Double = { Double.random(in: 0..<1) }

    /// The defaults are those of the command.
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

    /// The wait after a failure: from 0 to the whole back-off (full jitter), so that requests that failed together are
    /// not repeated together.
    /// - Parameter failures: 1 or more.
    func wait(afterFailure failures: Int) -> Duration {
        Self.grown(first, by: 2, times: failures - 1, upTo: longest) * jitter()
    }

    /// The pause after a 429 without `Retry-After`: from half of the back-off to the whole back-off. It begins with twice
    /// `first`.
    /// - Parameter times: The number of pauses since the last answer, 1 or more.
    func pause(afterThrottling times: Int) -> Duration {
        Self.grown(first * 2, by: 2, times: times - 1, upTo: longest) * (0.5 + jitter() / 2)
    }

    /// The wait before the next request for a pending task.
    /// - Parameter polls: Requests so far, 1 or more.
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
