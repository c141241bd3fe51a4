/// The holders of an object: the members that may hold other envelopes.
extension ResponseFlattener {
    /// The context of the content of an object's holders.
    struct Surroundings {
        /// The fields of the envelopes around the object.
        let outer: OuterFields
        /// The fields of the object and of the envelopes around it.
        var inner: OuterFields
        /// The object as the task of its generations; nil if it has no list of generations.
        var task: TaskContext?
    }

    mutating func surroundings(
        of object: JSONValue, _ map: borrowing FieldMap, _ holders: FieldSet, in outer: OuterFields,
        isGeneration: Bool
    ) -> Surroundings {
        var inner = isGeneration ? outer.within(map, of: self) : outer
        if !isGeneration {
            inner.read(object, map, of: &self)
            noteTwice(holders.removing(.generations), map, &inner)
        }
        var task: TaskContext?
        if holders.contains(.generations), hasGenerations(object) {
            let context = beginTask(object, map, in: outer)
            task = context
            if isGeneration {
                // The object's own ID is not the ID of a task.
                records.tasks[context.index].id = inner.nearestID ?? outer.requestedID
                records.tasks[context.index].relayID = outer.taskID
            } else {
                inner = inner.around(records.tasks[context.index], context)
            }
        }
        if !isGeneration, isCapture(map) { noteUnchecked(map, outer, &inner) }
        return Surroundings(outer: outer, inner: inner, task: task)
    }

    private func hasGenerations(_ object: JSONValue) -> Bool {
        JSONMembers(of: object).contains { name, value in
            value.is(.array) && !value.isEmpty && FieldIndex.shared[name] == .generations
        }
    }

    private func noteUnchecked(_ map: borrowing FieldMap, _ outer: OuterFields, _ inner: inout OuterFields) {
        let reason = "its digest is not checked: a capture within a list, or with content beside its response"
        inner.defects.append(Defect(pointer: pointer.text(from: 0, .field(.sha256)), reason: reason))
        if let url = map[.url], url.is(.text) { inner.requestedID = url.text.taskID ?? outer.requestedID }
    }

    /// Reads the holders in document order, including duplicate ones.
    mutating func flattenHolders(
        of object: JSONValue, _ holders: FieldSet, _ surroundings: Surroundings
    ) -> HolderReading {
        var unknown: [UnknownHolder] = []
        if holders.isEmpty { return HolderReading(unknown: unknown, hasContent: false) }
        let beginning = progress
        for (name, value) in JSONMembers(of: object) where !value.isBlank && !isOverfull {
            guard let field = FieldIndex.shared[name], holders.contains(field) else { continue }
            let start = progress
            if field != .generations {
                pointer.push(.field(field))
                flattenEnvelope(value, in: surroundings.inner)
                pointer.pop()
            } else if value.is(.array), let task = surroundings.task {
                flattenGenerations(value, of: task, in: surroundings.inner)
            } else {
                addNoList(value, surroundings.inner)
            }
            if start.gaveOnlyUnknownShapes(progress) {
                unknown.append(UnknownHolder(rows: start.rows..<progress.rows, field: field, value: value))
            }
        }
        let hasContent = beginning.gave(progress, besides: unknown)
        return HolderReading(unknown: unknown, hasContent: hasContent)
    }

    /// Adds holders with duplicate keys to the defects.
    private mutating func noteTwice(_ holders: FieldSet, _ map: borrowing FieldMap, _ inner: inout OuterFields)
    {
        var rest = holders
        while let field = rest.popFirst() {
            guard map.isTwice(field) else { continue }
            let place = pointer.text(from: 0, .field(field))
            inner.defects.append(Defect(pointer: place, reason: Self.bothRead))
        }
    }

    static var bothRead: String { "given twice; both are read" }

    /// Adds a row for a value of `generations` that is not a list.
    private mutating func addNoList(_ value: JSONValue, _ outer: OuterFields) {
        if !GenerationNames.stand(within: value) { unknownShapes += 1 }
        let place = pointer.text(from: 0, .field(.generations))
        addRow(.unreadable, RowFacts(outer), "\(place): not a list")
    }

    /// Removes the rows of holders that hold no envelope.
    mutating func removeRows(of holders: [UnknownHolder]) {
        for holder in holders.reversed() {
            records.unaudited.removeSubrange(holder.rows)
            unknownShapes -= holder.rows.count
        }
    }

    /// The current number of each kind of record.
    private var progress: Progress {
        Progress(
            generations: records.generations.count, rows: records.unaudited.count, unknownShapes: unknownShapes)
    }

    /// The number of each kind of record at some point, for comparison with a later point.
    private struct Progress {
        let generations: Int
        let rows: Int
        let unknownShapes: Int

        /// Whether records other than the rows of `holders` were added.
        fileprivate func gave(_ later: Progress, besides holders: [UnknownHolder]) -> Bool {
            later.generations > generations || later.rows - rows > holders.reduce(0) { $0 + $1.rows.count }
        }

        fileprivate func gaveOnlyUnknownShapes(_ later: Progress) -> Bool {
            later.generations == generations && later.rows > rows
                && later.rows - rows == later.unknownShapes - unknownShapes
        }
    }
}

/// The result of reading the holders of an object.
struct HolderReading {
    /// The holders that hold no envelope.
    let unknown: [UnknownHolder]
    /// Whether other holders hold an envelope.
    let hasContent: Bool
}

/// A holder with content that is not an envelope.
struct UnknownHolder {
    /// The range of its rows in `ResponseRecords.unaudited`.
    let rows: Range<Int>
    /// Whether it is one of `Envelope.strictHolders`.
    let isStrict: Bool
    /// Whether its rows have more information than a row of the object around it.
    let isTelling: Bool

    init(rows: Range<Int>, field: Field, value: JSONValue) {
        self.rows = rows
        isStrict = Envelope.strictHolders.contains(field)
        isTelling = isStrict || value.isFilled
    }
}
