/// How far a pull is, or how it ended. Every id is in one of `finished`, `answered`, `refused`, `pending`, `failed`,
/// `unusable` and `left`.
package struct PullSummary: Sendable, Equatable {
    /// Why a pull ended.
    package enum Ending: Sendable, Equatable {
        /// Every id was asked for.
        case complete
        /// Somebody wanted it to stop.
        case interrupted
        /// There was nothing but trouble for longer than it waits.
        case exhausted
        /// The service wanted it to slow down for longer than it waits, at last by a 429: the wait that this one asked
        /// for, where that alone is longer.
        case throttled(wait: Duration?)
        /// The service does not allow the key to ask: the HTTP status.
        case denied(status: Int)
        /// The server is not the one that it should be: why.
        case untrusted(String)
    }

    package var ending = Ending.complete
    /// Ids, and lines of their list that hold no usable one.
    package var ids = 0
    /// Ids that the archive had final answers for before.
    package var finished = 0
    /// Ids that got a final answer.
    package var answered = 0
    /// Ids whose answer has a `code` other than `success`.
    package var refused = 0
    /// Ids whose task is under way.
    package var pending = 0
    package var failed = 0
    /// Lines without a usable id.
    package var unusable = 0
    /// Requests made again, throttled ones included.
    package var retried = 0
    /// Bytes appended to the archive.
    package var bytes = 0

    package init() {}

    /// Ids that were not asked for yet, or are still asked for; at the end, those without an answer when it ended.
    package var left: Int { ids - done }
    /// Ids that have no answer yet, or none that is final.
    package var missing: Int { pending + failed + left + unusable }
    /// Ids that are done with, in this run.
    package var done: Int { finished + answered + refused + failed + unusable + pending }
}
