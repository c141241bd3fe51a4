/// Generations outside of a task's list, and other envelopes in it.
extension ResponseFlattener {
    /// A generation by itself, whose task is unknown but for what the relay around it says.
    mutating func flattenLoneGeneration(
        _ value: JSONValue, _ map: borrowing FieldMap, in outer: OuterFields
    ) {
        var task = TaskRecord()
        task.isImplied = true
        task.id = outer.taskID ?? outer.requestedID
        task.relayID = outer.taskID
        task.relayStatus = outer.status
        task.status = outer.status
        task.submittedAt = outer.submittedAt
        task.startedAt = outer.startedAt
        task.finishedAt = outer.finishedAt
        task.failReason = outer.failReason
        records.tasks.append(task)
        var context = TaskContext(
            index: records.tasks.count - 1, needsUserReview: .absent, moderation: Moderation(),
            withheld: .absent,
            defects: outer.defects, unrecognised: outer.unrecognised)
        context.countListed(task)
        flattenGeneration(value, map, of: context)
    }

    /// An element of a task's list: a generation, in which other envelopes are read too.
    mutating func flattenListed(_ value: JSONValue, of context: TaskContext, in outer: OuterFields) {
        let map = FieldMap(value)
        if map.given(among: Envelope.holders).isEmpty {
            flattenGeneration(value, map, of: context)
            return addStrays(Envelope.strayOfGenerations, of: value, map, outer)
        }
        var filled = Envelope.filledHolders(of: map), containers: [Field] = []
        while let field = filled.popFirst() {
            if map.isTwice(field) || map[field]?.isFilled == true { containers.append(field) }
        }
        let isGeneration = Envelope.hasMarks(map) || containers.isEmpty
        if isGeneration { flattenGeneration(value, map, of: context) }
        if !containers.contains(.generations) { _ = addStrays(of: value, outer) }
        let generations = records.generations.count, rows = records.unaudited.count, shapes = unknownShapes
        var inner = outer
        // With generations it is a task in a generation's place.
        if containers.contains(.generations) {
            flattenEnvelope(value, in: outer)
        } else {
            for field in containers { flatten(field, of: value, map, in: &inner) }
        }
        guard records.generations.count == generations else { return }
        // No other envelope: what stands in a generation's place is one.
        if records.unaudited.count - rows == unknownShapes - shapes, !GenerationNames.stand(within: value) {
            records.unaudited.removeSubrange(rows...)
            unknownShapes = shapes
        }
        if !isGeneration { flattenGeneration(value, map, of: context) }
    }
}
