/// What an object of a response is, told by its shape alone: the rows of CONTRACT section 1.
///
/// This is the one place where an envelope is recognised. `ResponseFlattener.flattenEnvelope` asks it in every place
/// where an envelope may stand: at the root, in a list, and under each of `holders`.
enum Envelope {
    /// An object that says how a task stands, without generations: a task, the relay's account of one, or a video object
    /// of the official API.
    case task
    case video
    /// A relay's answer without a task.
    case relay
    /// A listing, feed or list without entries, with the words for it.
    case emptyList(StaticString)
    case draft(Draft)
    case error
    /// A generation whose blocks have nothing in them.
    case generation
    /// None of these.
    case unknown

    /// An entry of a feed of drafts, by its `kind`.
    enum Draft { case plain, violation, failed }

    /// The names under which an object may hold another envelope, or a list of them.
    static let holders: FieldSet = [
        .data, .taskResponses, .payload, .generations, .response, .result, .taskResponse, .tasks, .items,
        .detail,
        .pendingInfo,
    ]
    static let generationsOnly: FieldSet = [.generations]
    /// Those of `holders` that only envelopes have: what is no envelope there is unreadable.
    static let strictHolders: FieldSet = [.data, .taskResponses, .generations]
    static let blocks: FieldSet = [
        .moderationResult, .legalClassifierResult, .outputModerationResult, .safetyClassifierResult,
    ]
    /// Fields whose content is neither an envelope nor part of a moderation result: results in it are stray.
    static let strayFields = holders.union(blocks).inverted
    private static let ofGenerations: FieldSet = [
        .legalClassifierResult, .outputModerationResult, .safetyClassifierResult, .seed, .isPublic,
    ]

    /// The `holders` of an object that have content. An empty or null one decides nothing.
    static func filledHolders(of map: borrowing FieldMap) -> FieldSet {
        var given = map.given(among: holders), filled = given
        while let field = given.popFirst() {
            if !map.hasContent(field) { filled.remove(field) }
        }
        return filled
    }

    /// Whether the object is a generation by itself, whatever it holds besides: it has an id and a block with something in
    /// it. A task with generations may have such a block too, but no `task_id` beside it.
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

    /// Whether the object is a task by more than its id and status, so that it may have a row beside what it holds.
    static func isTaskBeyondDoubt(_ map: borrowing FieldMap) -> Bool {
        let isCounted = map.hasContent(.unsafeGenerations)
        return map.hasContent(.id)
            && (map.hasContent(.moderationResult) || isCounted || map.gives(.type, "video_gen"))
            || isCounted && map.has(.generations)
    }

    /// What an object is that holds no envelope. `isInRelay` tells whether a relay is around it.
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

    /// The kind of draft that the object is; nil where it is none.
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
        // Where a relay's account of its task belongs, its status or its id is enough.
        if isInRelay, !map.has(.code), map.givesText(.status) || map.givesText(.taskID) { return true }
        guard map.has(.data), map[.data]?.is(.array) != true else { return false }
        if map.givesText(.status) || map.givesText(.taskID) || map.hasContent(.code) { return true }
        return object.sole(named: "success")?.boolean == true
    }

    private static func isError(_ object: JSONValue, _ map: borrowing FieldMap) -> Bool {
        if PlatformWords.giveError(object) { return true }
        // A code of success beside a message is no error, and no answer either.
        if map.hasContent(.code) || map.hasContent(.data) { return false }
        return object.gives(textNamed: "message") || object.gives(textNamed: "msg")
    }
}
