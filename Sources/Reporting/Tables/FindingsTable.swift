import Policies
import Responses

/// The fields of `findings.csv`, which also appear in `generations.json` (CONTRACT section 6).
enum FindingsTable {
    static func write(
        _ finding: ListedFinding?, of row: ListedGeneration?, to fields: inout some FieldWriter & ~Copyable
    ) {
        let generation = row?.generation
        fields.text("band", finding?.finding.band.name)
        writeRule(finding, to: &fields)
        fields.text("generation_id", row?.shown(generation?.id))
        fields.text("task_id", row?.shown(generation?.taskID))
        fields.text("created_at", row?.shown(generation?.createdAt))
        fields.text("user_id", row?.shown(generation?.userID))
        fields.text("model", row?.shown(generation?.model))
        writeMatch(finding?.deciding, to: &fields)
        fields.text("platform", row?.platform)
        fields.text("agreement", row?.judgement.agreement.rawValue)
        fields.text("source", row?.place)
        fields.text("prompt", row?.shown(generation?.prompt))
        // When all rows are written, the last step fills it in (`AnnotatedRows`).
        fields.text("waiver_id", nil as String?)
    }

    static func writeRule(_ finding: ListedFinding?, to fields: inout some FieldWriter & ~Copyable) {
        fields.text("severity", finding?.rule.severity.rawValue)
        fields.text("rule_id", finding?.rule.id)
    }

    static func writeMatch(_ match: ListedMatch?, to fields: inout some FieldWriter & ~Copyable) {
        let frames = match?.matched.frames
        fields.text("signal", match?.signal)
        fields.text("statistic", match?.statistic)
        fields.value("value", match?.matched.value)
        fields.text("op", match?.operation)
        fields.decimal("flag_at", match?.threshold?.flagAt)
        fields.decimal("near_at", match?.threshold?.nearAt)
        fields.decimal("margin", match?.matched.margin)
        fields.integer("label", frames?.label)
        fields.integer("frame", (frames?.worst).map(Int64.init))
        fields.integer("frames_hit", (frames?.hit).map(Int64.init))
        fields.integer("frames_total", (frames?.total).map(Int64.init))
    }
}
