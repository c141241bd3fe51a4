/// One JSON text, flattened: what CONTRACT section 2 calls the typed records, and the signals of section 3.
///
/// The arrays are filled anew for every text and keep their storage, so that a run in steady state allocates
/// nothing. All `Text` in them is valid until the parser reads its next text.
package struct ResponseRecords {
    /// API answers in this text: 1, or the number of elements where the text is an array of envelopes.
    package internal(set) var responses = 0
    /// What the text says of itself where it is a capture; everything else here is then of its `response`.
    package internal(set) var capture: Capture?
    package internal(set) var tasks: [TaskRecord] = []
    package internal(set) var generations: [GenerationRecord] = []
    /// Sampled frames of all legal classifiers; `SignalReading.frames` and `LegalSeries.frames` point in here.
    package internal(set) var frames: [LegalFrame] = []
    package internal(set) var legalSeries: [LegalSeries] = []
    package internal(set) var filters: [FilterResult] = []
    /// The signals a generation carries, in document order; `GenerationRecord.readings` points in here.
    package internal(set) var readings: [SignalReading] = []
    package internal(set) var defects: [Defect] = []
    /// Moderation content outside the contract's table, once per generation and path.
    package internal(set) var unrecognised: [Unrecognised] = []
    /// Responses and tasks of this text that gave no generation.
    package internal(set) var unaudited: [Unaudited] = []

    package init() {}
}

/// A moment: as the platform wrote it, or in seconds since 1970 (written out as RFC 3339, UTC).
package enum Timestamp: Sendable {
    case text(BorrowedText)
    case epoch(Int64)
}

/// What a `moderation_result` block says of its task or generation.
package struct ModerationResult: Sendable {
    package var type: BorrowedText?
    package var code: BorrowedText?
    package var isOutputRejection: Bool?
}

/// A video task (CONTRACT section 2, "task").
package struct TaskRecord: Sendable {
    package var id: BorrowedText?
    /// The relay's `task_id`, which its task's own id may differ from.
    package var relayID: BorrowedText?
    package var relayStatus: BorrowedText?
    package var status: BorrowedText?
    package var type: BorrowedText?
    package var createdAt: Timestamp?
    package var submittedAt: Timestamp?
    package var startedAt: Timestamp?
    package var finishedAt: Timestamp?
    package var userID: BorrowedText?
    package var model: BorrowedText?
    package var operation: BorrowedText?
    package var prompt: BorrowedText?
    package var variants: Int64?
    /// Generations that the platform withheld, 0…1,000,000.
    package var unsafeGenerations: Int64?
    package var needsUserReview: Bool?
    package var failureReason: BorrowedText?
    package var failReason: BorrowedText?
    package var moderation = ModerationResult()
    /// Whether the text has no such task: it was made for a generation by itself.
    package var isImplied = false

    /// The relay's id of the task, where it differs from the task's own.
    package var otherRelayID: BorrowedText? {
        guard let relayID, let id, !(relayID == id) else { return nil }
        return relayID
    }
}

/// A generated video (CONTRACT section 2, "generation").
package struct GenerationRecord: Sendable {
    /// Index of its task in `ResponseRecords.tasks`.
    package var task: Int
    package var id: BorrowedText?
    /// Its own `task_id`, or its task's where it names none.
    package var taskID: BorrowedText?
    package var createdAt: Timestamp?
    package var userID: BorrowedText?
    package var model: BorrowedText?
    package var operation: BorrowedText?
    /// Pixels.
    package var width: Int64?
    /// Pixels.
    package var height: Int64?
    /// Video frames, not sampled ones.
    package var frameCount: Int64?
    package var seed: Seed?
    package var isPublic: Bool?
    package var title: BorrowedText?
    package var prompt: BorrowedText?
    package var moderation = ModerationResult()
    package var outputType: BorrowedText?
    package var outputIsFlagged: Bool?
    package var outputIsTerminal: Bool?
    package var outputRiskLevel: Double?
    package var u18IsChild: Bool?
    package var u18IsRealistic: Bool?
    package var u18Rationale: BorrowedText?

    /// Ranges into the arrays of `ResponseRecords`.
    package var readings: Range<Int> = 0..<0
    package var legalSeries: Range<Int> = 0..<0
    package var filters: Range<Int> = 0..<0
    package var defects: Range<Int> = 0..<0
    package var unrecognised: Range<Int> = 0..<0

    init(task: Int) { self.task = task }
}

/// One sampled frame of a legal classifier. A value that was absent or unsound is nil, and the frame defective.
package struct LegalFrame: Sendable {
    /// `l`: the class recognised. It has no public meaning.
    package var label: Int64?
    /// `p`, 0…1.
    package var probability: Double?
    /// `v`
    package var verdict: Bool?

    @inlinable
    package var isSound: Bool { label != nil && probability != nil && verdict != nil }
}

/// The frames of one legal classifier of one generation.
package struct LegalSeries: Sendable {
    package var classifier: BorrowedText
    /// Into `ResponseRecords.frames`; a frame's 0-based index counts from the lower bound.
    package var frames: Range<Int>
    /// Frames without a sound `l`, `p` and `v`.
    package var defective: Int
    /// Whether a frame's `v` is true, be the frame sound or not.
    package var hasTrueVerdict: Bool
}

/// One filter of `output_moderation_result.filter_results`. Category scores stand in the readings.
package struct FilterResult: Sendable {
    package var filter: BorrowedText
    package var type: BorrowedText?
    package var reason: BorrowedText?
}

/// A value that is there and cannot be used (CONTRACT section 2).
package struct Defect: Sendable {
    /// JSON pointer (RFC 6901) into the text that was judged.
    package var pointer: String
    package var reason: String
}

/// Moderation content that the contract's table does not name.
package struct Unrecognised: Sendable {
    /// JSON pointer from the generation (or its task) on.
    package var path: String
}
