import Utilities

/// Why a report cannot be written. The old report is unchanged.
package enum ReportError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The folder cannot hold a report; `reason` gives the cause and the fix.
    case refused(path: String, reason: String)
    /// A file of the folder that is there is not as its manifest has it, or is missing. A new folder would remove what was
    /// written into it.
    case edited(path: String, isMissing: Bool, of: FolderKind = .report)
    /// A signal ended the run.
    case stopped
    /// A system call failed, with its `errno`.
    case failed(action: String, path: String, errno: Int32)
    /// The counts do not add up (CONTRACT section 5), or differ from the rows written.
    case contradiction(String)
    /// The report was discarded, or is already finished.
    case closed

    /// The error in plain English.
    package var description: String {
        switch self {
        case .refused(let path, let reason): "\(path.visible): \(reason)"
        case .edited(let path, false, let kind):
            "\(path.visible) was edited after the \(kind) was written; move it away, or name another folder"
        case .edited(let path, true, let kind):
            "\(path.visible) was removed after the \(kind) was written; move the rest of the \(kind) away, or name "
                + "another folder"
        case .stopped: "stopped before the end; no report was written"
        case .failed(let action, let path, let errno):
            "cannot \(action) \(path.visible): \(SystemError(errno))"
        case .contradiction(let what): "the report does not add up, so it is not finished: \(what)"
        case .closed: "the report is closed: discarded, or finished already"
        }
    }

    /// The error of the system call that has just failed.
    static func last(_ action: String, _ path: String) -> ReportError { failed(action, path, .last) }

    /// A failed system call.
    static func failed(_ action: String, _ path: String, _ error: SystemError) -> ReportError {
        .failed(action: action, path: path, errno: error.number)
    }
}
