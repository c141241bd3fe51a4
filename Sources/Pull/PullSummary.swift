/// How far a pull is, or how it ended. Every id is in one of `finished`, `answered`, `refused`, `pending`, `failed`,
/// `unusable` and `left`.
public struct PullSummary: Sendable, Equatable {
    /// Why a pull ended.
    public enum Ending: Sendable, Equatable {
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

    public var ending = Ending.complete
    /// Ids, and lines of their list that hold no usable one.
    public var ids = 0
    /// Ids that the archive had final answers for before.
    public var finished = 0
    /// Ids that got a final answer.
    public var answered = 0
    /// Ids whose answer has a `code` other than `success`.
    public var refused = 0
    /// Ids whose task is under way.
    public var pending = 0
    public var failed = 0
    /// Lines without a usable id.
    public var unusable = 0
    /// Requests made again, throttled ones included.
    public var retried = 0
    /// Bytes appended to the archive.
    public var bytes = 0

    public init() {}

    /// Ids that were not asked for yet, or are still asked for; at the end, those without an answer when it ended.
    public var left: Int { ids - done }
    /// Ids that have no answer yet, or none that is final.
    public var missing: Int { pending + failed + left + unusable }
    /// Ids that are done with, in this run.
    public var done: Int { finished + answered + refused + failed + unusable + pending }
}
