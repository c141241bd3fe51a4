import Synchronization

/// Records times and counts them within a period.
final class Gauge: Sendable {
    private let moments = Mutex<[ContinuousClock.Instant]>([])

    func enter(_ moment: ContinuousClock.Instant) { moments.withLock { $0.append(moment) } }

    func most(within stretch: Duration) -> Int {
        let moments = moments.withLock { $0 }
        return moments.map { start in moments.count { $0 >= start && $0 < start + stretch } }.max() ?? 0
    }
}
