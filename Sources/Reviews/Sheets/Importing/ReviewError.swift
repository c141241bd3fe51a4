package import Reporting
internal import Utilities

/// Why a command of `review` ends without its work. Nothing is recorded.
package enum ReviewError: Error, Sendable, Equatable, CustomStringConvertible {
    /// A sheet, a report or a sample is refused (status 65).
    case refused(String)
    /// An option is missing (status 64).
    case misused(String)
    /// The run failed: the disk, the lock, a broken ledger (status 1).
    case failed(String)

    /// The reason and the fix.
    package var description: String {
        switch self {
        case .refused(let reason), .misused(let reason), .failed(let reason): reason
        }
    }

    /// A fault of a report's file is a refusal; a failed system call is a failure.
    package init(_ error: ReportError) {
        switch error {
        case .refused, .edited: self = .refused(error.description)
        case .stopped: self = .failed("stopped before the end; nothing was recorded")
        case .failed, .contradiction, .closed: self = .failed(error.description)
        }
    }

    /// The error that a refused sheet, or one that cannot be read, is.
    init(_ error: SheetReadError) {
        switch error {
        case .refused: self = .refused(error.description)
        case .failed: self = .failed(error.description)
        }
    }

    /// An error of a ledger. All are failures: the ledger is no data that is handed in.
    init(ofLedger error: ReportError) {
        if case .stopped = error { self.init(error) } else { self = .failed(error.description) }
    }

    /// Runs `body`, which uses a ledger.
    static func ledger<Result: ~Copyable>(
        _ body: () throws(ReportError) -> Result
    ) throws(ReviewError) -> Result {
        do throws(ReportError) { return try body() } catch { throw ReviewError(ofLedger: error) }
    }

    /// Runs `body` and throws its error as a `ReviewError`.
    static func reporting<Result: ~Copyable>(
        _ body: () throws(ReportError) -> Result
    ) throws(ReviewError) -> Result {
        do throws(ReportError) { return try body() } catch { throw ReviewError(error) }
    }
}
