/// The walk through the envelopes of a text. Every place where an envelope may stand is read by `flattenEnvelope`, and
/// what stands there is told by `Envelope` (CONTRACT section 1).
extension ResponseFlattener {
    /// Envelopes within one another that are followed. Real answers have four or five; each takes a few kilobytes of a
    /// worker's stack.
    static var nestingLimit: Int { 64 }

    /// Reads whatever stands in one place: an envelope or a list of them. Adds a generation or a row.
    mutating func flattenEnvelope(_ value: JSONValue, in outer: OuterFields) {
        guard value.is(.object) || value.is(.array) else { return addUnknownShape(value, outer) }
        guard nesting < Self.nestingLimit else {
            let place = pointer.text()
            return addRow(
                .unreadable, RowFacts(outer),
                "\(place): more than \(Self.nestingLimit) envelopes within one another")
        }
        nesting += 1
        defer { nesting -= 1 }
        if value.is(.array) { return flattenList(value, in: outer) }
        let map = FieldMap(value)
        let holders = Envelope.filledHolders(of: map)
        if holders == Envelope.generationsOnly, !Envelope.isGeneration(map, holders), !isCapture(map) {
            flattenTask(value, map, in: outer)
            addStrays(Envelope.strayOfTasks, of: value, map, outer)
        } else {
            flattenObject(value, map, holders, in: outer)
        }
    }

    private mutating func flattenList(_ list: JSONValue, in outer: OuterFields) {
        if list.isEmpty { return addRow(.empty, RowFacts(outer), "an empty list") }
        for (index, element) in JSONElements(of: list).enumerated() where !isOverfull {
            pointer.push(.index(index))
            flattenEnvelope(element, in: outer)
            pointer.pop()
        }
    }

    /// An object, read in all places where it holds something. Only where none of them gave anything, or where it is a
    /// task by more than its id and status, has it a row of its own.
    private mutating func flattenObject(
        _ object: JSONValue, _ map: borrowing FieldMap, _ holders: FieldSet, in outer: OuterFields
    ) {
        var inner = outer
        if isCapture(map) {
            if holders.removing(.response).isEmpty, isCapturePlace, let response = map[.response] {
                return flattenCapture(object, map, response)
            }
            let reason =
                "its digest is not checked: a capture within a list, or with content beside its response"
            inner.defects.append(Defect(pointer: pointer.text(from: 0, .field(.sha256)), reason: reason))
            if let url = map[.url], url.is(.text) { inner.requestedID = url.text.taskID ?? outer.requestedID }
        }
        inner.read(object, map, of: &self)
        let start = Progress(records, unknownShapes)
        if Envelope.isGeneration(map, holders) { flattenLoneGeneration(object, map, in: outer) }
        if holders.contains(.generations) { flattenTask(object, map, in: outer) }
        if holders.contains(.data) { flatten(.data, of: object, map, in: &inner) }
        if holders.contains(.taskResponses) { flatten(.taskResponses, of: object, map, in: &inner) }
        flattenLooseHolders(of: object, map, holders, in: &inner)
        let hasGiven = start.gave(records)
        let hasStrays = addStrays(of: object, inner)
        if !hasGiven {
            addOwnRow(of: object, map, in: outer, inner, isSaid: hasStrays)
        } else if !holders.isEmpty, !holders.contains(.generations), Envelope.isTaskBeyondDoubt(map),
            !Envelope.isGeneration(map, holders)
        {
            flattenTask(object, map, in: outer)
        }
    }

    /// What the holders with names of common use hold. Where that is no envelope, and the object says what it is by itself,
    /// they decide nothing.
    private mutating func flattenLooseHolders(
        of object: JSONValue, _ map: borrowing FieldMap, _ holders: FieldSet, in inner: inout OuterFields
    ) {
        var loose = map.given(among: Envelope.looseHolders)
        let start = Progress(records, unknownShapes)
        while let field = loose.popFirst() {
            if holders.contains(field) { flatten(field, of: object, map, in: &inner) }
        }
        guard start.gave(records), start.gaveOnlyUnknownShapes(records, unknownShapes) else { return }
        if case .unknown = Envelope(object, map, in: inner) {
            // Of a scalar the object's names say more.
            let filled = map.given(among: Envelope.looseHolders)
            if holdsContainer(map, filled) { return }
        } else if GenerationNames.stand(within: object) {
            return
        }
        records.unaudited.removeSubrange(start.rows...)
        unknownShapes = start.unknownShapes
    }

    private func holdsContainer(_ map: borrowing FieldMap, _ fields: FieldSet) -> Bool {
        var rest = fields
        while let field = rest.popFirst() {
            if map.isTwice(field) || map[field]?.isFilled == true { return true }
        }
        return false
    }

    /// What stands under one name, which is read twice where it is given twice.
    mutating func flatten(
        _ field: Field, of object: JSONValue, _ map: borrowing FieldMap, in outer: inout OuterFields
    ) {
        if let value = map[field] {
            pointer.push(.field(field))
            flattenEnvelope(value, in: outer)
            return pointer.pop()
        }
        let place = pointer.text(from: 0, .field(field))
        outer.defects.append(Defect(pointer: place, reason: "given twice; both are read"))
        for (name, value) in JSONMembers(of: object) where FieldIndex.shared[name] == field && !value.isBlank {
            pointer.push(.field(field))
            flattenEnvelope(value, in: outer)
            pointer.pop()
        }
    }

    /// What the records had at some point, to tell what came since.
    private struct Progress {
        let generations: Int
        let rows: Int
        let unknownShapes: Int

        init(_ records: borrowing ResponseRecords, _ unknownShapes: Int) {
            generations = records.generations.count
            rows = records.unaudited.count
            self.unknownShapes = unknownShapes
        }

        func gave(_ records: borrowing ResponseRecords) -> Bool {
            records.generations.count > generations || records.unaudited.count > rows
        }

        func gaveOnlyUnknownShapes(_ records: borrowing ResponseRecords, _ shapes: Int) -> Bool {
            records.generations.count == generations && records.unaudited.count - rows == shapes - unknownShapes
        }
    }
}
