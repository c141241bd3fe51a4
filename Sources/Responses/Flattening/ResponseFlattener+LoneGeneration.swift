/// Generations outside of a task's list, and other envelopes in it.
extension ResponseFlattener {
    /// A generation by itself, whose task is unknown but for what the relay around it says.
    mutating func flattenLoneGeneration(
        _ value: JSONValue, _ map: borrowing FieldMap, in outer: OuterFields
    ) {
        var task = TaskRecord()
        task.isImplied = true
        task.id = outer.nearestID ?? outer.requestedID
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
        var filled = Envelope.filledHolders(of: map), containers: FieldSet = []
        while let field = filled.popFirst() {
            let isContainer = field == .generations ? map[field]?.holdsGenerations : map[field]?.isFilled
            if map.isTwice(field) || isContainer == true { containers = containers.union([field]) }
        }
        let isGeneration = Envelope.hasMarks(map) || containers.isEmpty
        if isGeneration { flattenGeneration(value, map, of: context) }
        addStrays(Envelope.strayOfGenerations, of: value, map, outer)
        let generations = records.generations.count
        var inner = outer
        let held = flattenHolders(of: value, map, containers, in: outer, &inner)
        removeRows(of: held)
        if !isGeneration, records.generations.count == generations {
            flattenGeneration(value, map, of: context)
        }
    }
}
