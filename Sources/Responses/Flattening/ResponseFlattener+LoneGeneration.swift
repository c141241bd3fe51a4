/// Generations outside of a task's list, and other envelopes in that list.
extension ResponseFlattener {
    /// Flattens a generation outside of a task's list. Its task has only the fields of the envelopes around it.
    mutating func flattenLoneGeneration(
        _ value: JSONValue, _ map: borrowing FieldMap, in outer: OuterFields
    ) {
        var task = TaskRecord()
        task.isImplied = true
        task.id = outer.within(map, of: self).nearestID ?? outer.requestedID
        task.relayID = outer.taskID
        task.relayStatus = outer.status
        task.status = outer.status
        task.submittedAt = outer.submittedAt
        task.startedAt = outer.startedAt
        task.finishedAt = outer.finishedAt
        task.failReason = outer.failReason
        task.hasFailed = outer.refusal != nil || !outer.failures.isEmpty
        records.tasks.append(task)
        var context = TaskContext(
            index: records.tasks.count - 1, needsUserReview: .absent, moderation: Moderation(),
            withheld: .absent,
            defects: outer.defects, unrecognised: outer.unrecognised)
        context.countListed(task)
        flattenGeneration(value, map, of: context)
    }

    /// Flattens an element of a task's list: a generation, and the envelopes in it.
    mutating func flattenListed(_ value: JSONValue, of context: TaskContext, in outer: OuterFields) {
        let map = FieldMap(value, like: &shapes.generation)
        if map.given(among: Envelope.holders).isEmpty {
            flattenGeneration(value, map, of: context)
            if hasStrays(map) { _ = addStrays(of: value, outer.within(map, of: self)) }
            return
        }
        guard nesting < Self.nestingLimit else { return addTooDeep(outer) }
        nesting += 1
        flattenListed(value, map, of: context, in: outer)
        nesting -= 1
    }

    /// Flattens an element of a task's list that may hold envelopes.
    private mutating func flattenListed(
        _ value: JSONValue, _ map: borrowing FieldMap, of context: TaskContext, in outer: OuterFields
    ) {
        let containers = containers(of: map), isGeneration = Envelope.hasMarks(map) || containers.isEmpty
        if isGeneration { flattenGeneration(value, map, of: context) }
        let generations = records.generations.count
        let surroundings = surroundings(of: value, map, containers, in: outer, isGeneration: isGeneration)
        let junk = flattenHolders(of: value, containers, surroundings).unknown
        let holdsGenerations = records.generations.count > generations
        removeRows(of: isGeneration || !holdsGenerations ? junk : junk.filter { !$0.isStrict })
        // An element that holds no generation is a generation itself.
        if !isGeneration, !holdsGenerations { flattenGeneration(value, map, of: context) }
        if hasStrays(map) { _ = addStrays(of: value, surroundings.inner) }
    }

    /// The holders with a non-empty object or list.
    private func containers(of map: borrowing FieldMap) -> FieldSet {
        var filled = Envelope.filledHolders(of: map), containers = filled
        while let field = filled.popFirst() {
            if !map.isFilled(field) { containers.remove(field) }
        }
        return containers
    }
}
