import Intake
import Reporting
import Synchronization

extension Scan {
    /// Reads batch after batch, examines them in `jobs` tasks, and passes each batch auditor to `commit` in input
    /// order.
    func examineAll(
        _ reader: inout ResponseReader,
        commit: (inout BatchAuditor, _ bytesRead: Int) throws(ReportError) -> Void
    ) async throws(ScanError) {
        let jobs = request.jobs
        // Two more batch auditors than tasks: one is being filled, one waits to be committed.
        let auditorsAllowed = jobs + 2
        let outcome = await withTaskGroup(of: Int.self, returning: Result<Void, ScanError>.self) { group in
            var auditor: [PooledAuditor] = []
            var queue = AuditorPool()
            var isAtEnd = false
            do throws(ScanError) {
                while true {
                    if Task.isCancelled { throw ScanError.cancelled }
                    while queue.working < jobs, let next = queue.start() {
                        let auditor = auditor[next]
                        group.addTask {
                            auditor.auditor.withLock { $0.examine() }
                            return next
                        }
                    }
                    // A small input never needs the second batch auditor.
                    if !isAtEnd, queue.hasNoIdle, auditor.count < auditorsAllowed {
                        auditor.append(PooledAuditor(BatchAuditor(request)))
                        queue.add()
                    }
                    if !isAtEnd, let idle = queue.takeIdle() {
                        isAtEnd = try Self.reading { () throws(IntakeError) in
                            try auditor[idle].auditor.withLock { auditor throws(IntakeError) in
                                try !reader.next(into: auditor.batch)
                            }
                        }
                        if isAtEnd { queue.giveBack(idle) } else { queue.enqueue(idle) }
                    } else if let finished = await group.next() {
                        queue.finish(finished)
                        while let next = queue.takeFinished() {
                            try Self.reporting { () throws(ReportError) in
                                try auditor[next].auditor.withLock { auditor throws(ReportError) in
                                    try commit(&auditor, reader.bytesRead)
                                }
                            }
                            queue.giveBack(next)
                        }
                    } else {
                        return .success(())
                    }
                }
            } catch {
                group.cancelAll()
                return .failure(error)
            }
        }
        try outcome.get()
    }

    private static func reading<Result>(_ work: () throws(IntakeError) -> Result) throws(ScanError) -> Result {
        do { return try work() } catch { throw .intake(error.description) }
    }

    static func reporting<Result: ~Copyable>(
        _ work: () throws(ReportError) -> Result
    ) throws(ScanError) -> Result {
        do { return try work() } catch { throw .report(error) }
    }
}

/// A batch auditor that the run and the task that examines its batch use alternately, never both at once.
final class PooledAuditor: Sendable {
    let auditor: Mutex<BatchAuditor>

    init(_ auditor: consuming sending BatchAuditor) { self.auditor = Mutex(auditor) }
}

/// The state of each batch auditor: idle, waiting for a task, being examined, or finished and waiting for earlier
/// ones.
struct AuditorPool {
    private var idle: [Int] = []
    /// Filled and not yet started, in input order.
    private var waiting: [Int] = []
    /// Filled and not yet committed, in input order.
    private var order: [Int] = []
    private var isFinished: [Bool] = []
    private(set) var working = 0

    var hasNoIdle: Bool { idle.isEmpty }

    /// Adds a new, idle batch auditor.
    mutating func add() {
        idle.append(isFinished.count)
        isFinished.append(false)
    }

    mutating func takeIdle() -> Int? { idle.popLast() }

    mutating func giveBack(_ auditor: Int) { idle.append(auditor) }

    mutating func enqueue(_ auditor: Int) {
        waiting.append(auditor)
        order.append(auditor)
        isFinished[auditor] = false
    }

    mutating func start() -> Int? {
        guard !waiting.isEmpty else { return nil }
        working += 1
        return waiting.removeFirst()
    }

    mutating func finish(_ auditor: Int) {
        working -= 1
        isFinished[auditor] = true
    }

    /// The next batch auditor in input order, once it is finished.
    mutating func takeFinished() -> Int? {
        guard let first = order.first, isFinished[first] else { return nil }
        return order.removeFirst()
    }
}
