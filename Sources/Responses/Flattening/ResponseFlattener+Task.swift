/// A task and the list of its generations.
extension ResponseFlattener {
    /// A task with its generations, or its row. `outer` is what the envelopes around it say.
    mutating func flattenTask(
        _ value: JSONValue, _ map: borrowing FieldMap, in outer: OuterFields, isVideo: Bool = false
    ) {
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
        let isTwice = map.isTwice(.generations)
        if isTwice { addDefect(at: .field(.generations), "given twice; both are read") }
        var context = TaskContext(
            index: records.tasks.count, needsUserReview: review, moderation: moderation, withheld: withheld,
            defects: outer.defects + takeDefects(from: before), unrecognised: unrecognised)
        records.tasks.append(task)
        context.countListed(task)
        if isTwice {
            let rows = records.unaudited.count, generations = records.generations.count
            for (name, list) in JSONMembers(of: value)
            where FieldIndex.shared[name] == .generations && !list.isBlank {
                flattenGenerations(list, of: context, in: outer)
            }
            if records.unaudited.count > rows || records.generations.count > generations { return }
        } else if let list = map[.generations], !list.isBlank {
            return flattenGenerations(list, of: context, in: outer)
        }
        addEnding(of: context, value, in: outer, isVideo: isVideo)
    }

    private mutating func taskRecord(_ value: JSONValue, _ map: borrowing FieldMap, in outer: OuterFields)
        -> TaskRecord
    {
        var task = TaskRecord()
        let own = taskIDs(value, map)
        task.id = own.id ?? outer.taskID ?? outer.id ?? outer.requestedID
        task.relayID = own.relay ?? outer.taskID
        task.relayStatus = outer.status
        var status = text(.status, in: map).value
        if status == nil, let state = value.member(named: "state"), state.is(.text) {
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

    /// The ids that a task gives itself. A relay's account of its task has the id under `task_id`, and a number of its
    /// own under `id`.
    private mutating func taskIDs(_ value: JSONValue, _ map: borrowing FieldMap)
        -> (id: BorrowedText?, relay: BorrowedText?)
    {
        guard map.has(.taskID) else {
            if !map.has(.id), let id = value.member(named: "taskId"), id.is(.text) {
                return (bounded(id.text, at: .name(BorrowedText("taskId"))), nil)
            }
            return (identifier(.id, in: map).value, nil)
        }
        let relay = identifier(.taskID, in: map).value
        if relay != nil, !map.has(.generations) || map[.id]?.is(.text) != true { return (relay, relay) }
        return (identifier(.id, in: map).value ?? relay, relay)
    }

    /// `num_unsafe_generations`, which counts.
    private mutating func withheld(in map: borrowing FieldMap) -> FieldValue<Int64> {
        let given = whole(.unsafeGenerations, in: map)
        guard let count = given.value, !(0...Self.mostWithheld ~= count) else { return given }
        addDefect(at: .field(.unsafeGenerations), "\(count) is not in 0…\(Self.mostWithheld)")
        return .defective
    }

    /// More than any task has; so that the counts of a run add up in 64 bits.
    private static var mostWithheld: Int64 { 1_000_000 }

    private mutating func flattenGenerations(
        _ list: JSONValue, of context: TaskContext, in outer: OuterFields
    ) {
        guard list.is(.array) else {
            let place = pointer.text(from: 0, .field(.generations))
            return addRow(.unreadable, facts(of: context, in: outer), "\(place): not a list")
        }
        pointer.push(.field(.generations))
        for (index, generation) in JSONElements(of: list).enumerated() where !isOverfull {
            pointer.push(.index(index))
            if generation.is(.object) {
                flattenListed(generation, of: context, in: outer)
            } else {
                let reason = "expected a generation, found \(Self.kindName(of: generation))"
                addRow(.unreadable, facts(of: context, in: outer), "\(pointer.text()): \(reason)")
            }
            pointer.pop()
        }
        pointer.pop()
    }

    /// The row of a task that gave no generation.
    private mutating func addEnding(
        of context: TaskContext, _ value: JSONValue, in outer: OuterFields, isVideo: Bool
    ) {
        let task = records.tasks[context.index]
        let words = PlatformWords(of: value)
        let failures =
            words.failures
            + [task.failReason.map { PlatformWords.shortened(String($0)) }, outer.failure].compactMap { $0 }
            .filter { !$0.isEmpty }
        let ending = TaskEnding(
            status: task.status, failures: failures, remarks: words.remarks, moderation: task.moderation,
            withheld: task.unsafeGenerations ?? 0)
        var said = failures + words.remarks
        if task.moderation.isRefusal { said.append(task.moderation.words) }
        if ending.kind == .rejected, let count = task.unsafeGenerations, count > 0 {
            said.append("\(count) \(count == 1 ? "generation" : "generations") withheld by the platform")
        }
        if isVideo, ending.kind == .empty { said.append("a video object, which has no moderation results") }
        var kind = ending.kind
        if let refusal = OuterFields.refusal(of: value, FieldMap(value)) ?? outer.refusal {
            if kind != .rejected { kind = PlatformWords.namePolicy([refusal]) ? .rejected : .apiError }
            said.insert(refusal, at: 0)
        }
        addRow(kind, facts(of: context, in: outer), PlatformWords.reason(said))
    }

    private func facts(of context: TaskContext, in outer: OuterFields) -> RowFacts {
        let task = records.tasks[context.index]
        var facts = RowFacts(outer)
        facts.taskID = task.id
        facts.status = task.status
        facts.moderation = task.moderation
        facts.defects = context.defects
        facts.unrecognised = context.unrecognised
        return facts
    }

    /// `user` is an id, or an object that holds one.
    mutating func userID(in map: borrowing FieldMap) -> BorrowedText? {
        guard let user = map[.user], user.is(.object) else { return text(.user, in: map).value }
        pointer.push(.field(.user))
        defer { pointer.pop() }
        return text(.id, in: FieldMap(user)).value
    }
}

/// What a task gives to each of its generations.
struct TaskContext {
    let index: Int
    let needsUserReview: ResponseFlattener.FieldValue<Bool>
    let moderation: Moderation
    let withheld: ResponseFlattener.FieldValue<Int64>
    let defects: [Defect]
    /// Of its own `moderation_result`: each of its generations names it.
    let unrecognised: [Unrecognised]
    /// Bytes that the rows of each of its generations repeat.
    private(set) var listedBytes = 0

    mutating func countListed(_ task: TaskRecord) {
        let texts = [task.id, task.relayID, task.moderation.type, task.moderation.code]
        listedBytes = texts.reduce(0) { $0 + ($1?.count ?? 0) }
        listedBytes += defects.reduce(0) { $0 + $1.listedBytes }
        listedBytes += unrecognised.reduce(0) { $0 + $1.listedBytes }
    }
}
