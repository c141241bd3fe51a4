import Policies
import Responses

/// The fields of `generations.csv`, which are also the plain fields of an object in `generations.json` (CONTRACT
/// section 6).
enum GenerationsTable {
    static func write(_ row: ListedGeneration?, to fields: inout some FieldWriter & ~Copyable) {
        let generation = row?.generation
        let top = row?.top
        fields.text("decision", row?.judgement.decision.rawValue)
        fields.text("severity", top?.rule.severity.rawValue)
        // When all rows are written, the last step fills these in (`AnnotatedRows`).
        fields.text("change", nil as String?)
        fields.text("first_listed", nil as String?)
        fields.text("disposition", nil as String?)
        fields.leaveOutAbsent(row?.isBrief == true)
        fields.text("why", row?.why)
        fields.text("title", row?.shown(generation?.title))
        fields.text("prompt", row?.shown(generation?.prompt))
        fields.text("link", row?.shownLink)
        fields.text("generation_id", row?.shown(generation?.id))
        // A reviewer fills these in.
        fields.absent("review_decision")
        fields.absent("review_note")
        // The last step fills these in.
        fields.list("reopened_because", row.map { _ in [] as [String] }) { $0 }
        fields.list("disposition_by", row.map { _ in [] as [String] }) { $0 }
        fields.text("disposition_since", nil as String?)
        fields.text("disposition_until", nil as String?)
        fields.text("task_id", row?.shown(generation?.taskID))
        fields.text("created_at", row?.shown(generation?.createdAt))
        fields.text("user_id", row?.shown(generation?.userID))
        fields.text("top_rule", top?.rule.id)
        fields.text("top_signal", top?.deciding?.signal)
        fields.value("top_value", top?.deciding?.matched.value)
        fields.decimal("top_flag_at", top?.deciding?.threshold?.flagAt)
        fields.decimal("top_margin", top?.deciding?.matched.margin)
        fields.list("rules_flagged", row?.judgement.findings) { row?.ruleID(of: $0, in: .flagged) }
        fields.list("rules_near", row?.judgement.findings) { row?.ruleID(of: $0, in: .near) }
        fields.text("near_severity", row?.greatestNear?.rule.severity.rawValue)
        var names = 0
        fields.list("missing_signals", row?.judgement.missing) { signal in
            names += 1
            return row?.shownName(of: signal, number: names)
        }
        fields.defects("defects", row?.shownDefects)
        fields.text("platform", row?.platform)
        fields.text("agreement", row?.judgement.agreement.rawValue)
        fields.text("output_type", row?.shown(generation?.outputType))
        fields.flag("output_is_flagged", generation?.outputIsFlagged)
        fields.decimal("output_risk_level", generation?.outputRiskLevel)
        fields.text("moderation_type", row?.shown(generation?.moderation.type))
        fields.text("task_moderation_type", row?.shown(row?.task.moderation.type))
        fields.flag("u18_is_child", generation?.u18IsChild)
        fields.flag("u18_is_realistic", generation?.u18IsRealistic)
        fields.integer("face_verdicts", row?.verdicts("face"))
        fields.integer("ip_verdicts", row?.verdicts("ip"))
        fields.integer("trademark_verdicts", row?.verdicts("trademark"))
        fields.text("model", row?.shown(generation?.model))
        fields.text("operation", row?.shown(generation?.operation))
        fields.integer("width", generation?.width)
        fields.integer("height", generation?.height)
        fields.integer("n_frames", generation?.frameCount)
        fields.flag("is_public", generation?.isPublic)
        fields.text("relay_task_id", row?.shown(row?.task.otherRelayID))
        fields.integer("revision", (row?.revision).map(Int64.init))
        fields.text("source", row?.place)
        fields.text("evidence_sha256", row?.evidence)
        fields.text("signals_sha256", row?.signalsDigest)
        fields.text("review_key", row?.reviewKey)
    }
}
