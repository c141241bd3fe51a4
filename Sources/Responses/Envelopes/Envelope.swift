/// The kind of an object of a response, determined by its shape alone (CONTRACT section 1).
///
/// This type is the only one that recognises envelopes. `ResponseFlattener.flattenEnvelope` uses it for every place
/// that may hold an envelope: the root, the elements of a list, and each of `holders`.
enum Envelope {
    /// An object with the state of a task and without generations: a task, a relay's object for a task, or a video
    /// object of the official API.
    case task
    case video
    /// A relay's answer without a task.
    case relay
    /// A listing, feed or list without entries. The value is the reason of its row.
    case emptyList(StaticString)
    case draft(Draft)
    case error
    /// A generation with empty blocks.
    case generation
    /// Any other object.
    case unknown

    /// The kind of an entry in a feed of drafts, from its `kind`.
    enum Draft { case plain, violation, failed }

    /// The names of members that may hold another envelope or a list of envelopes.
    static let holders: FieldSet = [
        .data, .taskResponses, .payload, .generations, .response, .result, .taskResponse, .tasks, .items,
        .detail,
        .pendingInfo,
    ]
    static let generationsOnly: FieldSet = [.generations]
    /// The `holders` that only envelopes have. A value in them that is not an envelope is unreadable.
    static let strictHolders: FieldSet = [.data, .taskResponses, .generations]
    static let blocks: FieldSet = [
        .moderationResult, .legalClassifierResult, .outputModerationResult, .safetyClassifierResult,
    ]
    /// The fields with content that is neither an envelope nor part of a moderation result. Moderation results in them
    /// are stray.
    static let strayFields = holders.union(blocks).inverted
    private static let ofGenerations: FieldSet = [
        .legalClassifierResult, .outputModerationResult, .safetyClassifierResult, .seed, .isPublic,
    ]

    /// The `holders` of an object that have content. Empty and null holders have no effect.
    static func filledHolders(of map: borrowing FieldMap) -> FieldSet {
        var given = map.given(among: holders), filled = given
        while let field = given.popFirst() {
            if !map.hasContent(field) { filled.remove(field) }
        }
        return filled
    }

    /// Whether the object is a generation by itself: it has an ID and a non-empty block. A task with generations may
    /// have such a block too, but it has no `task_id`.
    static func isGeneration(_ object: JSONValue, _ map: borrowing FieldMap, _ holders: FieldSet) -> Bool {
        hasFilledBlock(map) && hasGenerationID(object, map)
            && (!holders.contains(.generations) || map.hasContent(.taskID))
    }

    private static func hasFilledBlock(_ map: borrowing FieldMap) -> Bool {
        map.isFilled(.legalClassifierResult) || map.isFilled(.outputModerationResult)
            || map.isFilled(.safetyClassifierResult)
    }

    private static func hasGenerationID(_ object: JSONValue, _ map: borrowing FieldMap) -> Bool {
        map.hasContent(.id) || object.sole(named: "generation_id")?.isBlank == false
    }

    /// Whether the object has a name that only generations have.
    static func hasMarks(_ map: borrowing FieldMap) -> Bool { !map.given(among: ofGenerations).isEmpty }

    /// Whether the object has more marks of a task than its ID and status. Such a task may have a row beside its
    /// content.
    static func isTaskBeyondDoubt(_ map: borrowing FieldMap) -> Bool {
        let isCounted = map.hasContent(.unsafeGenerations)
        return map.hasContent(.id)
            && (map.hasContent(.moderationResult) || isCounted || map.gives(.type, "video_gen"))
            || isCounted && map.has(.generations)
    }

    /// The kind of an object that holds no envelope.
    /// - Parameter isInRelay: Whether the object is in a relay's answer.
    init(_ object: JSONValue, _ map: borrowing FieldMap, isInRelay: Bool) {
        if let draft = Self.draft(map) {
            self = .draft(draft)
        } else if Self.isVideo(object, map) {
            self = .video
        } else if Self.isTask(object, map) {
            self = .task
        } else if OuterFields.refusal(of: object, map) != nil {
            self = .error
        } else if Self.hasMarks(map), Self.hasFilledBlock(map) || Self.hasGenerationID(object, map),
            !Self.isError(object, map)
        {
            self = .generation
        } else if Self.isRelay(object, map, isInRelay) {
            self = .relay
        } else if PlatformWords.giveError(object) {
            self = .error
        } else if Self.isEmptyList(map[.taskResponses]) {
            self = .emptyList("a listing without tasks")
        } else if Self.isEmptyList(map[.data]) || Self.isEmptyList(map[.items]) {
            self = .emptyList("a feed without entries")
        } else if Self.isError(object, map) {
            self = .error
        } else if map.has(.generations) {
            self = .task
        } else if map.has(.taskResponses), !map.hasContent(.taskResponses) {
            self = .emptyList("a listing without tasks")
        } else {
            self = .unknown
        }
    }

    /// The kind of draft; nil if the object is not a draft.
    static func draft(_ map: borrowing FieldMap) -> Draft? {
        guard let kind = map[.kind], kind.is(.text) else { return nil }
        if kind.text == "sora_draft" { return .plain }
        if kind.text == "sora_content_violation" { return .violation }
        return kind.text == "sora_error" ? .failed : nil
    }

    /// Whether the object is a status object of the official video API.
    static func isVideo(_ object: JSONValue, _ map: borrowing FieldMap) -> Bool {
        guard map.hasContent(.status) || map.hasContent(.error) else { return false }
        return object.sole(named: "object").map { $0.is(.text) && $0.text == "video" } == true
    }

    private static func isTask(_ object: JSONValue, _ map: borrowing FieldMap) -> Bool {
        if isTaskBeyondDoubt(map) || map.has(.generations) && map.hasContent(.id) { return true }
        if map.givesText(.status), map.hasContent(.id) || map.givesText(.taskID) { return true }
        return object.sole(named: "taskId") != nil && object.sole(named: "state") != nil
    }

    private static func isEmptyList(_ value: JSONValue?) -> Bool {
        value.map { $0.is(.array) && $0.isEmpty } == true
    }

    private static func isRelay(_ object: JSONValue, _ map: borrowing FieldMap, _ isInRelay: Bool) -> Bool {
        // In a relay's answer, a status or an ID is enough for a task.
        if isInRelay, !map.has(.code), map.givesText(.status) || map.givesText(.taskID) { return true }
        guard map.has(.data), map[.data]?.is(.array) != true else { return false }
        if map.givesText(.status) || map.givesText(.taskID) || map.hasContent(.code) { return true }
        return object.sole(named: "success")?.boolean == true
    }

    private static func isError(_ object: JSONValue, _ map: borrowing FieldMap) -> Bool {
        if PlatformWords.giveError(object) { return true }
        // An object with a success code and a message is neither an error nor an answer.
        if map.hasContent(.code) || map.hasContent(.data) { return false }
        return object.gives(textNamed: "message") || object.gives(textNamed: "msg")
    }
}
