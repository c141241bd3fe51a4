/// The `moderation_result` block of a task or generation.
extension ResponseFlattener {
    /// The `moderation_result` of a task or generation.
    /// - Parameter depth: The number of steps of the owner's pointer.
    mutating func moderation(in map: borrowing FieldMap, from depth: Int) -> Moderation {
        let block: JSONValue
        switch given(object: .moderationResult, in: map) {
        case .absent: return Moderation()
        case .defective: return Moderation(type: .defective, code: .defective, isOutputRejection: .defective)
        case .value(let value): block = value
        }
        pointer.push(.field(.moderationResult))
        defer { pointer.pop() }
        let inner = FieldMap(block, like: &shapes.moderation)
        if inner.hasOthers(than: Self.moderationFields) {
            noteOthers(in: block, than: Self.moderationFields, depth)
        }
        var moderation = Moderation()
        moderation.type = text(.type, in: inner)
        moderation.code = text(.code, in: inner)
        moderation.isOutputRejection = boolean(.isOutputRejection, in: inner)
        noteUnrecognised(.resultsByFrameIndex, in: inner, from: depth)
        return moderation
    }

    /// The `moderation_result` of an object around a task. It adds no defects, because the object counts as
    /// unrecognised.
    mutating func moderationResult(of block: JSONValue) -> ModerationResult {
        let map = FieldMap(block, like: &shapes.moderation)
        let text = { (value: JSONValue?) -> BorrowedText? in
            value.flatMap { $0.isWords ? $0.text.bounded : nil }
        }
        return ModerationResult(
            type: text(map[.type]), code: text(map[.code]), isOutputRejection: map[.isOutputRejection]?.boolean)
    }

    private static let moderationFields: FieldSet = [
        .code, .isOutputRejection, .resultsByFrameIndex, .taskID, .type,
    ]
}

/// The fields of a `moderation_result` block.
struct Moderation {
    var type = ResponseFlattener.FieldValue<BorrowedText>.absent
    var code = ResponseFlattener.FieldValue<BorrowedText>.absent
    var isOutputRejection = ResponseFlattener.FieldValue<Bool>.absent

    var result: ModerationResult {
        ModerationResult(type: type.value, code: code.value, isOutputRejection: isOutputRejection.value)
    }
}

extension ModerationResult {
    /// The text for the reason of a row.
    var words: String {
        let given = [type, code].compactMap { $0.map(String.init) }.filter { !$0.isEmpty && $0 != "passed" }
        return given.isEmpty ? "the output was rejected" : "moderation: \(given.joined(separator: ", "))"
    }
}
