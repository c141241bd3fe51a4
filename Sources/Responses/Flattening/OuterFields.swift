/// What the envelopes around a task say of it: a relay of its task, a wrapper of what it holds. An inner envelope's word
/// goes before an outer one's.
struct OuterFields {
    /// Whether a relay is among them.
    var isRelay = false
    /// Code and message of a relay that did not succeed.
    var refusal: String?
    /// The id in the URL of a capture.
    var requestedID: BorrowedText?
    /// A wrapper's `id`.
    var id: BorrowedText?
    /// A relay's `task_id`.
    var taskID: BorrowedText?
    var status: BorrowedText?
    var failReason: BorrowedText?
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

    /// Adds what `object` says, whose fields are `map`.
    mutating func read(_ object: JSONValue, _ map: borrowing FieldMap, of flattener: inout ResponseFlattener) {
        if map.hasUnknownResult { noteModeration(object, map, of: &flattener) }
        let given = map.given(among: Self.fields)
        if given.isEmpty { return }
        if given.contains(.code) {
            isRelay = true
            refusal = Self.refusal(of: object, map) ?? refusal
        }
        let before = flattener.records.defects.count
        if map.given(among: Self.ofRelays).isEmpty {
            // Any object may have an id and a status, of whatever kind.
            if let value = map[.id], value.is(.text) { id = flattener.identifier(.id, in: map).value ?? id }
            if let value = map[.status], value.is(.text) {
                status = flattener.text(.status, in: map).value ?? status
            }
        } else {
            isRelay = true
            taskID = flattener.identifier(.taskID, in: map).value ?? taskID
            status = flattener.text(.status, in: map).value ?? status
            failReason = flattener.text(.failReason, in: map).value ?? failReason
            submittedAt = flattener.timestamp(.submitTime, in: map) ?? submittedAt
            startedAt = flattener.timestamp(.startTime, in: map) ?? startedAt
            finishedAt = flattener.timestamp(.finishTime, in: map) ?? finishedAt
        }
        if flattener.records.defects.count > before { defects += flattener.takeDefects(from: before) }
        if map.hasContent(.error) || map.hasContent(.failureReason) {
            failure = PlatformWords(of: object).failures.joined(separator: "; ")
        }
    }

    /// Code and message where the code does not mean success: `success` in any letter case, `ok`, `0` or `200` do
    /// (CONTRACT section 1).
    static func refusal(of object: JSONValue, _ map: borrowing FieldMap) -> String? {
        guard let code = map[.code] else { return map.isTwice(.code) ? "/code: given twice" : nil }
        if code.meansSuccess { return nil }
        let words = PlatformWords.error(object, code: code)
        return code.is(.null) && words.isEmpty ? nil : words
    }

    private mutating func noteModeration(
        _ object: JSONValue, _ map: borrowing FieldMap, of flattener: inout ResponseFlattener
    ) {
        let before = flattener.records.unrecognised.count
        flattener.noteUnknownClassifiers(object, flattener.pointer.depth)
        let isOfRelay = isRelay || map.has(.code) || !map.given(among: Self.ofRelays).isEmpty
        unrecognised += flattener.takeUnrecognised(from: before, of: isOfRelay ? "relay" : "envelope")
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
