import CSV
import Glibc
import Utilities

/// `failures.csv`: the ids without a final answer when a run ends, and those that are gone (CONTRACT section 9).
///
/// The list is written beside the list of the previous run, which stays until the new list is complete. So a run that
/// reads the previous list with `--ids` loses no id, however the run ends.
struct FailureList: ~Copyable {
    /// A row of the list.
    struct Failure {
        var taskID: String
        /// The last HTTP status; nil if there was no response.
        var status: Int?
        /// Requests made for the id.
        var attempts: Int
        var reason: String
        var failedAt: UTCTime
    }

    static let name = "failures.csv"
    static let columns = ["task_id", "status", "attempts", "reason", "failed_at"]
    private static let newName = ".\(name).new"
    private static let bufferSize = 1 << 16

    private let file: FileDescriptor
    private let path: String
    private var buffer: [UInt8] = []

    /// Begins a list. The list of the previous run stays.
    init(in folder: borrowing ArchiveFolder) throws(PullError) {
        // Removes the incomplete list of a killed run. An existing file of this name is never written to.
        folder.remove(Self.newName)
        file = try folder.open(Self.newName, O_WRONLY | O_CREAT | O_EXCL | O_APPEND)
        path = "\(folder.path)/\(Self.newName)"
        buffer += CSVField.row(Self.columns)
    }

    mutating func add(_ failure: Failure) throws(PullError) {
        try add(row: [
            failure.taskID, failure.status.map { "\($0)" } ?? "", "\(failure.attempts)", failure.reason,
            failure.failedAt.text,
        ])
    }

    /// Adds a row with the fields of `columns`.
    mutating func add(row: [String]) throws(PullError) {
        buffer += CSVField.row(row)
        if buffer.count >= Self.bufferSize { try flush() }
    }

    /// Replaces the list of the previous run with the complete list.
    mutating func finish(in folder: borrowing ArchiveFolder) throws(PullError) {
        try flush()
        try PullError.wrap("write", path) { () throws(SystemError) in try file.syncData() }
        try folder.rename(Self.newName, to: Self.name)
        try folder.sync()
    }

    private mutating func flush() throws(PullError) {
        do throws(SystemError) {
            try file.write(buffer[...])
        } catch {
            throw .failed("write", path, error)
        }
        buffer.removeAll(keepingCapacity: true)
    }
}
