/// The counts of a pull, while it runs and at its end. Every id is counted in exactly one of `finished`, `goneBefore`,
/// `answered`, `refused`, `gone`, `pending`, `failed`, `unusable` and `left`.
package struct PullSummary: Sendable, Equatable {
    /// Why a pull ended.
    package enum Ending: Sendable, Equatable {
        /// Every id was requested.
        case complete
        /// Cancelled.
        case interrupted
        /// All requests failed for longer than `RetryPolicy.giveUpAfter`.
        case exhausted
        /// The service asked for slower requests (HTTP status 429) for longer than `RetryPolicy.giveUpAfter`. `wait` is
        /// the wait in the last reply if that alone is longer.
        case throttled(wait: Duration?)
        /// As `throttled`, and the reason is a quota that is used up, in the service's words.
        case quotaUsedUp(String)
        /// The proxy refuses connections to the service, with this HTTP status.
        case proxyRefused(status: Int)
        /// The service refused the key, with this HTTP status (401 or 403) and these words; empty without words.
        case denied(status: Int, reason: String = "")
        /// The server's certificate is not trusted, with the reason.
        case untrusted(String)
    }

    /// The first reason to end.
    package var ending = Ending.complete
    /// All ids, and lines of the list without a valid id.
    package var ids = 0
    /// Ids with a final answer in the archive before the pull.
    package var finished = 0
    /// Ids that the previous run listed as gone. They are not requested.
    package var goneBefore = 0
    /// Ids without a task, as the service says in this pull.
    package var gone = 0
    /// Ids that got a final answer in this pull, or one that says nothing about how the task ended.
    package var answered = 0
    /// Ids that got an answer with a `code` other than `success`.
    package var refused = 0
    /// Ids of tasks that are not finished.
    package var pending = 0
    /// Ids that failed.
    package var failed = 0
    /// Lines of the list without a valid id.
    package var unusable = 0
    /// Requests that were repeated, also after a 429.
    package var retried = 0
    /// Bytes appended to the archive.
    package var bytes = 0
    /// The reason of the last answer if it was that a quota is used up.
    package var quota: String?

    /// All counts 0.
    package init() {}

    /// Ids without an answer: not requested yet or in flight.
    package var left: Int { ids - done }
    /// Ids without an answer that the pull accepts: `pending`, `failed`, `left` and `unusable`.
    package var missing: Int { pending + failed + left + unusable }
    /// Ids that this run handles no further.
    package var done: Int {
        finished + goneBefore + answered + refused + gone + failed + unusable + pending
    }
}
