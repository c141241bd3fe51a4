import Utilities

/// Why a pull cannot begin or cannot continue. Archived answers stay.
package enum PullError: Error, Equatable, CustomStringConvertible {
    /// An argument, the key or the list of ids is wrong. The message says what to change.
    case refused(String)
    /// Another pull has locked the archive.
    case busy(archive: String)
    /// An entry of the archive that must be a regular file is none.
    case notAFile(path: String)
    /// The files of the archive cannot be read, with the reason.
    case unreadable(archive: String)
    /// More descriptors are needed than the system permits (`RLIMIT_NOFILE`).
    case tooFewDescriptors(needed: Int, limit: Int)
    /// libcurl cannot be loaded or initialised.
    case noTransport(reason: String)
    /// A system call failed, with the value of `errno`. `action` completes the sentence "cannot …".
    case failed(action: String, path: String, errno: Int32)

    /// The message for standard error.
    package var description: String {
        switch self {
        case .refused(let reason): reason
        case .busy(let archive): "\(archive): another pull uses this archive; nothing was requested"
        case .notAFile(let path): "\(path): must be a regular file"
        case .unreadable(let reason): "cannot read the archive: \(reason)"
        case .tooFewDescriptors(let needed, let limit):
            "\(needed) files and connections can be open at a time, and the limit is \(limit): raise the limit"
                + " (ulimit -n) or lower --concurrency"
        case .noTransport(let reason): "cannot load libcurl (Debian package libcurl4): \(reason)"
        case .failed(let action, let path, let errno):
            "cannot \(action) \(path): \(SystemError(errno))"
        }
    }

    static func failed(_ action: String, _ path: String, _ error: SystemError) -> PullError {
        .failed(action: action, path: path, errno: error.number)
    }

    /// The result of `call`. Its error becomes `PullError.failed`.
    static func wrap<Result: ~Copyable>(
        _ action: String, _ path: String, _ call: () throws(SystemError) -> Result
    ) throws(PullError) -> Result {
        do throws(SystemError) {
            return try call()
        } catch {
            throw .failed(action, path, error)
        }
    }
}
