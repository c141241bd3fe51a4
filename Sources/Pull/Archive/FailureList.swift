import Glibc

/// `failures.csv`: the ids that are missing when a run ends.
///
/// It is written beside the list of the run before, which stays until the new one is complete: whoever asks for the ids
/// of that list loses none of them, however the run ends.
struct FailureList: ~Copyable {
    struct Failure {
        var taskID: String
        /// The last HTTP status; nil where none came.
        var status: Int?
        var attempts: Int
        var reason: String
        /// Seconds since 1970.
        var failedAt: Int64
    }

    static let name = "failures.csv"
    private static let newName = ".\(name).new"
    private static let bufferSize = 1 << 16

    private let file: OpenFile
    private let path: String
    private var buffer: [UInt8] = []

    /// Begins a list; the last run's stays.
    init(in folder: borrowing ArchiveFolder) throws(PullError) {
        // Whatever has the name, a list that a killed run began or something that isn't ours, is not written to.
        folder.remove(Self.newName)
        file = try folder.open(Self.newName, O_WRONLY | O_CREAT | O_EXCL | O_APPEND)
        path = "\(folder.path)/\(Self.newName)"
        buffer += CSVText.row(["task_id", "status", "attempts", "reason", "failed_at"])
    }

    mutating func add(_ failure: Failure) throws(PullError) {
        buffer += CSVText.row([
            failure.taskID, failure.status.map { "\($0)" } ?? "", "\(failure.attempts)", failure.reason,
            UTCTime.text(failure.failedAt),
        ])
        if buffer.count >= Self.bufferSize { try flush() }
    }

    /// Puts the complete list in the place of the last run's.
    mutating func finish(in folder: borrowing ArchiveFolder) throws(PullError) {
        try flush()
        guard fdatasync(file.descriptor) == 0 else { throw .failed(action: "write", path: path, errno: errno) }
        try folder.rename(Self.newName, to: Self.name)
        try folder.sync()
    }

    private mutating func flush() throws(PullError) {
        guard file.write(buffer[...]) else { throw .failed(action: "write", path: path, errno: errno) }
        buffer.removeAll(keepingCapacity: true)
    }
}
