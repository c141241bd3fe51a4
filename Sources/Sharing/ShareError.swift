package import Reporting
internal import Utilities

/// Why a report cannot be shared. No copy is written.
package enum ShareError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The report is not as it was sealed, or not as a report is; the message names it.
    case unusable(String)
    /// The profile does not fit the report.
    case profile(String)
    /// A file cannot be read or written.
    case failed(ReportError)

    /// The error in plain English.
    package var description: String {
        switch self {
        case .unusable(let message), .profile(let message): message
        case .failed(let error): error.description
        }
    }

    /// An error of the system is `failed`, any other one `unusable`.
    init(_ error: ReportError) {
        switch error {
        case .failed, .stopped, .edited, .closed: self = .failed(error)
        case .refused, .contradiction: self = .unusable(error.description)
        }
    }

    /// Runs `body` and converts its error.
    static func reporting<Result: ~Copyable>(
        _ body: () throws(ReportError) -> Result
    ) throws(ShareError) -> Result {
        do throws(ReportError) {
            return try body()
        } catch {
            throw ShareError(error)
        }
    }
}
