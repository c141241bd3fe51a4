/// A response or task that gave no generation (CONTRACT section 5).
package struct Unaudited: Sendable {
    /// In the order in which the reports list them.
    package enum Kind: String, Sendable, CaseIterable {
        case unreadable, apiError = "api_error", rejected, failed, pending, empty
        /// An `apiError`, `pending` or `failed` answer of a task that the run has a final answer of. Only the whole run tells.
        case superseded
    }

    package var kind: Kind
    package var taskID: BorrowedText?
    /// Of a draft.
    package var generationID: BorrowedText?
    package var status: BorrowedText?
    /// Of the task.
    package var moderation = ModerationResult()
    /// The platform's words, or ours where it gives none. Without links.
    package var reason: String
    /// Generations of the text that come before it.
    package var generationsBefore: Int
    /// Into `ResponseRecords.defects`.
    package var defects: Range<Int> = 0..<0
    /// Into `ResponseRecords.unrecognised`.
    package var unrecognised: Range<Int> = 0..<0
}
