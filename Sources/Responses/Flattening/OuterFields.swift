/// What the envelopes around a task say of it: a relay of its task, a wrapper of what it holds. An inner envelope's word
/// goes before an outer one's.
struct OuterFields {
    /// Whether a relay is among them.
    var isRelay = false
    /// Code and message of a relay that did not succeed.
    var refusal: String?
    /// The id in the URL of a capture.
    var requestedID: BorrowedText?
    /// The id of the innermost task, relay's task or wrapper that has one.
    var nearestID: BorrowedText?
    /// A relay's `task_id`.
    var taskID: BorrowedText?
    var status: BorrowedText?
    var failReason: BorrowedText?
    /// Of the innermost envelope that has one. A task without a moderation result of its own has this one in its row.
    var moderation = ModerationResult()
    /// What a wrapper gives as its error.
    var failure: String?
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
    private static let blocks: FieldSet = [
        .moderationResult, .legalClassifierResult, .outputModerationResult, .safetyClassifierResult,
    ]

    /// Adds what `object` says, whose fields are `map`.
    mutating func read(_ object: JSONValue, _ map: borrowing FieldMap, of flattener: inout ResponseFlattener) {
        let before = flattener.records.defects.count
        if map.hasUnknownResult || !map.given(among: Self.blocks).isEmpty {
            noteModeration(object, map, of: &flattener)
        }
        let given = map.given(among: Self.fields)
        if !given.isEmpty { read(given, of: object, map, &flattener) }
        if flattener.records.defects.count > before { defects += flattener.takeDefects(from: before) }
    }

    private mutating func read(
        _ given: FieldSet, of object: JSONValue, _ map: borrowing FieldMap, _ flattener: inout ResponseFlattener
    ) {
        if given.contains(.code) {
            isRelay = true
            refusal = Self.refusal(of: object, map) ?? refusal
        }
        if map.given(among: Self.ofRelays).isEmpty {
            // Any object may have an id and a status, of whatever kind.
            if map.holdsText(.id) {
                nearestID = flattener.identifier(.id, in: map).filledText ?? nearestID
            }
            if map.holdsText(.status) {
                status = flattener.text(.status, in: map).filledText ?? status
            }
        } else {
            isRelay = true
            let id = flattener.identifier(.taskID, in: map).filledText
            taskID = id ?? taskID
            if id == nil, map.holdsText(.id) {
                nearestID = flattener.identifier(.id, in: map).filledText ?? nearestID
            } else {
                nearestID = id ?? nearestID
            }
            status = flattener.text(.status, in: map).filledText ?? status
            failReason = flattener.text(.failReason, in: map).filledText ?? failReason
            submittedAt = flattener.timestamp(.submitTime, in: map) ?? submittedAt
            startedAt = flattener.timestamp(.startTime, in: map) ?? startedAt
            finishedAt = flattener.timestamp(.finishTime, in: map) ?? finishedAt
        }
        if map.hasContent(.error) || map.hasContent(.failureReason) {
            failure = PlatformWords(of: object).failures.joined(separator: "; ")
        }
    }

    /// The same with what a task says, for what is within it.
    func around(_ task: TaskRecord) -> OuterFields {
        var inner = self
        inner.nearestID = task.id ?? nearestID
        if let status = task.status, !status.isEmpty { inner.status = status }
        if !task.moderation.isEmpty { inner.moderation = task.moderation }
        return inner
    }

    /// Code and message where the code does not mean success: `success` in any letter case, `ok`, `0` or `200` do
    /// (CONTRACT section 1).
    static func refusal(of object: JSONValue, _ map: borrowing FieldMap) -> String? {
        guard let code = map[.code] else { return map.isTwice(.code) ? "/code: given twice" : nil }
        if code.meansSuccess { return nil }
        let words = PlatformWords.error(object, code: code)
        return words.isEmpty ? "the code is \(ResponseFlattener.kindName(of: code))" : words
    }

    private mutating func noteModeration(
        _ object: JSONValue, _ map: borrowing FieldMap, of flattener: inout ResponseFlattener
    ) {
        let before = flattener.records.unrecognised.count
        let depth = flattener.pointer.depth
        flattener.noteUnknownClassifiers(object, depth)
        var given = map.given(among: Self.blocks)
        while let field = given.popFirst() { flattener.noteUnrecognised(field, in: map, from: depth) }
        if let block = map[.moderationResult], block.is(.object), !block.isEmpty {
            moderation = flattener.moderationResult(of: block)
        }
        let isOfRelay = isRelay || map.has(.code) || !map.given(among: Self.ofRelays).isEmpty
        unrecognised += flattener.takeUnrecognised(from: before, of: isOfRelay ? "relay" : "envelope")
    }
}

extension ResponseFlattener.FieldValue where Value == BorrowedText {
    /// An empty text is as good as none.
    var filledText: BorrowedText? { value.flatMap { $0.isEmpty ? nil : $0 } }
}

extension FieldMap {
    /// Whether the field is a text, and not a number that no double holds.
    fileprivate func holdsText(_ field: Field) -> Bool {
        self[field].map { $0.is(.text) && !RepairedJSON.isMark($0.text) } == true
    }
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
