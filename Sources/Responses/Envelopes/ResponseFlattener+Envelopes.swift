/// The walk through the envelopes of a text. `flattenEnvelope` reads every place that may hold an envelope, and
/// `Envelope` determines the kind of the value there (CONTRACT section 1).
extension ResponseFlattener {
    /// The maximum depth of nested envelopes. Real answers have four or five. Each level takes a few kilobytes of a
    /// worker's stack.
    static var nestingLimit: Int { 64 }

    /// Reads a value that may be an envelope or a list of envelopes. Adds a generation or a row.
    ///
    /// The functions that call one another for nested envelopes are small, because in a debug build every local value
    /// takes its own place on the stack.
    mutating func flattenEnvelope(_ value: JSONValue, in outer: OuterFields) {
        guard value.is(.object) || value.is(.array) else { return addUnknownShape(value, outer) }
        guard nesting < Self.nestingLimit else { return addTooDeep(outer) }
        nesting += 1
        defer { nesting -= 1 }
        if value.is(.array) { flattenList(value, in: outer) } else { flattenObject(value, in: outer) }
    }

    mutating func addTooDeep(_ outer: OuterFields) {
        let place = pointer.text()
        addRow(
            .unreadable, RowFacts(outer),
            "\(place): more than \(Self.nestingLimit) envelopes within one another")
    }

    private mutating func flattenList(_ list: JSONValue, in outer: OuterFields) {
        if list.isEmpty { return addEmptyList(outer) }
        for (index, element) in JSONElements(of: list).enumerated() where !isOverfull {
            pointer.push(.index(index))
            flattenEnvelope(element, in: outer)
            pointer.pop()
        }
    }

    private mutating func addEmptyList(_ outer: OuterFields) {
        unknownShapes += 1
        addRow(.empty, RowFacts(outer), "an empty list")
    }

    private mutating func flattenObject(_ object: JSONValue, in outer: OuterFields) {
        let map = FieldMap(object, like: &shapes[envelope: nesting])
        let holders = Envelope.filledHolders(of: map)
        if isPlainTask(object, map, holders) {
            flattenPlainTask(object, map, in: outer)
        } else if isCapture(map), holders.removing(.response).isEmpty, isCapturePlace,
            let response = map[.response]
        {
            flattenCapture(object, map, response)
        } else {
            flattenHolding(object, map, holders, in: outer)
        }
    }

    /// Whether the object is a task with generations and nothing else.
    private func isPlainTask(_ object: JSONValue, _ map: borrowing FieldMap, _ holders: FieldSet) -> Bool {
        guard holders == Envelope.generationsOnly, let list = map[.generations], list.is(.array) else {
            return false
        }
        return !Envelope.isGeneration(object, map, holders) && !isCapture(map) && Envelope.draft(map) == nil
    }

    private mutating func flattenPlainTask(
        _ object: JSONValue, _ map: borrowing FieldMap, in outer: OuterFields
    ) {
        let context = beginTask(object, map, in: outer)
        let inner = outer.around(records.tasks[context.index], context)
        if let list = map[.generations] { flattenGenerations(list, of: context, in: inner) }
        if hasStrays(map) { _ = addStrays(of: object, inner) }
    }

    /// Flattens an object and the content of its holders. The object has its own row if none of the holders has
    /// content. A task or draft also has a row beside content, unless the row would be of kind `empty`.
    private mutating func flattenHolding(
        _ object: JSONValue, _ map: borrowing FieldMap, _ holders: FieldSet, in outer: OuterFields
    ) {
        let isGeneration = Envelope.isGeneration(object, map, holders)
        if isGeneration { flattenLoneGeneration(object, map, in: outer) }
        let surroundings = surroundings(of: object, map, holders, in: outer, isGeneration: isGeneration)
        let reading = flattenHolders(of: object, holders, surroundings)
        if isGeneration {
            removeRows(of: reading.unknown)
            if hasStrays(map) { _ = addStrays(of: object, surroundings.inner) }
        } else {
            finish(object, map, in: surroundings, reading)
        }
    }

    private mutating func finish(
        _ object: JSONValue, _ map: borrowing FieldMap, in surroundings: Surroundings, _ reading: HolderReading
    ) {
        let isSaid = hasStrays(map) && addStrays(of: object, surroundings.inner)
        if !reading.hasContent {
            return addOwnRow(of: object, map, in: surroundings, beside: reading.unknown, isSaid: isSaid)
        }
        removeRows(of: reading.unknown.filter { !$0.isStrict })
        let isTask = Envelope.isTaskBeyondDoubt(map) && surroundings.task == nil
        if isTask || Envelope.draft(map) != nil { addRowBesideContent(of: object, map, in: surroundings) }
    }
}
