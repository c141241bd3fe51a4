/// The typed records of one JSON text (CONTRACT section 2) and its signals (CONTRACT section 3).
///
/// The arrays are refilled for every text and keep their storage, so that a run does not allocate memory in steady
/// state. Every `BorrowedText` in them is valid until the parser reads its next text.
package struct ResponseRecords {
    /// The number of API answers in this text: 1, or the number of elements of an array of envelopes.
    package internal(set) var responses = 0
    /// The members of a capture; all other properties then describe its `response`. Nil for any other text.
    package internal(set) var capture: Capture?
    /// The tasks, in document order.
    package internal(set) var tasks: [TaskRecord] = []
    /// The generations, in document order.
    package internal(set) var generations: [GenerationRecord] = []
    /// Sampled frames of all legal classifiers; `SignalReading.frames` and `LegalSeries.frames` are ranges of it.
    package internal(set) var frames: [LegalFrame] = []
    /// The frames by legal classifier; `GenerationRecord.legalSeries` is a range of it.
    package internal(set) var legalSeries: [LegalSeries] = []
    /// The filters; `GenerationRecord.filters` is a range of it.
    package internal(set) var filters: [FilterResult] = []
    /// The signals of each generation, in document order; `GenerationRecord.readings` is a range of it.
    package internal(set) var readings: [SignalReading] = []
    /// The defects; `GenerationRecord.defects` and `Unaudited.defects` are ranges of it.
    package internal(set) var defects: [Defect] = []
    /// Unrecognised moderation content, once per generation and path.
    package internal(set) var unrecognised: [Unrecognised] = []
    /// Responses and tasks of this text without generations.
    package internal(set) var unaudited: [Unaudited] = []

    /// Creates empty records.
    package init() {}
}

/// A time: the platform's text, or seconds since 1970 (written as RFC 3339 in UTC).
package enum Timestamp: Sendable {
    case text(BorrowedText)
    case epoch(Int64)
}

/// The `moderation_result` of a task or generation.
package struct ModerationResult: Sendable {
    /// `type`.
    package var type: BorrowedText?
    /// `code`.
    package var code: BorrowedText?
    /// `is_output_rejection`.
    package var isOutputRejection: Bool?
}

/// A video task (CONTRACT section 2, "task").
package struct TaskRecord: Sendable {
    /// The task's ID.
    package var id: BorrowedText?
    /// The relay's `task_id`, which may differ from the ID of its task.
    package var relayID: BorrowedText?
    /// The relay's status of the task.
    package var relayStatus: BorrowedText?
    /// The task's status.
    package var status: BorrowedText?
    /// The task's type.
    package var type: BorrowedText?
    /// `created_at`.
    package var createdAt: Timestamp?
    /// The time at which the relay accepted the task.
    package var submittedAt: Timestamp?
    /// The time at which the task started.
    package var startedAt: Timestamp?
    /// The time at which the task finished.
    package var finishedAt: Timestamp?
    /// The user's ID.
    package var userID: BorrowedText?
    /// The model.
    package var model: BorrowedText?
    /// The operation.
    package var operation: BorrowedText?
    /// The prompt.
    package var prompt: BorrowedText?
    /// The number of generations requested.
    package var variants: Int64?
    /// The number of generations that the platform withheld, 0…1,000,000.
    package var unsafeGenerations: Int64?
    /// `needs_user_review`.
    package var needsUserReview: Bool?
    /// `failure_reason`.
    package var failureReason: BorrowedText?
    /// The relay's `fail_reason`.
    package var failReason: BorrowedText?
    /// The task's `moderation_result`.
    package var moderation = ModerationResult()
    /// Whether the task or an envelope around it gives a reason of a failure. Not read for a task with a status of
    /// success.
    package var hasFailed = false
    /// Whether the text has no task, and this record was made for a generation without one.
    package var isImplied = false

    /// The relay's ID of the task, if it differs from the task's own; otherwise nil.
    package var otherRelayID: BorrowedText? {
        guard let relayID, let id, !(relayID == id) else { return nil }
        return relayID
    }
}

/// A generated video (CONTRACT section 2, "generation").
package struct GenerationRecord: Sendable {
    /// The index of its task in `ResponseRecords.tasks`.
    package var task: Int
    /// The generation's ID.
    package var id: BorrowedText?
    /// Its own `task_id`, or its task's ID if it has none.
    package var taskID: BorrowedText?
    /// `created_at`.
    package var createdAt: Timestamp?
    /// The user's ID.
    package var userID: BorrowedText?
    /// The model.
    package var model: BorrowedText?
    /// The operation.
    package var operation: BorrowedText?
    /// The width in pixels.
    package var width: Int64?
    /// The height in pixels.
    package var height: Int64?
    /// The number of frames of the video, not of sampled ones.
    package var frameCount: Int64?
    /// The seed.
    package var seed: Seed?
    /// Whether the generation is public.
    package var isPublic: Bool?
    /// The title.
    package var title: BorrowedText?
    /// The prompt.
    package var prompt: BorrowedText?
    /// The generation's `moderation_result`.
    package var moderation = ModerationResult()
    /// The type in its `output_moderation_result`.
    package var outputType: BorrowedText?
    /// `is_flagged` in its `output_moderation_result`.
    package var outputIsFlagged: Bool?
    /// `is_terminal` in its `output_moderation_result`.
    package var outputIsTerminal: Bool?
    /// `risk_level` in its `output_moderation_result`.
    package var outputRiskLevel: Double?
    /// The verdict on a child in its U18 block.
    package var u18IsChild: Bool?
    /// The verdict on realism in its U18 block.
    package var u18IsRealistic: Bool?
    /// The rationale in its U18 block.
    package var u18Rationale: BorrowedText?

    /// The range of `ResponseRecords.readings`.
    package var readings: Range<Int> = 0..<0
    /// The range of `ResponseRecords.legalSeries`.
    package var legalSeries: Range<Int> = 0..<0
    /// The range of `ResponseRecords.filters`.
    package var filters: Range<Int> = 0..<0
    /// The range of `ResponseRecords.defects`.
    package var defects: Range<Int> = 0..<0
    /// The range of `ResponseRecords.unrecognised`.
    package var unrecognised: Range<Int> = 0..<0

    init(task: Int) { self.task = task }
}

/// The frames of one legal classifier of one generation.
package struct LegalSeries: Sendable {
    /// The classifier's name.
    package var classifier: BorrowedText
    /// The range of `ResponseRecords.frames`; the 0-based index of a frame counts from its lower bound.
    package var frames: Range<Int>
    /// The number of frames without a valid `l`, `p` and `v`.
    package var defective: Int
    /// Whether the `v` of any frame is true, even of a defective one.
    package var hasTrueVerdict: Bool
}

/// One filter of `output_moderation_result.filter_results`. Its category scores are in the readings.
package struct FilterResult: Sendable {
    /// The filter's name.
    package var filter: BorrowedText
    /// Its type.
    package var type: BorrowedText?
    /// Its reason.
    package var reason: BorrowedText?
}

/// An existing value that cannot be used (CONTRACT section 2).
package struct Defect: Sendable {
    /// The JSON pointer (RFC 6901) into the judged text.
    package var pointer: String
    /// Why it cannot be used.
    package var reason: String

    /// Creates a defect.
    package init(pointer: String, reason: String) {
        self.pointer = pointer
        self.reason = reason
    }
}

/// Moderation content that CONTRACT section 2 does not name.
package struct Unrecognised: Sendable {
    /// The JSON pointer from the generation (or its task).
    package var path: String
}
