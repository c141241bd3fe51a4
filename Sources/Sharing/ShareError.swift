package import Reporting
internal import Utilities

/// The reason why a report cannot be shared. No copy is written.
package enum ShareError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The report does not match its seal or is malformed. The message names the file.
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

    /// Creates a `failed` error from an error of the system, and an `unusable` error from any other one.
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
