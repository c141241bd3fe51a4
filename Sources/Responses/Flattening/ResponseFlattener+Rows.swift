/// The rows of objects that gave no generation (CONTRACT section 5).
extension ResponseFlattener {
    /// Adds the row of an object that holds no envelope.
    /// - Parameter isSaid: Whether the object has another row, which is enough if it is not a known envelope.
    mutating func addOwnRow(
        of object: JSONValue, _ map: borrowing FieldMap, in surroundings: Surroundings,
        beside holders: [UnknownHolder], isSaid: Bool
    ) {
        let rows = records.unaudited.count, tasks = records.tasks.count
        if !addKnownRow(of: object, map, in: surroundings) {
            let isTold = holders.contains(where: \.isTelling)
            removeRows(of: holders.filter { !$0.isTelling })
            if !isTold, !isSaid { addUnknownShape(object, surroundings.inner) }
        } else if records.unaudited.count > rows, records.unaudited.last?.kind == .empty,
            holders.contains(where: \.isStrict)
        {
            // An unreadable result is not an empty one.
            records.unaudited.removeLast()
            records.tasks.removeSubrange(tasks...)
            removeRows(of: holders.filter { !$0.isStrict })
            unknownShapes -= holders.reduce(0) { $0 + ($1.isStrict ? $1.rows.count : 0) }
        } else {
            removeRows(of: holders)
        }
    }

    /// Adds the row of a task or draft that holds other envelopes, unless the row would be of kind `empty`.
    mutating func addRowBesideContent(
        of object: JSONValue, _ map: borrowing FieldMap, in surroundings: Surroundings
    ) {
        let rows = records.unaudited.count, tasks = records.tasks.count
        _ = addKnownRow(of: object, map, in: surroundings)
        if records.unaudited.count > rows, records.unaudited.last?.kind == .empty {
            records.unaudited.removeLast()
            records.tasks.removeSubrange(tasks...)
        }
    }

    /// Adds the row of an object that is a known envelope by itself. Returns false if it is not one.
    private mutating func addKnownRow(
        of object: JSONValue, _ map: borrowing FieldMap, in surroundings: Surroundings
    ) -> Bool {
        let outer = surroundings.outer, inner = surroundings.inner
        switch Envelope(object, map, isInRelay: outer.isRelay) {
        case .task: flattenEndedTask(object, map, in: outer)
        case .video: flattenEndedTask(object, map, in: outer, isVideo: true)
        case .generation: flattenLoneGeneration(object, map, in: outer)
        case .relay: addAnswer(object, map, inner)
        case .error: addAnswer(object, map, inner, .error)
        case .draft(let kind):
            let nature = kind == .violation ? TaskEnding.Nature.violation : kind == .failed ? .failure : .plain
            addAnswer(object, map, inner, nature, ifEmpty: "a draft without classifier results")
        case .emptyList(let words): addAnswer(object, map, inner, ifEmpty: "\(words)")
        case .unknown: return false
        }
        return true
    }

    /// Adds the row of an answer that is not a task. The fields of the answer and of the envelopes around it determine
    /// its kind.
    private mutating func addAnswer(
        _ object: JSONValue, _ map: borrowing FieldMap, _ outer: OuterFields,
        _ nature: TaskEnding.Nature = .plain, ifEmpty silent: String = ""
    ) {
        var facts = RowFacts(outer)
        let before = records.defects.count
        checkReasons(of: object)
        if Envelope.draft(map) != nil {
            facts.generationID = identifier(.id, in: map).filled ?? draftID(of: object)
        }
        facts.defects += takeDefects(from: before)
        let own = PlatformWords(of: object)
        var words = TaskEnding.Words(
            refusal: outer.refusal, failures: own.failures + outer.failures, remarks: own.remarks)
        if nature == .error { words.failures.insert(PlatformWords.error(object), at: 0) }
        let ending = TaskEnding(nature, status: outer.status, words: words, moderation: outer.moderation)
        var said = words.all
        if outer.moderation.isRefusal { said.append(outer.moderation.words) }
        let reason = PlatformWords.reason(said)
        // This is the answer to an order: the relay has accepted the task and has no data of it yet.
        let isOrdered =
            ending.kind == .empty && outer.status == nil && map.givesText(.taskID) && !map.has(.data)
        if isOrdered, Envelope.draft(map) == nil {
            addRow(.pending, facts, reason)
        } else {
            addRow(ending.kind, facts, reason.isEmpty && ending.kind == .empty ? silent : reason)
        }
    }

    /// Adds a defect for each reason that is neither a text nor an object.
    mutating func checkReasons(of object: JSONValue) {
        for (name, value) in JSONMembers(of: object)
        where PlatformWords.unrecordedNames.contains(where: { name == $0 }) {
            if value.is(.null) || value.is(.object) || value.is(.text) && !RepairedJSON.isMark(value.text) {
                continue
            }
            addDefect(at: .name(name), "expected a reason, found \(Self.kindName(of: value))")
        }
    }

    /// Whether a member that is neither a holder nor a block may contain moderation results.
    func hasStrays(_ map: borrowing FieldMap) -> Bool {
        var rest = map.filled(among: Envelope.strayFields)
        while let field = rest.popFirst() {
            if map.isTwice(field) || map[field].map(GenerationNames.stand) == true { return true }
        }
        return map.anyUnknownContainer(GenerationNames.stand)
    }

    /// Adds a row for each member that contains moderation results and is neither a holder nor a moderation block.
    /// Returns false if there is none.
    mutating func addStrays(of object: JSONValue, _ outer: OuterFields) -> Bool {
        let before = records.unaudited.count
        for (name, value) in JSONMembers(of: object) where value.isFilled {
            if let field = FieldIndex.shared[name] {
                if !Envelope.strayFields.contains(field) { continue }
            } else if name.namesModerationBlock {
                continue
            }
            if GenerationNames.stand(within: value) { addStray(at: .name(name), outer) }
        }
        return records.unaudited.count > before
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
                kind: kind, taskID: facts.taskID, relayID: facts.relayID, generationID: facts.generationID,
                status: facts.status, moderation: facts.moderation, reason: reason.withoutLinks,
                generationsBefore: records.generations.count,
                defects: defects..<records.defects.count,
                unrecognised: unrecognised..<records.unrecognised.count))
    }

    mutating func addUnknownShape(_ value: JSONValue, _ outer: OuterFields) {
        unknownShapes += 1
        guard let refusal = outer.refusal else {
            return addRow(.unreadable, RowFacts(outer), "\(placed)\(UnknownShape.words(of: value))")
        }
        let words = TaskEnding.Words(refusal: refusal, failures: outer.failures)
        let ending = TaskEnding(status: outer.status, words: words, moderation: outer.moderation)
        addRow(ending.kind, RowFacts(outer), PlatformWords.reason(words.all))
    }

    /// The pointer of the current value as a prefix of a reason; empty at the root.
    private var placed: String { pointer.depth == 0 ? "" : "\(pointer.text()): " }
}

/// The fields of a row other than its kind and reason.
struct RowFacts {
    var taskID: BorrowedText?
    var relayID: BorrowedText?
    var generationID: BorrowedText?
    var status: BorrowedText?
    var moderation: ModerationResult
    var defects: [Defect]
    var unrecognised: [Unrecognised]

    /// The number of bytes that the row repeats of the envelopes around it.
    fileprivate var listedBytes: Int {
        let texts = [taskID, generationID, status, moderation.type, moderation.code]
        return texts.reduce(0) { $0 + ($1?.count ?? 0) } + defects.reduce(0) { $0 + $1.listedBytes }
            + unrecognised.reduce(0) { $0 + $1.listedBytes }
    }

    init(_ outer: OuterFields) {
        taskID = outer.nearestID ?? outer.requestedID
        relayID = outer.taskID
        status = outer.status
        moderation = outer.moderation
        defects = outer.defects
        unrecognised = outer.unrecognised
    }
}
