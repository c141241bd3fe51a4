import Glibc

/// `failures.csv`: the ids that this run could not have, as it finds them.
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

    private let file: OpenFile
    private let path: String

    /// Begins an empty list in the place of the last run's.
    init(in folder: borrowing ArchiveFolder) throws(PullError) {
        let new = ".\(Self.name).new"
        let file = try folder.open(new, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND)
        let path = "\(folder.path)/\(Self.name)"
        try Self.write(["task_id", "status", "attempts", "reason", "failed_at"], to: file, path)
        try folder.rename(new, to: Self.name)
        self.file = file
        self.path = path
    }

    func add(_ failure: Failure) throws(PullError) {
        let fields = [
            failure.taskID, failure.status.map { "\($0)" } ?? "", "\(failure.attempts)", failure.reason,
            UTCTime.text(failure.failedAt),
        ]
        try Self.write(fields, to: file, path)
    }

    private static func write(_ fields: [String], to file: borrowing OpenFile, _ path: String) throws(PullError)
    {
        guard file.write(CSVText.row(fields)[...]) else {
            throw .failed(action: "write", path: path, errno: errno)
        }
    }
}
