/// Reads the record, signals and defects of one generation.
extension ResponseFlattener {
    mutating func flattenGeneration(_ value: JSONValue, _ map: borrowing FieldMap, of task: TaskContext) {
        generationsRead += 1
        var generation = GenerationRecord(task: task.index)
        let starts = (records.legalSeries.count, records.filters.count, records.unrecognised.count)
        firstReading = records.readings.count
        firstDefect = records.defects.count
        defectsUnlisted = 0
        let depth = pointer.depth
        listedBytes += task.listedBytes
        records.defects.append(contentsOf: task.defects)
        records.unrecognised.append(contentsOf: task.unrecognised)

        if map.hasUnknownResult { noteUnknownClassifiers(value, depth) }
        readFields(of: &generation, value, map)
        give(.taskNeedsUserReview, task.needsUserReview)
        give(.taskType, task.moderation.type)
        give(.taskCode, task.moderation.code)
        give(.taskIsOutputRejection, task.moderation.isOutputRejection)
        give(.taskUnsafeGenerations, task.withheld)
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

    private mutating func readFields(
        of generation: inout GenerationRecord, _ value: JSONValue, _ map: borrowing FieldMap
    ) {
        switch identifier(.id, in: map) {
        case .value(let id) where !id.isEmpty: generation.id = id
        case .defective: break
        default:
            generation.id = draftID(of: value)
            if generation.id == nil { addDefect(at: .field(.id), "a generation without an id") }
        }
        generation.taskID = identifier(.taskID, in: map).value ?? records.tasks[generation.task].id
        generation.createdAt = timestamp(.createdAt, in: map)
        generation.userID = userID(in: map)
        generation.model = text(.model, in: map).value
        generation.operation = text(.operation, in: map).value
        generation.width = whole(.width, in: map).value
        generation.height = whole(.height, in: map).value
        generation.frameCount = whole(.frameCount, in: map).value
        generation.seed = seed(in: map)
        generation.isPublic = boolean(.isPublic, in: map).value
        generation.title = text(.title, in: map).value
        generation.prompt = text(.prompt, in: map).value
    }

    /// The ID of a draft's generation in `generation_id`; nil if there is none.
    mutating func draftID(of value: JSONValue) -> BorrowedText? {
        guard let id = value.sole(named: "generation_id"), id.is(.text), !id.text.isEmpty, isSound(id) else {
            return nil
        }
        return bounded(id.text, at: .name(BorrowedText("generation_id")))
    }

    // MARK: Signals

    /// Adds the reading of a signal with a fixed place. A null field gives no reading.
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

    private mutating func give(_ signal: FieldSignal, _ given: FieldValue<Int64>) {
        switch given {
        case .absent: break
        case .defective: addReading(signal.id, .missing)
        case .value(let value): addReading(signal.id, .present, number: Double(value))
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
}
