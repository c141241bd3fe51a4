/// One generation: its record, its signals, its defects.
extension ResponseFlattener {
    mutating func flattenGeneration(_ value: JSONValue, of task: TaskContext) {
        generationsRead += 1
        var generation = GenerationRecord(task: task.index)
        let starts = (records.legalSeries.count, records.filters.count, records.unrecognised.count)
        firstReading = records.readings.count
        firstDefect = records.defects.count
        defectsUnlisted = 0
        let depth = pointer.depth
        records.defects.append(contentsOf: task.defects)
        records.unrecognised.append(contentsOf: task.unrecognised)

        let map = FieldMap(value)
        if map.hasUnknownResult { noteUnknownClassifiers(value, depth) }
        readFields(of: &generation, in: map)
        give(.taskNeedsUserReview, task.needsUserReview)
        give(.taskType, task.moderation.type)
        give(.taskCode, task.moderation.code)
        give(.taskIsOutputRejection, task.moderation.isOutputRejection)
        let moderation = moderation(in: map, from: depth)
        generation.moderation = moderation.result
        give(.generationType, moderation.type)
        give(.generationCode, moderation.code)
        give(.generationIsOutputRejection, moderation.isOutputRejection)
        if let legal = object(.legalClassifierResult, in: map) { flattenLegal(legal, depth) }
        switch given(object: .outputModerationResult, in: map) {
        case .absent: break
        case .defective: giveDefectiveOutput()
        case .value(let output): flattenOutputModeration(output, into: &generation, depth)
        }
        noteUnrecognised(.safetyClassifierResult, in: map, from: depth)

        settleSpoiled(firstSeries: starts.0, firstFilter: starts.1)
        if defectsUnlisted > 0 {
            records.defects.append(Defect(pointer: pointer.text(), reason: "\(defectsUnlisted) more defects"))
        }
        generation.readings = firstReading..<records.readings.count
        generation.legalSeries = starts.0..<records.legalSeries.count
        generation.filters = starts.1..<records.filters.count
        generation.defects = firstDefect..<records.defects.count
        generation.unrecognised = starts.2..<records.unrecognised.count
        firstDefect = records.defects.count
        records.generations.append(generation)
    }

    private mutating func readFields(of generation: inout GenerationRecord, in map: borrowing FieldMap) {
        switch text(.id, in: map) {
        case .value(let id) where !id.isEmpty: generation.id = id
        case .defective: break
        default: addDefect(at: .field(.id), "a generation without an id")
        }
        generation.taskID = text(.taskID, in: map).value ?? records.tasks[generation.task].id
        generation.createdAt = timestamp(.createdAt, in: map)
        generation.userID = userID(in: map)
        generation.model = text(.model, in: map).value
        generation.operation = text(.operation, in: map).value
        generation.width = whole(.width, in: map).value
        generation.height = whole(.height, in: map).value
        generation.frameCount = whole(.frameCount, in: map).value
        generation.seed = whole(.seed, in: map).value
        generation.isPublic = boolean(.isPublic, in: map).value
        generation.title = text(.title, in: map).value
        generation.prompt = text(.prompt, in: map).value
    }

    // MARK: Signals

    /// A reading of a signal with a fixed place. A null field is no reading: patterns don't see it.
    mutating func give(_ signal: FieldSignal, _ given: FieldValue<Bool>) {
        switch given {
        case .absent: break
        case .defective: addReading(signal.id, .missing)
        case .value(let value): addReading(signal.id, .present, number: value ? 1 : 0)
        }
    }

    mutating func give(_ signal: FieldSignal, _ given: FieldValue<BorrowedText>) {
        give(signal.id, given)
    }

    mutating func give(_ signal: FieldSignal, _ given: FieldValue<Double>) {
        switch given {
        case .absent: break
        case .defective: addReading(signal.id, .missing)
        case .value(let value): addReading(signal.id, .present, number: value)
        }
    }

    mutating func give(_ signal: SignalID, _ given: FieldValue<BorrowedText>) {
        switch given {
        case .absent: break
        case .defective: addReading(signal, .missing)
        case .value(let value): addReading(signal, .present, text: value)
        }
    }

    @inline(__always)
    mutating func addReading(
        _ signal: SignalID, _ state: SignalReading.State, number: Double = 0,
        text: BorrowedText = BorrowedText(""),
        frames: Range<Int> = 0..<0
    ) {
        records.readings.append(
            SignalReading(signal: signal, state: state, number: number, text: text, frames: frames))
    }

    // MARK: What the contract's table does not name

    /// Counts content that is there and not empty.
    mutating func noteUnrecognised(_ value: JSONValue, at step: JSONPointer.Step, from depth: Int) {
        guard !value.is(.null), !((value.is(.object) || value.is(.array)) && value.isEmpty) else { return }
        records.unrecognised.append(Unrecognised(path: pointer.text(from: depth, step)))
    }

    /// The same of a field; one that is given twice says two things, of which one may be something.
    mutating func noteUnrecognised(_ field: Field, in map: borrowing FieldMap, from depth: Int) {
        if let value = map[field] {
            noteUnrecognised(value, at: .field(field), from: depth)
        } else if map.isTwice(field) {
            addDefect(at: .field(field), "given twice")
            records.unrecognised.append(Unrecognised(path: pointer.text(from: depth, .field(field))))
        }
    }

    /// Members of a block that the contract does not name.
    mutating func noteOthers(in block: JSONValue, than expected: FieldSet, _ depth: Int) {
        for (name, value) in JSONMembers(of: block) where !hasTooManyNames {
            if let field = FieldIndex.shared[name], expected.contains(field) { continue }
            noteUnrecognised(value, at: .name(name), from: depth)
        }
    }

    /// A task or generation has many members that are no moderation; these are, by their names.
    mutating func noteUnknownClassifiers(_ owner: JSONValue, _ depth: Int) {
        for (name, value) in JSONMembers(of: owner)
        where !hasTooManyNames && FieldIndex.shared[name] == nil
            && (name.hasSuffix("_moderation_result") || name.hasSuffix("_classifier_result"))
        {
            noteUnrecognised(value, at: .name(name), from: depth)
        }
    }
}

extension BorrowedText {
    func hasSuffix(_ suffix: StaticString) -> Bool {
        let suffix = BorrowedText(suffix)
        return unsafe count >= suffix.count
            && BorrowedText(unsafeBase: base + (count - suffix.count), count: suffix.count) == suffix
    }
}
