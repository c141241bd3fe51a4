/// The rows of what gave no generation (CONTRACT section 5).
extension ResponseFlattener {
    /// The row of an object that holds nothing. `outer` is what the envelopes around it say, `inner` that and its own word.
    mutating func addOwnRow(
        of object: JSONValue, _ map: borrowing FieldMap, in outer: OuterFields, _ inner: OuterFields
    ) {
        if GenerationNames.stand(within: object) {
            return addRow(
                .unreadable, RowFacts(inner),
                "\(placed)moderation results in a place where no envelope has them")
        }
        switch Envelope(object, map, in: inner) {
        case .task: flattenTask(object, map, in: outer)
        case .video: flattenTask(object, map, in: outer, isVideo: true)
        case .relay: addRelay(object, inner)
        case .draft(let kind): addDraft(kind, object, inner)
        case .error: addError(object, inner)
        case .emptyList(let words): addRow(.empty, RowFacts(inner), "\(words)")
        case .unknown: addUnknownShape(object, inner)
        }
    }

    /// A relay's answer without a task: what it says of itself decides.
    private mutating func addRelay(_ object: JSONValue, _ relay: OuterFields) {
        let words = PlatformWords(of: object)
        let failures = words.failures + [relay.failReason.map(String.init), relay.failure].compactMap { $0 }
        let ending = TaskEnding(status: relay.status, failures: failures, remarks: words.remarks)
        addRow(ending.kind, RowFacts(relay), PlatformWords.reason(failures + words.remarks))
    }

    private mutating func addDraft(_ kind: Envelope.Draft, _ draft: JSONValue, _ outer: OuterFields) {
        let words = PlatformWords(of: draft)
        let reason = PlatformWords.reason(words.failures + words.remarks)
        switch kind {
        case .plain:
            addRow(.empty, RowFacts(outer), reason.isEmpty ? "a draft without classifier results" : reason)
        case .violation: addRow(.rejected, RowFacts(outer), reason)
        case .failed:
            addRow(PlatformWords.namePolicy(words.failures) ? .rejected : .failed, RowFacts(outer), reason)
        }
    }

    private mutating func addError(_ object: JSONValue, _ outer: OuterFields) {
        let own = PlatformWords.error(object)
        let words = [outer.refusal ?? "", own]
        addRow(
            PlatformWords.namePolicy(words) ? .rejected : .apiError, RowFacts(outer),
            PlatformWords.reason(words))
    }

    mutating func addRow(_ kind: Unaudited.Kind, _ facts: RowFacts, _ reason: String) {
        let defects = records.defects.count, unrecognised = records.unrecognised.count
        records.defects += facts.defects
        records.unrecognised += facts.unrecognised
        firstDefect = records.defects.count
        records.unaudited.append(
            Unaudited(
                kind: kind, taskID: facts.taskID, status: facts.status, moderation: facts.moderation,
                reason: reason.withoutLinks, generationsBefore: records.generations.count,
                defects: defects..<records.defects.count,
                unrecognised: unrecognised..<records.unrecognised.count))
    }

    mutating func addUnknownShape(_ value: JSONValue, _ outer: OuterFields) {
        unknownShapes += 1
        if let refusal = outer.refusal, !value.is(.object) {
            return addRow(.apiError, RowFacts(outer), refusal)
        }
        addRow(.unreadable, RowFacts(outer), "\(placed)\(UnknownShape.words(of: value))")
    }

    /// Where the value at work stands, before the words that say what is wrong with it; empty at the root.
    private var placed: String { pointer.depth == 0 ? "" : "\(pointer.text()): " }
}

/// What a row says besides its kind and reason.
struct RowFacts {
    var taskID: BorrowedText?
    var status: BorrowedText?
    var moderation = ModerationResult()
    var defects: [Defect]
    var unrecognised: [Unrecognised]

    init(_ outer: OuterFields) {
        taskID = outer.taskID ?? outer.id ?? outer.requestedID
        status = outer.status
        defects = outer.defects
        unrecognised = outer.unrecognised
    }
}
