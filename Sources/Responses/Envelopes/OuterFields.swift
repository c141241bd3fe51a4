/// What the envelopes around a task say of it: a relay of its task, a wrapper of what it holds. An inner envelope's word
/// goes before an outer one's.
struct OuterFields {
    /// Whether a relay is among them.
    var isRelay = false
    /// Code and message of the relays that did not succeed.
    var refusal: String?
    /// The id in the URL of a capture.
    var requestedID: BorrowedText?
    /// The id of the innermost task, relay's task or wrapper that has one.
    var nearestID: BorrowedText?
    /// A relay's `task_id`.
    var taskID: BorrowedText?
    var status: BorrowedText?
    var failReason: BorrowedText?
    /// What they give as reasons of a failure, the innermost first.
    var failures: [String] = []
    /// Of the innermost envelope that has one: an answer without a moderation result of its own has this one.
    var moderation = ModerationResult()
    var submittedAt: Timestamp?
    var startedAt: Timestamp?
    var finishedAt: Timestamp?
    /// Defects met before any generation was: every generation and row of the answer lists them.
    var defects: [Defect] = []
    /// Of the envelopes themselves: every generation and row of the answer names it.
    var unrecognised: [Unrecognised] = []

    private static let fields: FieldSet = [
        .code, .id, .taskID, .status, .failReason, .failureReason, .error, .submitTime, .startTime, .finishTime,
    ]
    private static let ofRelays: FieldSet = [.taskID, .failReason, .submitTime, .startTime, .finishTime]

    /// Adds what `object` says, whose fields are `map`.
    mutating func read(_ object: JSONValue, _ map: borrowing FieldMap, of flattener: inout ResponseFlattener) {
        readBlocks(object, map, of: &flattener)
        let given = map.given(among: Self.fields)
        if given.isEmpty { return }
        let before = flattener.records.defects.count
        read(given, of: object, map, &flattener)
        if flattener.records.defects.count > before { defects += flattener.takeDefects(from: before) }
    }

    private mutating func read(
        _ given: FieldSet, of object: JSONValue, _ map: borrowing FieldMap, _ flattener: inout ResponseFlattener
    ) {
        if given.contains(.code) {
            isRelay = true
            if let words = Self.refusal(of: object, map) {
                refusal = PlatformWords.reason([words, refusal ?? ""])
            }
        }
        if given.contains(.id) || given.contains(.taskID) {
            let ids = flattener.ids(of: object, map, isTask: false)
            nearestID = ids.id ?? nearestID
            taskID = ids.relay ?? taskID
        }
        if map.given(among: Self.ofRelays).isEmpty {
            // Any object may have a status, of whatever kind.
            if map.givesText(.status) { status = flattener.text(.status, in: map).filled ?? status }
        } else {
            isRelay = true
            status = flattener.text(.status, in: map).filled ?? status
            failReason = flattener.text(.failReason, in: map).filled ?? failReason
            submittedAt = flattener.timestamp(.submitTime, in: map) ?? submittedAt
            startedAt = flattener.timestamp(.startTime, in: map) ?? startedAt
            finishedAt = flattener.timestamp(.finishTime, in: map) ?? finishedAt
        }
        if map.hasContent(.error) || map.hasContent(.failureReason) || map.hasContent(.failReason) {
            failures = Array((PlatformWords.failures(around: object) + failures).prefix(20))
        }
    }

    /// The same with what a task says, for what is within it.
    func around(_ task: TaskRecord, _ context: TaskContext) -> OuterFields {
        var inner = self
        inner.nearestID = task.id ?? nearestID
        if let status = task.status, !status.isEmpty { inner.status = status }
        if !task.moderation.isEmpty { inner.moderation = task.moderation }
        inner.defects = context.defects
        inner.unrecognised = context.unrecognised
        return inner
    }

    /// The same for what is within a generation, which has the id of its task and nothing of its own to say of others.
    func within(_ generation: borrowing FieldMap, of flattener: borrowing ResponseFlattener) -> OuterFields {
        var inner = self
        if let id = generation[.taskID], id.isWords, flattener.isSound(id) { inner.nearestID = id.text.bounded }
        return inner
    }

    /// Code and message where the code does not mean success: `success` in any letter case, `ok`, `0` or `200` do
    /// (CONTRACT section 1).
    static func refusal(of object: JSONValue, _ map: borrowing FieldMap) -> String? {
        guard let code = map[.code] else {
            return map.isTwice(.code) ? "code: given twice: \(PlatformWords.error(object))" : nil
        }
        if code.meansSuccess { return nil }
        let words = PlatformWords.error(object, code: code)
        return words.isEmpty ? "the code is \(ResponseFlattener.kindName(of: code))" : words
    }

    /// Adds the moderation blocks of `object`, which no record has.
    mutating func readBlocks(
        _ object: JSONValue, _ map: borrowing FieldMap, of flattener: inout ResponseFlattener
    ) {
        var given = map.given(among: Envelope.blocks)
        if given.isEmpty, !map.hasUnknownResult { return }
        let before = flattener.records.unrecognised.count, defectsBefore = flattener.records.defects.count
        let depth = flattener.pointer.depth
        flattener.noteUnknownClassifiers(object, depth)
        let isOfRelay = map.has(.code) || !map.given(among: Self.ofRelays).isEmpty
        // What has an id and a moderation result is a task, of which the result is known.
        let isOfTask = !isOfRelay && map.hasContent(.id) && given.contains(.moderationResult)
        var own = ModerationResult()
        if isOfTask {
            given.remove(.moderationResult)
            own = flattener.moderation(in: map, from: depth).result
        } else if let block = map[.moderationResult], block.is(.object), !block.isEmpty {
            own = flattener.moderationResult(of: block)
        }
        if !own.isEmpty { moderation = own }
        while let field = given.popFirst() { flattener.noteUnrecognised(field, in: map, from: depth) }
        unrecognised += flattener.takeUnrecognised(
            from: before, of: isOfRelay ? "relay" : isOfTask ? "task" : "envelope")
        defects += flattener.takeDefects(from: defectsBefore)
    }
}

extension ResponseFlattener.FieldValue where Value == BorrowedText {
    /// An empty text is as good as none.
    var filled: BorrowedText? { value.flatMap { $0.isEmpty ? nil : $0 } }
}

extension JSONValue {
    /// Of a relay's `code`.
    fileprivate var meansSuccess: Bool {
        if self.is(.text) {
            return text.isEqualIgnoringCase(to: "success") || text.isEqualIgnoringCase(to: "ok") || text == "0"
                || text == "200"
        }
        return number == 0 || number == 200
    }
}
