/// One JSON text, flattened: what CONTRACT section 2 calls the typed records, and the signals of section 3.
///
/// The arrays are filled anew for every text and keep their storage, so that a run in steady state allocates
/// nothing. All `Text` in them is valid until the parser reads its next text.
public struct ResponseRecords {
    /// API answers in this text: 1, or the number of elements where the text is an array of envelopes.
    public internal(set) var responses = 0
    /// What the text says of itself where it is a capture; everything else here is then of its `response`.
    public internal(set) var capture: Capture?
    public internal(set) var tasks: [TaskRecord] = []
    public internal(set) var generations: [GenerationRecord] = []
    /// Sampled frames of all legal classifiers; `SignalReading.frames` and `LegalSeries.frames` point in here.
    public internal(set) var frames: [LegalFrame] = []
    public internal(set) var legalSeries: [LegalSeries] = []
    public internal(set) var filters: [FilterResult] = []
    /// The signals a generation carries, in document order; `GenerationRecord.readings` points in here.
    public internal(set) var readings: [SignalReading] = []
    public internal(set) var defects: [Defect] = []
    /// Moderation content outside the contract's table, once per generation and path.
    public internal(set) var unrecognised: [Unrecognised] = []
    /// Responses and tasks of this text that gave no generation.
    public internal(set) var unaudited: [Unaudited] = []

    public init() {}
}

/// A moment: as the platform wrote it, or in seconds since 1970 (written out as RFC 3339, UTC).
public enum Timestamp: Sendable {
    case text(BorrowedText)
    case epoch(Int64)
}

/// What a `moderation_result` block says of its task or generation.
public struct ModerationResult: Sendable {
    public var type: BorrowedText?
    public var code: BorrowedText?
    public var isOutputRejection: Bool?
}

/// A video task (CONTRACT section 2, "task").
public struct TaskRecord: Sendable {
    public var id: BorrowedText?
    /// The relay's `task_id`, which its task's own id may differ from.
    public var relayID: BorrowedText?
    public var relayStatus: BorrowedText?
    public var status: BorrowedText?
    public var type: BorrowedText?
    public var createdAt: Timestamp?
    public var submittedAt: Timestamp?
    public var startedAt: Timestamp?
    public var finishedAt: Timestamp?
    public var userID: BorrowedText?
    public var model: BorrowedText?
    public var operation: BorrowedText?
    public var prompt: BorrowedText?
    public var variants: Int64?
    public var needsUserReview: Bool?
    public var failureReason: BorrowedText?
    public var failReason: BorrowedText?
    public var moderation = ModerationResult()
}

/// A generated video (CONTRACT section 2, "generation").
public struct GenerationRecord: Sendable {
    /// Index of its task in `ResponseRecords.tasks`.
    public var task: Int
    public var id: BorrowedText?
    /// Its own `task_id`, or its task's where it names none.
    public var taskID: BorrowedText?
    public var createdAt: Timestamp?
    public var userID: BorrowedText?
    public var model: BorrowedText?
    public var operation: BorrowedText?
    /// Pixels.
    public var width: Int64?
    /// Pixels.
    public var height: Int64?
    /// Video frames, not sampled ones.
    public var frameCount: Int64?
    public var seed: Int64?
    public var isPublic: Bool?
    public var title: BorrowedText?
    public var prompt: BorrowedText?
    public var moderation = ModerationResult()
    public var outputType: BorrowedText?
    public var outputIsFlagged: Bool?
    public var outputIsTerminal: Bool?
    public var outputRiskLevel: Double?
    public var u18IsChild: Bool?
    public var u18IsRealistic: Bool?
    public var u18Rationale: BorrowedText?

    /// Ranges into the arrays of `ResponseRecords`.
    public var readings: Range<Int> = 0..<0
    public var legalSeries: Range<Int> = 0..<0
    public var filters: Range<Int> = 0..<0
    public var defects: Range<Int> = 0..<0
    public var unrecognised: Range<Int> = 0..<0

    init(task: Int) { self.task = task }
}

/// One sampled frame of a legal classifier. A value that was absent or unsound is nil, and the frame defective.
public struct LegalFrame: Sendable {
    /// `l`: the class recognised. It has no public meaning.
    public var label: Int64?
    /// `p`, 0…1.
    public var probability: Double?
    /// `v`
    public var verdict: Bool?

    @inlinable
    public var isSound: Bool { label != nil && probability != nil && verdict != nil }
}

/// The frames of one legal classifier of one generation.
public struct LegalSeries: Sendable {
    public var classifier: BorrowedText
    /// Into `ResponseRecords.frames`; a frame's 0-based index counts from the lower bound.
    public var frames: Range<Int>
    /// Frames without a sound `l`, `p` and `v`.
    public var defective: Int
    /// Whether a frame's `v` is true, be the frame sound or not.
    public var hasTrueVerdict: Bool
}

/// One filter of `output_moderation_result.filter_results`. Category scores stand in the readings.
public struct FilterResult: Sendable {
    public var filter: BorrowedText
    public var type: BorrowedText?
    public var reason: BorrowedText?
}

/// A value that is there and cannot be used (CONTRACT section 2).
public struct Defect: Sendable {
    /// JSON pointer (RFC 6901) into the text that was judged.
    public var pointer: String
    public var reason: String
}

/// Moderation content that the contract's table does not name.
public struct Unrecognised: Sendable {
    /// JSON pointer from the generation (or its task) on.
    public var path: String
}

/// A response or task that gave no generation (CONTRACT section 5).
public struct Unaudited: Sendable {
    public enum Kind: String, Sendable, CaseIterable {
        case unreadable, apiError = "api_error", pending, failed, empty
    }

    public var kind: Kind
    public var taskID: BorrowedText?
    public var status: BorrowedText?
    /// In our words, or the platform's.
    public var reason: String
    /// Generations of the text that come before it.
    public var generationsBefore: Int
}
