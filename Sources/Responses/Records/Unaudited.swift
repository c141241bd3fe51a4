/// A response or task that gave no generation (CONTRACT section 5).
public struct Unaudited: Sendable {
    /// The kinds, in the order of the reports.
    public enum Kind: String, Sendable, CaseIterable {
        case unreadable, apiError = "api_error", rejected, failed, pending, empty
        /// An `apiError`, `pending` or `failed` answer of a task that has a final answer elsewhere in the run. It is
        /// determined at the end of the run.
        case superseded
    }

    /// Why there is no generation.
    package var kind: Kind
    /// The task's ID.
    package var taskID: BorrowedText?
    /// The relay's ID of the task.
    package var relayID: BorrowedText?
    /// The ID of a draft's generation.
    package var generationID: BorrowedText?
    /// The task's status.
    package var status: BorrowedText?
    /// The moderation result of the task.
    package var moderation = ModerationResult()
    /// The platform's message, or a default without one. Links are replaced.
    package var reason: String
    /// The number of earlier generations in the text.
    package var generationsBefore: Int
    /// The range of `ResponseRecords.defects`.
    package var defects: Range<Int> = 0..<0
    /// The range of `ResponseRecords.unrecognised`.
    package var unrecognised: Range<Int> = 0..<0
}
