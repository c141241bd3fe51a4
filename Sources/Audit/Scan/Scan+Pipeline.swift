import Intake
import Reporting
import Synchronization
import Utilities

extension Scan {
    /// Reads batch after batch, examines them in `jobs` tasks, and passes each batch auditor to `commit` in input
    /// order.
    /// - Parameter makeConsumer: Makes the consumer of a batch auditor.
    func examineAll(
        _ reader: inout ResponseReader, makeConsumer: () -> sending (any GenerationConsumer)? = { nil },
        commit: (inout BatchAuditor, _ bytesRead: Int) throws(ReportError) -> Void
    ) async throws(ScanError) {
        let outcome = await withTaskGroup(of: Int.self, returning: Result<Void, ScanError>.self) { group in
            var auditor: [PooledAuditor] = []
            var queue = AuditorPool()
            var isAtEnd = false
            do throws(ScanError) {
                while true {
                    if Interruption.isRequested { throw ScanError.cancelled }
                    while queue.working < request.jobs, let next = queue.start() {
                        let auditor = auditor[next]
                        group.addTask {
                            auditor.auditor.withLock { $0.examine() }
                            return next
                        }
                    }
                    // At most two batch auditors more than tasks: one is being filled, one waits to be committed.
                    if !isAtEnd, queue.hasNoIdle, auditor.count < request.jobs + 2 {
                        auditor.append(PooledAuditor(BatchAuditor(request, consumer: makeConsumer())))
                        queue.add()
                    }
                    if !isAtEnd, let idle = queue.takeIdle() {
                        isAtEnd = try auditor[idle].fill(from: &reader)
                        if isAtEnd { queue.giveBack(idle) } else { queue.enqueue(idle) }
                    } else if let finished = await group.next() {
                        queue.finish(finished)
                        while let next = queue.takeFinished() {
                            try auditor[next].commit(reader.bytesRead, commit)
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

    /// Fills the batch. Returns true, with an empty batch, at the end of the inputs.
    func fill(from reader: inout ResponseReader) throws(ScanError) -> Bool {
        do throws(IntakeError) {
            return try auditor.withLock { auditor throws(IntakeError) in try !reader.next(into: auditor.batch) }
        } catch {
            throw .intake(error.description)
        }
    }

    /// Passes the batch auditor and the bytes read so far to `body`.
    func commit(
        _ bytesRead: Int, _ body: (inout BatchAuditor, Int) throws(ReportError) -> Void
    ) throws(ScanError) {
        try Scan.reporting { () throws(ReportError) in
            try auditor.withLock { auditor throws(ReportError) in try body(&auditor, bytesRead) }
        }
    }
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
