import Responses

/// Why a pull could not begin, or had to be given up. What was archived stays.
package enum PullError: Error, Equatable, CustomStringConvertible {
    /// What it was told to do makes no sense, or must not be done.
    case refused(String)
    /// Another pull is at work in the archive.
    case busy(archive: String)
    /// What should be one of the archive's files is something else.
    case notAFile(path: String)
    /// The archive's files can't be gone through: why.
    case unreadable(archive: String)
    /// More files and connections would be open than the system allows.
    case tooFewDescriptors(needed: Int, limit: Int)
    /// A system call failed, with its `errno`.
    case failed(action: String, path: String, errno: Int32)

    package var description: String {
        switch self {
        case .refused(let reason): reason
        case .busy(let archive): "\(archive): another pull is at work in this archive; this one did nothing"
        case .notAFile(let path): "\(path): must be a file"
        case .unreadable(let reason): "the archive can't be read: \(reason)"
        case .tooFewDescriptors(let needed, let limit):
            "up to \(needed) files and connections would be open, and the limit is \(limit): raise it (ulimit -n), or"
                + " lower --concurrency"
        case .failed(let action, let path, let errno):
            "cannot \(action) \(path): \(SystemCall.words(of: errno))"
        }
    }
}
