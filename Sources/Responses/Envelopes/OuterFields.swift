/// The fields of the envelopes around a value. The fields of an inner envelope replace those of an outer one.
struct OuterFields {
    /// Whether one of the envelopes is a relay's.
    var isRelay = false
    /// The code and message of the relays that did not succeed.
    var refusal: String?
    /// The ID in the URL of a capture.
    var requestedID: BorrowedText?
    /// The ID of the innermost task or wrapper that has one.
    var nearestID: BorrowedText?
    /// A relay's `task_id`.
    var taskID: BorrowedText?
    var status: BorrowedText?
    var failReason: BorrowedText?
    /// The reasons of a failure, the innermost first.
    var failures: [String] = []
    /// The moderation result of the innermost envelope that has one. An answer without its own moderation result
    /// inherits it.
    var moderation = ModerationResult()
    var submittedAt: Timestamp?
    var startedAt: Timestamp?
    var finishedAt: Timestamp?
    /// The defects found before the first generation. Every generation and row of the answer lists them.
    var defects: [Defect] = []
    /// The unrecognised content of the envelopes. Every generation and row of the answer lists it.
    var unrecognised: [Unrecognised] = []

    private static let fields: FieldSet = [
        .code, .id, .taskID, .status, .failReason, .failureReason, .error, .submitTime, .startTime, .finishTime,
    ]
    private static let ofRelays: FieldSet = [.taskID, .failReason, .submitTime, .startTime, .finishTime]

    /// Adds the fields of `object`, which has the fields `map`.
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
            // An object of any kind may have a status.
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

    /// Returns a copy with the fields of a task, for the content of the task.
    func around(_ task: TaskRecord, _ context: TaskContext) -> OuterFields {
        var inner = self
        inner.nearestID = task.id ?? nearestID
        if let status = task.status, !status.isEmpty { inner.status = status }
        if !task.moderation.isEmpty { inner.moderation = task.moderation }
        inner.defects = context.defects
        inner.unrecognised = context.unrecognised
        return inner
    }

    /// Returns a copy with the task ID of a generation, for the content of the generation.
    func within(_ generation: borrowing FieldMap, of flattener: borrowing ResponseFlattener) -> OuterFields {
        var inner = self
        if let id = generation[.taskID], id.isWords, flattener.isSound(id) { inner.nearestID = id.text.bounded }
        return inner
    }

    /// The code and message of an object with a code that does not mean success; otherwise nil. The codes of success
    /// are `success` in any letter case, `ok`, `0` and `200` (CONTRACT section 1).
    static func refusal(of object: JSONValue, _ map: borrowing FieldMap) -> String? {
        guard let code = map[.code] else {
            return map.isTwice(.code) ? "code: given twice: \(PlatformWords.error(object))" : nil
        }
        if code.meansSuccess { return nil }
        let words = PlatformWords.error(object, code: code)
        return words.isEmpty ? "the code is \(ResponseFlattener.kindName(of: code))" : words
    }

    /// Adds the moderation blocks of `object`, which is an object without a record.
    mutating func readBlocks(
        _ object: JSONValue, _ map: borrowing FieldMap, of flattener: inout ResponseFlattener
    ) {
        var given = map.given(among: Envelope.blocks)
        if given.isEmpty, !map.hasUnknownResult { return }
        let before = flattener.records.unrecognised.count, defectsBefore = flattener.records.defects.count
        let depth = flattener.pointer.depth
        flattener.noteUnknownClassifiers(object, depth)
        let isOfRelay = map.has(.code) || !map.given(among: Self.ofRelays).isEmpty
        // An object with an ID and a moderation result is a task.
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
    /// The text; nil if it is absent or empty.
    var filled: BorrowedText? { value.flatMap { $0.isEmpty ? nil : $0 } }
}

extension JSONValue {
    /// Whether a relay's `code` means success.
    fileprivate var meansSuccess: Bool {
        if self.is(.text) {
            return text.isEqualIgnoringCase(to: "success") || text.isEqualIgnoringCase(to: "ok") || text == "0"
                || text == "200"
        }
        return number == 0 || number == 200
    }
}
