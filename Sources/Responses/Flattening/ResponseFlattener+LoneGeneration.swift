/// Generations outside of a task's list, and other envelopes in it.
extension ResponseFlattener {
    /// A generation by itself, whose task is unknown but for what the relay around it says.
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

    /// An element of a task's list: a generation, in which other envelopes are read too.
    mutating func flattenListed(_ value: JSONValue, of context: TaskContext, in outer: OuterFields) {
        let map = FieldMap(value)
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

    /// An element of a task's list that may hold envelopes.
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
        // In the place of a generation, what holds no other is one.
        if !isGeneration, !holdsGenerations { flattenGeneration(value, map, of: context) }
        if hasStrays(map) { _ = addStrays(of: value, surroundings.inner) }
    }

    /// The holders that hold an object or list.
    private func containers(of map: borrowing FieldMap) -> FieldSet {
        var filled = Envelope.filledHolders(of: map), containers = filled
        while let field = filled.popFirst() {
            if !map.isFilled(field) { containers.remove(field) }
        }
        return containers
    }
}
