/// A task and the list of its generations.
extension ResponseFlattener {
    mutating func flattenTask(_ value: JSONValue, _ map: borrowing FieldMap, _ relay: RelayFields) {
        let before = records.defects.count
        var task = TaskRecord()
        task.id = text(.id, in: map).value ?? relay.taskID
        task.relayID = relay.taskID
        task.relayStatus = relay.status
        let status = text(.status, in: map).value
        task.status = status.map { $0.isEmpty } == false ? status : relay.status ?? status
        task.type = text(.type, in: map).value
        task.createdAt = timestamp(.createdAt, in: map)
        task.submittedAt = relay.submittedAt
        task.startedAt = relay.startedAt
        task.finishedAt = relay.finishedAt
        task.userID = userID(in: map)
        task.model = text(.model, in: map).value
        task.operation = text(.operation, in: map).value
        task.prompt = text(.prompt, in: map).value
        task.variants = whole(.variants, in: map).value
        task.failureReason = text(.failureReason, in: map).value
        task.failReason = relay.failReason
        let review = boolean(.needsUserReview, in: map)
        task.needsUserReview = review.value
        let unrecognisedBefore = records.unrecognised.count
        let moderation = moderation(in: map, from: pointer.depth)
        for field in [Field.legalClassifierResult, .outputModerationResult, .safetyClassifierResult] {
            noteUnrecognised(field, in: map, from: pointer.depth)
        }
        if map.hasUnknownResult { noteUnknownClassifiers(value, pointer.depth) }
        let unrecognised = records.unrecognised[unrecognisedBefore...].map {
            Unrecognised(path: "task\($0.path)")
        }
        records.unrecognised.removeSubrange(unrecognisedBefore...)
        task.moderation = moderation.result
        let defects = relay.defects + takeDefects(from: before)

        records.tasks.append(task)
        guard let list = map[.generations], !list.is(.null) else {
            return addEnding(of: task, relay, map.isTwice(.generations) ? "given twice" : nil)
        }
        guard list.is(.array) else { return addEnding(of: task, relay, "not a list") }
        guard !list.isEmpty else { return addEnding(of: task, relay, nil) }
        let context = TaskContext(
            index: records.tasks.count - 1, needsUserReview: review, moderation: moderation, defects: defects,
            unrecognised: unrecognised)
        pointer.push(.field(.generations))
        for (index, generation) in JSONElements(of: list).enumerated() where !isOverfull {
            pointer.push(.index(index))
            if generation.is(.object) {
                flattenGeneration(generation, of: context)
            } else {
                addUnaudited(
                    .unreadable, relay, task: task,
                    reason: "\(pointer.text()): expected a generation, found \(Self.kindName(of: generation))")
            }
            pointer.pop()
        }
        pointer.pop()
    }

    /// The row of a task that gave no generation. `fault` says what is wrong with its list.
    private mutating func addEnding(of task: TaskRecord, _ relay: RelayFields, _ fault: String?) {
        if let refusal = relay.refusal { return addUnaudited(.apiError, relay, task: task, reason: refusal) }
        if let fault {
            let place = pointer.text(from: 0, .field(.generations))
            return addUnaudited(.unreadable, relay, task: task, reason: "\(place): \(fault)")
        }
        let reasons = [task.failureReason, task.failReason]
        let ending = TaskEnding(
            status: task.status, reasons: reasons, isRejected: task.moderation.isOutputRejection == true)
        var words: [String] = []
        // The relay often repeats the task's reason.
        for reason in reasons.compactMap({ $0.map(String.init) }) where !reason.isEmpty && reason != words.last
        {
            words.append(reason)
        }
        if ending.kind == .failed, let type = task.moderation.type, type != "passed" {
            words.append("moderation: \(String(type))")
        }
        addUnaudited(ending.kind, relay, task: task, reason: words.joined(separator: "; "))
    }

    /// `user` is an id, or an object that holds one.
    mutating func userID(in map: borrowing FieldMap) -> BorrowedText? {
        guard let user = map[.user], user.is(.object) else { return text(.user, in: map).value }
        pointer.push(.field(.user))
        defer { pointer.pop() }
        return text(.id, in: FieldMap(user)).value
    }

    /// The `moderation_result` of a task or generation, whose pointer has `depth` steps.
    mutating func moderation(in map: borrowing FieldMap, from depth: Int) -> Moderation {
        let block: JSONValue
        switch given(object: .moderationResult, in: map) {
        case .absent: return Moderation()
        case .defective: return Moderation(type: .defective, code: .defective, isOutputRejection: .defective)
        case .value(let value): block = value
        }
        pointer.push(.field(.moderationResult))
        defer { pointer.pop() }
        let inner = FieldMap(block)
        if inner.hasOthers(than: Self.moderationFields) {
            noteOthers(in: block, than: Self.moderationFields, depth)
        }
        var moderation = Moderation()
        moderation.type = text(.type, in: inner)
        moderation.code = text(.code, in: inner)
        moderation.isOutputRejection = boolean(.isOutputRejection, in: inner)
        noteUnrecognised(.resultsByFrameIndex, in: inner, from: depth)
        return moderation
    }

    private static let moderationFields: FieldSet = [
        .code, .isOutputRejection, .resultsByFrameIndex, .taskID, .type,
    ]
}

/// A `moderation_result` block, with what its fields held.
struct Moderation {
    var type = ResponseFlattener.FieldValue<BorrowedText>.absent
    var code = ResponseFlattener.FieldValue<BorrowedText>.absent
    var isOutputRejection = ResponseFlattener.FieldValue<Bool>.absent

    var result: ModerationResult {
        ModerationResult(type: type.value, code: code.value, isOutputRejection: isOutputRejection.value)
    }
}

/// What a task gives to each of its generations.
struct TaskContext {
    let index: Int
    let needsUserReview: ResponseFlattener.FieldValue<Bool>
    let moderation: Moderation
    let defects: [Defect]
    /// Of its own `moderation_result`: each of its generations names it.
    let unrecognised: [Unrecognised]
}
