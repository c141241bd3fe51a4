import Synchronization

/// How others reach a pull that runs.
package final class PullControl: Sendable {
    enum Event: Sendable {
        case reply(Schedule.Job, url: String, Reply)
        /// A moment that was waited for has come.
        case tick
        case stop
        /// What is in flight has had its time.
        case callOff
    }

    let events: AsyncStream<Event>
    let sender: AsyncStream<Event>.Continuation

    private let stopped = Atomic(false)

    package init() { (events, sender) = AsyncStream.makeStream() }

    /// Lets the pull finish what is in flight, for a few seconds, and end.
    package func stop() {
        stopped.store(true, ordering: .relaxed)
        sender.yield(.stop)
    }

    /// Known at once, before the event's turn comes.
    var isStopped: Bool { stopped.load(ordering: .relaxed) }

    /// Sends `event` when `moment` has come.
    func send(_ event: Event, at moment: ContinuousClock.Instant) {
        Task { [sender] in
            try? await Task.sleep(until: moment, clock: .continuous)
            sender.yield(event)
        }
    }
}
