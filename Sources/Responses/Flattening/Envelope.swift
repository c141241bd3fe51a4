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
    /// Those of `holders` that other objects use for content of their own too: what is no envelope there says nothing
    /// where the object around it is one.
    static let looseHolders: FieldSet = [
        .payload, .response, .result, .taskResponse, .tasks, .items, .detail, .pendingInfo,
    ]
    /// Fields that neither hold envelopes nor are read of a task: what stands there is stray. An error may be any object.
    static let strayOfTasks =
        (FieldSet([
            .id, .taskID, .status, .failReason, .type, .createdAt, .submitTime, .startTime, .finishTime, .user,
            .model,
            .operation, .prompt, .variants, .needsUserReview, .moderationResult, .unsafeGenerations,
            .legalClassifierResult, .outputModerationResult, .safetyClassifierResult,
        ]).union(holders)).inverted
    /// The same of a generation.
    static let strayOfGenerations =
        (FieldSet([
            .id, .taskID, .createdAt, .user, .model, .operation, .width, .height, .frameCount, .seed, .isPublic,
            .title,
            .prompt, .moderationResult, .legalClassifierResult, .outputModerationResult,
            .safetyClassifierResult,
        ]).union(holders)).inverted
    private static let blocks: FieldSet = [
        .legalClassifierResult, .outputModerationResult, .safetyClassifierResult,
    ]
    private static let ofGenerationsOnly: FieldSet = [.seed, .isPublic]
    private static let ofTasksOnly: FieldSet = [
        .status, .unsafeGenerations, .variants, .needsUserReview, .generations,
    ]

    /// The `holders` of an object that have content. An empty or null one decides nothing.
    static func filledHolders(of map: borrowing FieldMap) -> FieldSet {
        var given = map.given(among: holders), filled = given
        while let field = given.popFirst() {
            if !map.hasContent(field) { filled.remove(field) }
        }
        return filled
    }

    /// Whether the object is a generation by itself, whatever it holds besides.
    static func isGeneration(_ map: borrowing FieldMap, _ holders: FieldSet) -> Bool {
        let hasBlock =
            map.hasContent(.legalClassifierResult) || map.hasContent(.outputModerationResult)
            || map.hasContent(.safetyClassifierResult)
        // A task with generations may have moderation blocks of its own, which are no generation's.
        if holders.contains(.generations) { return hasBlock && hasMarks(map) && map.has(.taskID) }
        return hasBlock
            || hasMarks(map) && map.given(among: ofTasksOnly).isEmpty && !map.gives(.type, "video_gen")
    }

    /// Whether the object has a name that only generations have.
    static func hasMarks(_ map: borrowing FieldMap) -> Bool {
        !map.given(among: blocks).isEmpty || !map.given(among: ofGenerationsOnly).isEmpty
    }

    /// Whether the object is a task by more than its id and status, so that it has a row of its own beside what it holds.
    static func isTaskBeyondDoubt(_ map: borrowing FieldMap) -> Bool {
        map.hasContent(.id)
            && (map.hasContent(.moderationResult) || map.has(.unsafeGenerations)
                || map.gives(.type, "video_gen"))
    }

    /// What an object without content in its holders is. `outer` is what the envelopes around it say.
    init(_ object: JSONValue, _ map: borrowing FieldMap, in outer: OuterFields) {
        if let kind = object.member(named: "kind"), let draft = Self.draft(kind, of: map) {
            self = .draft(draft)
        } else if object.member(named: "object").map({ $0.is(.text) && $0.text == "video" }) == true,
            map.hasContent(.status) || map.hasContent(.error)
        {
            self = .video
        } else if Self.isTask(object, map) {
            self = .task
        } else if outer.refusal != nil {
            self = .error
        } else if Self.isRelay(object, map, in: outer) {
            self = .relay
        } else if map.has(.taskResponses) {
            self = .emptyList("a listing without tasks")
        } else if Self.isEmptyList(map[.data]) || Self.isEmptyList(map[.items]) {
            self = .emptyList("a feed without entries")
        } else if Self.isError(object, map) {
            self = .error
        } else {
            self = .unknown
        }
    }

    private static func draft(_ kind: JSONValue, of map: borrowing FieldMap) -> Draft? {
        guard kind.is(.text) else { return nil }
        if kind.text == "sora_draft" { return .plain }
        if kind.text == "sora_content_violation" { return .violation }
        return kind.text == "sora_error" ? .failed : nil
    }

    private static func isTask(_ object: JSONValue, _ map: borrowing FieldMap) -> Bool {
        if map.has(.generations) || isTaskBeyondDoubt(map) { return true }
        if map.hasContent(.status), map.hasContent(.id) || map.hasContent(.taskID) { return true }
        return object.member(named: "taskId") != nil && object.member(named: "state") != nil
    }

    private static func isEmptyList(_ value: JSONValue?) -> Bool {
        value.map { $0.is(.array) && $0.isEmpty } == true
    }

    private static func isRelay(_ object: JSONValue, _ map: borrowing FieldMap, in outer: OuterFields) -> Bool {
        // Where a relay's account of its task belongs, the status is enough.
        if outer.isRelay, !map.has(.code), map.hasContent(.status) { return true }
        guard map.has(.data), map[.data]?.is(.array) != true else { return false }
        if map.hasContent(.status) || map.hasContent(.taskID) || map.hasContent(.code) { return true }
        return object.member(named: "success")?.boolean == true
    }

    private static func isError(_ object: JSONValue, _ map: borrowing FieldMap) -> Bool {
        // A code of success beside a message is no error, and no answer either.
        if map.hasContent(.code) { return map.hasContent(.error) }
        let says = { (value: JSONValue?) in value.map { $0.is(.text) && !$0.text.isEmpty } == true }
        return map.hasContent(.error) || says(map[.message]) || says(object.member(named: "msg"))
            || says(map[.detail])
    }
}
