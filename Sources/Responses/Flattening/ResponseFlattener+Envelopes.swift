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
        if holders == Envelope.generationsOnly, !Envelope.isGeneration(value, map, holders), !isCapture(map) {
            let task = flattenTask(value, map, in: outer)
            addStrays(Envelope.strayOfTasks, of: value, map, outer.around(records.tasks[task]))
        } else {
            flattenObject(value, map, holders, in: outer)
        }
    }

    private mutating func flattenList(_ list: JSONValue, in outer: OuterFields) {
        if list.isEmpty {
            unknownShapes += 1
            return addRow(.empty, RowFacts(outer), "an empty list")
        }
        for (index, element) in JSONElements(of: list).enumerated() where !isOverfull {
            pointer.push(.index(index))
            flattenEnvelope(element, in: outer)
            pointer.pop()
        }
    }

    /// An object, read in all places where it holds something. Only where none of them gave anything, has it a row of its
    /// own.
    private mutating func flattenObject(
        _ object: JSONValue, _ map: borrowing FieldMap, _ holders: FieldSet, in outer: OuterFields
    ) {
        var inner = outer
        if isCapture(map) {
            if !holds(containers: holders.removing(.response), map), isCapturePlace,
                let response = map[.response]
            {
                return flattenCapture(object, map, response)
            }
            let reason =
                "its digest is not checked: a capture within a list, or with content beside its response"
            inner.defects.append(Defect(pointer: pointer.text(from: 0, .field(.sha256)), reason: reason))
            if let url = map[.url], url.is(.text) { inner.requestedID = url.text.taskID ?? outer.requestedID }
        }
        inner.read(object, map, of: &self)
        let start = Progress(records, unknownShapes)
        let isGeneration = Envelope.isGeneration(object, map, holders)
        if isGeneration {
            flattenLoneGeneration(object, map, in: outer)
            // Its own id is no task's, and its task's id is no relay's.
            if map[.taskID] == nil { inner.nearestID = outer.nearestID }
            inner.taskID = outer.taskID
            inner.moderation = outer.moderation
        }
        let held = flattenHolders(of: object, map, holders, in: outer, &inner)
        let hasGiven = start.gave(records, besides: held)
        let hasStrays = addStrays(of: object, inner)
        if hasGiven {
            removeRows(of: held)
            noteWithheld(by: map, of: object, holders)
        } else {
            addOwnRow(of: object, map, in: outer, inner, beside: held, isSaid: hasStrays)
        }
    }

    private func holds(containers fields: FieldSet, _ map: borrowing FieldMap) -> Bool {
        var rest = fields
        while let field = rest.popFirst() {
            if map.isTwice(field) || map[field]?.isFilled == true { return true }
        }
        return false
    }

    /// Reads the holders in the order in which they stand in the object.
    /// - Returns: the rows of those that hold no envelope. Where the object gives anything else, they decide nothing.
    mutating func flattenHolders(
        of object: JSONValue, _ map: borrowing FieldMap, _ holders: FieldSet, in outer: OuterFields,
        _ inner: inout OuterFields
    ) -> [UnknownHolder] {
        var unknown: [UnknownHolder] = [], hasGenerations = false
        if holders.isEmpty { return unknown }
        noteTwice(holders.removing(.generations), map, &inner)
        for (name, value) in JSONMembers(of: object) where !value.isBlank {
            guard let field = FieldIndex.shared[name], holders.contains(field) else { continue }
            if field == .generations {
                if !hasGenerations, value.holdsGenerations { flattenTask(object, map, in: outer) }
                hasGenerations = hasGenerations || value.holdsGenerations
                continue
            }
            let start = Progress(records, unknownShapes)
            pointer.push(.field(field))
            flattenEnvelope(value, in: inner)
            pointer.pop()
            if start.gaveOnlyUnknownShapes(records, unknownShapes), !GenerationNames.stand(within: value) {
                unknown.append(
                    UnknownHolder(rows: start.rows..<records.unaudited.count, field: field, value: value))
            }
        }
        return unknown
    }

    private func noteTwice(_ fields: FieldSet, _ map: borrowing FieldMap, _ inner: inout OuterFields) {
        var rest = fields
        while let field = rest.popFirst() {
            guard map.isTwice(field) else { continue }
            let place = pointer.text(from: 0, .field(field))
            inner.defects.append(Defect(pointer: place, reason: "given twice; both are read"))
        }
    }

    /// An object around others is no task of its own; what it withheld counts nevertheless.
    private mutating func noteWithheld(by map: borrowing FieldMap, of object: JSONValue, _ holders: FieldSet) {
        guard let count = map[.unsafeGenerations]?.whole, !holders.contains(.generations) else { return }
        guard Envelope.isTaskBeyondDoubt(map) || map.has(.generations) else { return }
        var task = TaskRecord()
        task.isImplied = true
        task.unsafeGenerations = 0...Self.mostWithheld ~= count ? count : nil
        records.tasks.append(task)
    }

    /// Removes rows of holders that hold no envelope.
    mutating func removeRows(of holders: [UnknownHolder]) {
        for holder in holders.reversed() {
            records.unaudited.removeSubrange(holder.rows)
            unknownShapes -= holder.rows.count
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

        /// Whether anything came but the rows of `holders`.
        func gave(_ records: borrowing ResponseRecords, besides holders: [UnknownHolder]) -> Bool {
            records.generations.count > generations
                || records.unaudited.count - rows > holders.reduce(0) { $0 + $1.rows.count }
        }

        func gaveOnlyUnknownShapes(_ records: borrowing ResponseRecords, _ shapes: Int) -> Bool {
            records.generations.count == generations && records.unaudited.count > rows
                && records.unaudited.count - rows == shapes - unknownShapes
        }
    }
}

/// A holder with content that is no envelope.
struct UnknownHolder {
    /// Into `ResponseRecords.unaudited`.
    let rows: Range<Int>
    /// Whether it is a list, of which each element has a row.
    let isList: Bool
    /// Whether its name is one that only envelopes use, or its value an object or list: its rows say more than a row of
    /// the object around it.
    let isTelling: Bool
    /// Whether it stands where only an envelope may stand.
    let isStrict: Bool

    init(rows: Range<Int>, field: Field, value: JSONValue) {
        self.rows = rows
        isStrict = !Envelope.looseHolders.contains(field)
        isList = value.is(.array)
        isTelling = isStrict || value.isFilled
    }
}

extension JSONValue {
    /// Whether it can be read as the value of `generations`, or must at least not be passed over.
    var holdsGenerations: Bool { self.is(.array) || GenerationNames.stand(within: self) }
}
