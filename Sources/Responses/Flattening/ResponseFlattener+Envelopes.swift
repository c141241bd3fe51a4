/// The envelopes, told apart by shape (CONTRACT section 1).
extension ResponseFlattener {
    mutating func flattenEnvelope(_ envelope: JSONValue) {
        records.responses += 1
        if envelope.is(.array), envelope.isEmpty, pointer.depth == 0 {
            return addUnaudited(.empty, reason: "an empty list")
        }
        guard envelope.is(.object) else { return addUnknownShape(envelope) }
        let map = FieldMap(envelope)
        for field in [Field.code, .data, .taskResponses, .generations] where map.isTwice(field) {
            return addUnaudited(.unreadable, reason: "\(pointer.text(from: 0, .field(field))): given twice")
        }
        if map.has(.sha256), map.has(.response) { return flattenCapture(envelope, map) }
        let relay = RelayFields(refusal: refusal(in: map))
        if let tasks = map[.taskResponses] {
            flattenTasks(tasks, in: .taskResponses, relay, empty: "a listing without tasks")
        } else if map.has(.id), map.has(.generations) {
            flattenTask(envelope, map, relay)
        } else if let data = map[.data], data.is(.array) {
            flattenTasks(data, in: .data, relay, empty: "a feed without entries")
        } else if relay.refusal != nil || map.has(.data) {
            flattenRelay(map, relay)
        } else {
            addUnknownShape(envelope)
        }
    }

    /// `code` and `message`, where `code` is other than `success`.
    private func refusal(in map: borrowing FieldMap) -> String? {
        guard let code = map[.code], !(code.is(.text) && code.text == "success") else { return nil }
        return [code, map[.message]].compactMap { $0 }.compactMap(Self.plainText).filter { !$0.isEmpty }
            .joined(separator: ": ")
    }

    /// A listing's tasks, or a feed's entries, which hold theirs under `payload`.
    private mutating func flattenTasks(
        _ list: JSONValue, in field: Field, _ relay: RelayFields, empty reason: String
    ) {
        guard list.is(.array), !list.isEmpty else {
            if let refusal = relay.refusal { return addUnaudited(.apiError, reason: refusal) }
            return list.is(.null) || list.is(.array)
                ? addUnaudited(.empty, reason: reason)
                : addUnaudited(.unreadable, reason: "\(pointer.text(from: 0, .field(field))): not a list")
        }
        pointer.push(.field(field))
        defer { pointer.pop() }
        for (index, entry) in JSONElements(of: list).enumerated() where !isOverfull {
            pointer.push(.index(index))
            defer { pointer.pop() }
            guard field == .data else {
                flattenTask(entry)
                continue
            }
            guard entry.is(.object), let payload = FieldMap(entry)[.payload] else {
                addUnknownShape(entry)
                continue
            }
            pointer.push(.field(.payload))
            flattenTask(payload)
            pointer.pop()
        }
    }

    private mutating func flattenTask(_ task: JSONValue) {
        guard task.is(.object) else { return addUnknownShape(task) }
        let map = FieldMap(task)
        guard map.has(.id) || map.has(.generations) else { return addUnknownShape(task) }
        flattenTask(task, map, RelayFields())
    }

    private mutating func flattenRelay(_ map: borrowing FieldMap, _ refused: RelayFields) {
        var relay = refused
        guard let data = map[.data], data.is(.object) else {
            return addTaskless(relay, shape: map[.data])
        }
        let inner = FieldMap(data)
        pointer.push(.field(.data))
        defer { pointer.pop() }
        // Something else in the relay's place must not pass for a task that came to nothing.
        let isRelay =
            inner.has(.data) || !inner.has(.generations) && (inner.has(.taskID) || inner.has(.status))
        guard relay.refusal != nil || isRelay else { return addUnknownShape(data) }
        relay.read(from: inner, of: &self)
        guard let task = inner[.data], task.is(.object) else {
            if inner.isTwice(.data) {
                return addUnaudited(
                    .unreadable, relay, reason: "\(pointer.text(from: 0, .field(.data))): given twice")
            }
            return addTaskless(relay, shape: inner[.data])
        }
        pointer.push(.field(.data))
        defer { pointer.pop() }
        let fields = FieldMap(task)
        guard relay.refusal != nil || fields.has(.id) || fields.has(.generations) else {
            return addUnknownShape(task, relay)
        }
        flattenTask(task, fields, relay)
    }

    /// A relay answer without a task: what it says of itself decides.
    private mutating func addTaskless(_ relay: RelayFields, shape: JSONValue?) {
        if let refusal = relay.refusal { return addUnaudited(.apiError, relay, reason: refusal) }
        if let shape, !shape.is(.null) {
            return addUnaudited(
                .unreadable, relay, reason: "the task is \(Self.kindName(of: shape)), not an object")
        }
        let ending = TaskEnding(status: relay.status, reasons: [relay.failReason], isRejected: false)
        addUnaudited(ending.kind, relay, reason: relay.failReason.map(String.init) ?? "")
    }

    mutating func addUnaudited(
        _ kind: Unaudited.Kind, _ relay: RelayFields = RelayFields(), task: TaskRecord? = nil, reason: String
    ) {
        records.unaudited.append(
            Unaudited(
                kind: kind, taskID: task?.id ?? relay.taskID, status: task?.status ?? relay.status,
                reason: reason.withoutLinks, generationsBefore: records.generations.count))
    }

    private mutating func addUnknownShape(_ value: JSONValue, _ relay: RelayFields = RelayFields()) {
        let place = pointer.depth == 0 ? "" : "\(pointer.text()): "
        addUnaudited(.unreadable, relay, reason: "\(place)no known envelope (\(Self.kindName(of: value)))")
    }
}
