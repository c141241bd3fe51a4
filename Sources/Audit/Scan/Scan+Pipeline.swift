import Intake
import Reporting
import Synchronization
import Utilities

extension Scan {
    /// Reads batch after batch, has them examined on `jobs` tasks, and hands each desk to `commit` in input order.
    func examineAll(
        _ reader: inout ResponseReader,
        commit: (inout BatchAuditor, _ bytesRead: Int) throws(ReportError) -> Void
    ) async throws(ScanError) {
        let jobs = request.jobs
        // Two more desks than tasks: one is being read into, one waits for its turn to be committed.
        let desksAllowed = jobs + 2
        let outcome = await withTaskGroup(of: Int.self, returning: Result<Void, ScanError>.self) { group in
            var auditor: [PooledAuditor] = []
            var queue = AuditorPool()
            var isAtEnd = false
            do throws(ScanError) {
                while true {
                    if Interruption.isRequested { throw ScanError.cancelled }
                    while queue.working < jobs, let next = queue.start() {
                        let auditor = auditor[next]
                        group.addTask {
                            auditor.auditor.withLock { $0.examine() }
                            return next
                        }
                    }
                    // A small input never needs the second desk.
                    if !isAtEnd, queue.hasNoIdle, auditor.count < desksAllowed {
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

/// A desk that goes back and forth between the run and the task that examines its batch, one at a time.
final class PooledAuditor: Sendable {
    let auditor: Mutex<BatchAuditor>

    init(_ auditor: consuming sending BatchAuditor) { self.auditor = Mutex(auditor) }
}

/// Which desk is where: idle, waiting to be examined, being examined, or finished and waiting for those before it.
struct AuditorPool {
    private var idle: [Int] = []
    /// Read and not yet started, in input order.
    private var waiting: [Int] = []
    /// Read and not yet committed, in input order.
    private var order: [Int] = []
    private var isFinished: [Bool] = []
    private(set) var working = 0

    var hasNoIdle: Bool { idle.isEmpty }

    /// A new desk, idle.
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

    /// The next desk in input order, once it is finished.
    mutating func takeFinished() -> Int? {
        guard let first = order.first, isFinished[first] else { return nil }
        return order.removeFirst()
    }
}
