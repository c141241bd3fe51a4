/// A task and the list of its generations.
extension ResponseFlattener {
    /// Adds the record of a task before its generations are read. `outer` has the fields of the envelopes around it.
    mutating func beginTask(_ value: JSONValue, _ map: borrowing FieldMap, in outer: OuterFields) -> TaskContext
    {
        let before = records.defects.count, unrecognisedBefore = records.unrecognised.count
        let review = boolean(.needsUserReview, in: map)
        let withheld = withheld(in: map)
        var task = taskRecord(value, map, in: outer)
        task.needsUserReview = review.value
        task.unsafeGenerations = withheld.value
        let moderation = moderation(in: map, from: pointer.depth)
        for field in [Field.legalClassifierResult, .outputModerationResult, .safetyClassifierResult] {
            noteUnrecognised(field, in: map, from: pointer.depth)
        }
        if map.hasUnknownResult { noteUnknownClassifiers(value, pointer.depth) }
        let unrecognised = outer.unrecognised + takeUnrecognised(from: unrecognisedBefore, of: "task")
        task.moderation = moderation.result
        if map.hasUnknown || map.has(.error) { checkReasons(of: value) }
        var twice = map.twice(among: Envelope.holders)
        while let field = twice.popFirst() { addDefect(at: .field(field), Self.bothRead) }
        var context = TaskContext(
            index: records.tasks.count, needsUserReview: review, moderation: moderation, withheld: withheld,
            defects: outer.defects + takeDefects(from: before), unrecognised: unrecognised)
        if !task.endsWell {
            task.hasFailed =
                outer.refusal != nil || !outer.failures.isEmpty || OuterFields.refusal(of: value, map) != nil
                || !PlatformWords(of: value).failures.isEmpty
        }
        records.tasks.append(task)
        context.countListed(task)
        return context
    }

    private mutating func taskRecord(_ value: JSONValue, _ map: borrowing FieldMap, in outer: OuterFields)
        -> TaskRecord
    {
        var task = TaskRecord()
        let own = ids(of: value, map, isTask: true)
        task.id = own.id ?? outer.nearestID ?? outer.requestedID
        task.relayID = own.relay ?? outer.taskID
        task.relayStatus = outer.status
        var status = text(.status, in: map).value
        if status == nil, let state = value.sole(named: "state"), state.isWords {
            status = bounded(state.text, at: .name(BorrowedText("state")))
        }
        task.status = status.map { $0.isEmpty } == false ? status : outer.status ?? status
        task.type = text(.type, in: map).value
        task.createdAt = timestamp(.createdAt, in: map)
        task.submittedAt = outer.submittedAt
        task.startedAt = outer.startedAt
        task.finishedAt = outer.finishedAt
        if !map.given(among: Self.times).isEmpty {
            task.submittedAt = timestamp(.submitTime, in: map) ?? task.submittedAt
            task.startedAt = timestamp(.startTime, in: map) ?? task.startedAt
            task.finishedAt = timestamp(.finishTime, in: map) ?? task.finishedAt
        }
        task.userID = userID(in: map)
        task.model = text(.model, in: map).value
        task.operation = text(.operation, in: map).value
        task.prompt = text(.prompt, in: map).value
        task.variants = whole(.variants, in: map).value
        if map[.failureReason]?.is(.object) != true { task.failureReason = text(.failureReason, in: map).value }
        task.failReason = text(.failReason, in: map).value ?? outer.failReason
        return task
    }

    private static let times: FieldSet = [.submitTime, .startTime, .finishTime]

    /// The IDs that an object gives its task. A relay's object for a task has the ID in `task_id` and a number of the
    /// relay in `id`. A draft's `id` is the ID of its generation.
    mutating func ids(of value: JSONValue, _ map: borrowing FieldMap, isTask: Bool)
        -> (id: BorrowedText?, relay: BorrowedText?)
    {
        let relay = map.has(.taskID) ? identifier(.taskID, in: map).filled : nil
        if Envelope.draft(map) != nil { return (relay, relay) }
        var own: BorrowedText?
        if map.givesText(.id) || isTask && relay == nil && map.has(.id) {
            own = identifier(.id, in: map).filled
        } else if isTask, relay == nil, let id = value.sole(named: "taskId"), id.isWords {
            own = bounded(id.text, at: .name(BorrowedText("taskId")))
        }
        guard let own, let relay else { return (own ?? relay, relay) }
        let isTasks = map.has(.generations) || Envelope.isTaskBeyondDoubt(map) || Envelope.isVideo(value, map)
        return (isTasks ? own : relay, relay)
    }

    /// `num_unsafe_generations`, a count in `0...mostWithheld`.
    private mutating func withheld(in map: borrowing FieldMap) -> FieldValue<Int64> {
        let given = whole(.unsafeGenerations, in: map)
        guard let count = given.value, !(0...Self.mostWithheld ~= count) else { return given }
        addDefect(at: .field(.unsafeGenerations), "\(count) is not in 0…\(Self.mostWithheld)")
        return .defective
    }

    /// More than any task has. The limit keeps the counts of a run within 64 bits.
    private static var mostWithheld: Int64 { 1_000_000 }

    /// Flattens the generations of a task. `outer` has the fields of the task and of the envelopes around it.
    mutating func flattenGenerations(_ list: JSONValue, of context: TaskContext, in outer: OuterFields) {
        pointer.push(.field(.generations))
        for (index, generation) in JSONElements(of: list).enumerated() where !isOverfull {
            pointer.push(.index(index))
            if generation.is(.object) {
                flattenListed(generation, of: context, in: outer)
            } else {
                addNoGeneration(generation, of: context, in: outer)
            }
            pointer.pop()
        }
        pointer.pop()
    }

    private mutating func addNoGeneration(_ value: JSONValue, of context: TaskContext, in outer: OuterFields) {
        let reason = "expected a generation, found \(Self.kindName(of: value))"
        addRow(.unreadable, facts(of: context, in: outer), "\(pointer.text()): \(reason)")
    }

    /// Adds the row of a task without generations.
    mutating func flattenEndedTask(
        _ value: JSONValue, _ map: borrowing FieldMap, in outer: OuterFields, isVideo: Bool = false
    ) {
        let context = beginTask(value, map, in: outer)
        let task = records.tasks[context.index], facts = facts(of: context, in: outer)
        let own = PlatformWords(of: value)
        let refusals = [OuterFields.refusal(of: value, map), outer.refusal].compactMap { $0 }
        let words = TaskEnding.Words(
            refusal: refusals.isEmpty ? nil : PlatformWords.reason(refusals),
            failures: own.failures + outer.failures, remarks: own.remarks)
        let ending = TaskEnding(
            status: facts.status, words: words, moderation: facts.moderation,
            withheld: task.unsafeGenerations ?? 0)
        var said = words.all
        if facts.moderation.isRefusal { said.append(facts.moderation.words) }
        if ending.kind == .rejected, let count = task.unsafeGenerations, count > 0 {
            said.append("\(count) \(count == 1 ? "generation" : "generations") withheld by the platform")
        }
        if isVideo, ending.kind == .empty { said.append("a video object, which has no moderation results") }
        addRow(ending.kind, facts, PlatformWords.reason(said))
    }

    private func facts(of context: TaskContext, in outer: OuterFields) -> RowFacts {
        let task = records.tasks[context.index]
        var facts = RowFacts(outer)
        facts.taskID = task.id
        facts.relayID = task.relayID
        facts.status = task.status
        if !task.moderation.isEmpty { facts.moderation = task.moderation }
        facts.defects = context.defects
        facts.unrecognised = context.unrecognised
        return facts
    }

    /// The text in `user`, or the `id` of an object in it.
    mutating func userID(in map: borrowing FieldMap) -> BorrowedText? {
        guard let user = map[.user], user.is(.object) else { return text(.user, in: map).value }
        pointer.push(.field(.user))
        defer { pointer.pop() }
        return text(.id, in: FieldMap(user, like: &shapes.user)).value
    }
}

/// The fields of a task that apply to each of its generations.
struct TaskContext {
    let index: Int
    let needsUserReview: ResponseFlattener.FieldValue<Bool>
    let moderation: Moderation
    let withheld: ResponseFlattener.FieldValue<Int64>
    let defects: [Defect]
    /// The unrecognised content of the task's `moderation_result`. Each generation lists it.
    let unrecognised: [Unrecognised]
    /// The number of bytes that the rows of each generation repeat.
    private(set) var listedBytes = 0

    mutating func countListed(_ task: TaskRecord) {
        let texts = [task.id, task.relayID, task.moderation.type, task.moderation.code]
        listedBytes = texts.reduce(0) { $0 + ($1?.count ?? 0) }
        listedBytes += defects.reduce(0) { $0 + $1.listedBytes }
        listedBytes += unrecognised.reduce(0) { $0 + $1.listedBytes }
    }
}
