import Synchronization

/// The events of a running pull, and the way to stop it from another thread.
package final class PullControl: Sendable {
    enum Event: Sendable {
        case reply(Schedule.Job, url: String, Reply)
        /// The moment of a scheduled request has come.
        case tick
        case stop
        /// The grace period of the requests in flight is over.
        case cancelTransfers
    }

    let events: AsyncStream<Event>
    let sender: AsyncStream<Event>.Continuation

    private let stopped = Atomic(false)

    /// A control for one pull.
    package init() { (events, sender) = AsyncStream.makeStream() }

    /// Stops the pull: no request begins any more, and requests in flight have `PullRun.grace`, four seconds, to finish.
    package func stop() {
        stopped.store(true, ordering: .relaxed)
        sender.yield(.stop)
    }

    /// Whether `stop` was called. True before the event `stop` is handled.
    var isStopped: Bool { stopped.load(ordering: .relaxed) }

    /// Sends `event` at `moment`.
    func send(_ event: Event, at moment: ContinuousClock.Instant) {
        Task { [sender] in
            try? await Task.sleep(until: moment, clock: .continuous)
            sender.yield(event)
        }
    }
}
