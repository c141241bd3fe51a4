/// The rows of what gave no generation (CONTRACT section 5).
extension ResponseFlattener {
    /// The row of an object that holds no envelope. `outer` is what the envelopes around it say, `inner` that and its own
    /// word; `isSaid` where it has a row already, which is enough for what is no envelope.
    mutating func addOwnRow(
        of object: JSONValue, _ map: borrowing FieldMap, in outer: OuterFields, _ inner: OuterFields,
        beside holders: [UnknownHolder], isSaid: Bool
    ) {
        let before = records.unaudited.count
        switch Envelope(object, map, in: inner, isInRelay: outer.isRelay) {
        case .task: flattenTask(object, map, in: outer)
        case .video: flattenTask(object, map, in: outer, isVideo: true)
        case .relay: addRelay(object, map, inner)
        case .draft(let kind): addDraft(kind, object, map, inner)
        case .error: addError(object, inner)
        case .emptyList(let words): addRow(.empty, RowFacts(inner), "\(words)")
        case .unknown: return addUnknownRow(of: object, inner, beside: holders, isSaid: isSaid)
        }
        // A result that can't be read is no empty result.
        if records.unaudited.last?.kind == .empty, holders.contains(where: \.isStrict) {
            records.unaudited.removeSubrange(before...)
            removeRows(of: holders.filter { !$0.isStrict })
        } else {
            removeRows(of: holders)
        }
    }

    /// One row of what is no envelope, or one for each element of its lists: those that say the most.
    private mutating func addUnknownRow(
        of object: JSONValue, _ outer: OuterFields, beside holders: [UnknownHolder], isSaid: Bool
    ) {
        var others = holders
        if holders.contains(where: \.isList) {
            others.removeAll(where: \.isList)
        } else if let first = holders.firstIndex(where: \.isTelling) {
            others.remove(at: first)
        } else if !isSaid {
            addUnknownShape(object, outer)
        }
        removeRows(of: others)
    }

    /// A relay's answer without a task: what it says of itself decides.
    private mutating func addRelay(_ object: JSONValue, _ map: borrowing FieldMap, _ relay: OuterFields) {
        let words = PlatformWords(of: object)
        let failures =
            words.failures
            + [
                relay.failReason.map { PlatformWords.shortened(String($0)) }, relay.failure,
            ].compactMap { $0 }
        let ending = TaskEnding(
            status: relay.status, failures: failures, remarks: words.remarks, moderation: relay.moderation)
        var said = failures + words.remarks
        if relay.moderation.isRefusal { said.append(relay.moderation.words) }
        // The answer to an order: the relay has the task, and nothing of it yet.
        let isOrdered = ending.kind == .empty && relay.status == nil && map.has(.taskID) && !map.has(.data)
        addRow(
            isOrdered ? .pending : ending.kind, facts(relay, withReasonsOf: object), PlatformWords.reason(said))
    }

    private mutating func addDraft(
        _ kind: Envelope.Draft, _ draft: JSONValue, _ map: borrowing FieldMap, _ outer: OuterFields
    ) {
        let words = PlatformWords(of: draft)
        var facts = facts(outer, withReasonsOf: draft)
        facts.generationID = identifier(.id, in: map).filledText ?? draftID(of: draft)
        facts.taskID = outer.taskID ?? outer.requestedID
        var said = words.failures + words.remarks
        if outer.moderation.isRefusal { said.append(outer.moderation.words) }
        if let refusal = outer.refusal { said.insert(refusal, at: 0) }
        let reason = PlatformWords.reason(said)
        let ending = TaskEnding(
            status: outer.status, failures: words.failures, remarks: words.remarks, moderation: outer.moderation
        )
        if kind == .violation || ending.kind == .rejected
            || (kind == .failed || outer.refusal != nil) && PlatformWords.namePolicy(said)
        {
            addRow(.rejected, facts, reason)
        } else if outer.refusal != nil {
            addRow(.apiError, facts, reason)
        } else if kind == .failed {
            addRow(.failed, facts, reason)
        } else {
            let isSilent = reason.isEmpty && ending.kind == .empty
            addRow(ending.kind, facts, isSilent ? "a draft without classifier results" : reason)
        }
    }

    /// What the envelopes say, and the object's defects among the reasons of its failure.
    private mutating func facts(_ outer: OuterFields, withReasonsOf object: JSONValue) -> RowFacts {
        var facts = RowFacts(outer)
        let before = records.defects.count
        checkReasons(of: object)
        facts.defects += takeDefects(from: before)
        return facts
    }

    /// A reason is a text or an object, which holds texts; another value is a defect.
    mutating func checkReasons(of object: JSONValue) {
        for (name, value) in JSONMembers(of: object)
        where PlatformWords.reasonNames.contains(where: { name == $0 }) {
            if value.is(.null) || value.is(.object) || value.is(.text) && !RepairedJSON.isMark(value.text) {
                continue
            }
            addDefect(at: .name(name), "expected a reason, found \(Self.kindName(of: value))")
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
                kind: kind, taskID: facts.taskID, generationID: facts.generationID, status: facts.status,
                moderation: facts.moderation, reason: reason.withoutLinks,
                generationsBefore: records.generations.count,
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
    var generationID: BorrowedText?
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
        taskID = outer.nearestID ?? outer.requestedID
        status = outer.status
        moderation = outer.moderation
        defects = outer.defects
        unrecognised = outer.unrecognised
    }
}
