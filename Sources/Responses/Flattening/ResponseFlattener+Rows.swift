/// The rows of what gave no generation (CONTRACT section 5).
extension ResponseFlattener {
    /// The row of an object that holds nothing. `outer` is what the envelopes around it say, `inner` that and its own word;
    /// `isSaid` where it has a row already, which is enough for what is no envelope.
    mutating func addOwnRow(
        of object: JSONValue, _ map: borrowing FieldMap, in outer: OuterFields, _ inner: OuterFields,
        isSaid: Bool
    ) {
        switch Envelope(object, map, in: inner) {
        case .task: flattenTask(object, map, in: outer)
        case .video: flattenTask(object, map, in: outer, isVideo: true)
        case .relay: addRelay(object, inner)
        case .draft(let kind): addDraft(kind, object, inner)
        case .error: addError(object, inner)
        case .emptyList(let words): addRow(.empty, RowFacts(inner), "\(words)")
        case .unknown: if !isSaid { addUnknownShape(object, inner) }
        }
    }

    /// A relay's answer without a task: what it says of itself decides.
    private mutating func addRelay(_ object: JSONValue, _ relay: OuterFields) {
        let words = PlatformWords(of: object)
        let failures =
            words.failures
            + [relay.failReason.map { PlatformWords.shortened(String($0)) }, relay.failure].compactMap { $0 }
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

    /// A row for each member of an envelope that is no holder, and has moderation results within nevertheless.
    /// - Returns: whether there was one.
    mutating func addStrays(of object: JSONValue, _ outer: OuterFields) -> Bool {
        let before = records.unaudited.count
        for (name, value) in JSONMembers(of: object) where value.isFilled {
            let field = FieldIndex.shared[name]
            if let field, Envelope.holders.contains(field) { continue }
            if GenerationNames.stand(within: value) { addStray(at: .name(name), outer) }
        }
        return records.unaudited.count > before
    }

    /// The same of a task or generation, of which `fields` are not read.
    mutating func addStrays(
        _ fields: FieldSet, of object: JSONValue, _ map: borrowing FieldMap, _ outer: OuterFields
    ) {
        var rest = map.given(among: fields), hasStray = false
        while let field = rest.popFirst() {
            hasStray = hasStray || map.isTwice(field) || map[field]?.isFilled == true
        }
        if hasStray || map.anyUnknownContainer(GenerationNames.stand) { _ = addStrays(of: object, outer) }
    }

    private mutating func addStray(at step: JSONPointer.Step, _ outer: OuterFields) {
        let place = pointer.text(from: 0, step)
        addRow(
            .unreadable, RowFacts(outer), "\(place): moderation results in a place where no envelope has them")
    }

    mutating func addRow(_ kind: Unaudited.Kind, _ facts: RowFacts, _ reason: String) {
        let defects = records.defects.count, unrecognised = records.unrecognised.count
        records.defects += facts.defects
        records.unrecognised += facts.unrecognised
        firstDefect = records.defects.count
        listedBytes += facts.listedBytes + reason.utf8.count
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

    /// Bytes that the row repeats of the envelopes around it.
    fileprivate var listedBytes: Int {
        let texts = [taskID, status, moderation.type, moderation.code]
        return texts.reduce(0) { $0 + ($1?.count ?? 0) } + defects.reduce(0) { $0 + $1.listedBytes }
            + unrecognised.reduce(0) { $0 + $1.listedBytes }
    }

    init(_ outer: OuterFields) {
        taskID = outer.taskID ?? outer.id ?? outer.requestedID
        status = outer.status
        defects = outer.defects
        unrecognised = outer.unrecognised
    }
}
