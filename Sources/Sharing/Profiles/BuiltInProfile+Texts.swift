/// The texts of the built-in profiles.
extension BuiltInProfile {
    static let internalText = """
        # For colleagues who may see the report: everything, except the texts of restricted generations.
        profile: internal
        columns:
          # Texts, and where they are from.
          - {column: [title, prompt, link, review_note, note, u18_rationale, reason, defects, source, was_source, byte_offset], do: keep}
          # Ids, names and times.
        \(identities.replacing("DO", with: "keep"))
          - {column: [reviewer, disposition_by, approver, ticket, waiver_id], do: keep}
        \(times.replacing("DO", with: "keep"))
          # Values, thresholds and digests.
        \(measures.replacing("DO", with: "keep"))
          - {column: [why, was_why], do: keep}
          - {column: [evidence_sha256, signals_sha256], do: keep}
          # What the policy and the platform decided.
        \(decisions)
        page: keep
        scores: keep
        restricted: blank
        thresholds: keep
        inputs: keep

        """

    static let regulatorText = """
        # For an authority: decisions, values and thresholds, with pseudonyms and without texts.
        profile: regulator
        columns:
          # Of scores.csv, the name of a classifier or a filter.
          - {column: scores.source, do: keep}
          # Texts, and where they are from.
          - {column: [title, prompt, link, review_note, note, u18_rationale, reason, defects, source, was_source, byte_offset], do: drop}
          # Ids, names and times.
        \(identities.replacing("DO", with: "pseudonym"))
          - {column: [reviewer, disposition_by, approver], do: pseudonym}
          - {column: [ticket, waiver_id], do: drop}
        \(times.replacing("DO", with: "day"))
          # Values, thresholds and digests.
        \(measures.replacing("DO", with: "keep"))
          - {column: [why, was_why], do: keep}
          - {column: [evidence_sha256, signals_sha256], do: keep}
          # What the policy and the platform decided.
        \(decisions)
        page: drop
        scores: keep
        restricted: drop
        thresholds: keep
        inputs: number

        """

    static let externalText = """
        # For everyone outside: decisions, rules and severities, with pseudonyms of generations and tasks.
        profile: external
        columns:
          # Texts, and where they are from.
          - {column: [title, prompt, link, review_note, note, u18_rationale, reason, defects, source, was_source, byte_offset], do: drop}
          # Ids, names and times.
          - {column: user_id, do: drop}
        \(identities.replacing("DO", with: "pseudonym").replacing(", user_id", with: ""))
          - {column: [reviewer, disposition_by, approver, ticket, waiver_id], do: drop}
        \(times.replacing("DO", with: "month"))
          # Values, thresholds and digests. The digest of a known answer identifies it.
          - {column: [top_value, was_top_value, value], do: band}
        \(measures.replacing("DO", with: "drop").replacing("top_value, was_top_value, value, ", with: ""))
          - {column: [why, was_why], do: drop}
          - {column: [evidence_sha256, signals_sha256], do: drop}
          # What the policy and the platform decided.
        \(decisions)
        page: drop
        scores: drop
        restricted: drop
        thresholds: drop
        inputs: drop

        """

    private static let identities =
        "  - {column: [generation_id, task_id, relay_task_id, user_id, review_key], do: DO}"

    private static let times = """
          - {column: [created_at, first_listed, disposition_since, disposition_until, recorded_at, expires], do: DO}
        """

    private static let measures = """
          - {column: [top_value, was_top_value, value, score, max_value, days_left, output_risk_level], do: DO}
          - {column: [frame, frames_hit, frames_total], do: DO}
          - {column: [flag_at, near_at, margin, top_flag_at, top_margin, ceiling, in, not_in], do: DO}
        """

    private static let decisions = """
          - column: [decision, was_decision, severity, was_severity, near_severity, band, change, cause, evidence]
            do: keep
          - column: [disposition, reopened_because, review_decision, seq, status, kind, revision]
            do: keep
          - column: [top_rule, was_top_rule, rule_id, rules, rules_flagged, rules_near, rules_gained, rules_lost]
            do: keep
          - column: [top_signal, signal, statistic, op, label, missing_signals, scope, category, type, verdict, scores.source]
            do: keep
          - column: [platform, agreement, output_type, output_is_flagged, moderation_type, task_moderation_type]
            do: keep
          - column: [moderation_code, is_output_rejection, u18_is_child, u18_is_realistic]
            do: keep
          - column: [face_verdicts, ip_verdicts, trademark_verdicts]
            do: keep
          - column: [model, operation, width, height, n_frames, is_public]
            do: keep
          - column: [waivers.generations, waivers.findings, over_ceiling]
            do: keep
        """
}
