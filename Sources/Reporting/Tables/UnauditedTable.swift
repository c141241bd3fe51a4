import Responses

/// The fields of `unaudited.csv` (CONTRACT section 6).
enum UnauditedTable {
    struct Row {
        var kind: String
        var place: TextPlace
        var taskID: BorrowedText?
        var generationID: BorrowedText?
        var status: BorrowedText?
        /// The ID of the task.
        var moderation: ModerationResult?
        var reason: String
    }

    static func write(_ row: Row?, to fields: inout some FieldWriter & ~Copyable) {
        fields.text("kind", row?.kind)
        writeRest(row, to: &fields)
    }

    /// All fields except the kind, which may depend on the whole run.
    static func writeRest(_ row: Row?, to fields: inout some FieldWriter & ~Copyable) {
        fields.text("source", row?.place)
        fields.integer("byte_offset", (row?.place.byteOffset).map(Int64.init))
        fields.text("task_id", row?.taskID)
        fields.text("generation_id", row?.generationID)
        fields.text("status", row?.status)
        fields.text("moderation_type", row?.moderation?.type)
        fields.text("moderation_code", row?.moderation?.code)
        fields.flag("is_output_rejection", row?.moderation?.isOutputRejection)
        fields.text("reason", row?.reason)
    }
}
