import Dispatch
import Synchronization

/// Work that another thread does while the thread that started it goes on.
final class ConcurrentWork<Value: Sendable>: Sendable {
    private let outcome = Mutex<Result<Value, ReportError>?>(nil)
    private let queue = DispatchQueue(label: "modaudit.work")

    /// Starts the work.
    init(_ work: @escaping @Sendable () throws(ReportError) -> Value) {
        queue.async {
            let outcome = Result { () throws(ReportError) in try work() }
            self.outcome.withLock { $0 = outcome }
        }
    }

    /// Waits for the end of the work.
    func wait() { queue.sync {} }

    /// Waits for the end of the work, and returns its value or throws its error.
    func value() throws(ReportError) -> Value {
        wait()
        guard let outcome = outcome.withLock({ $0 }) else { preconditionFailure("the work has not ended") }
        return try outcome.get()
    }
}
