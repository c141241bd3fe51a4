/// The columns of sheets (CONTRACT section 15).
package enum SheetColumns {
    /// The columns of `review sheet`.
    package static let review = [
        "review_key", "review_decision", "review_note", "disposition", "reopened_because", "change", "decision",
        "severity", "why", "question", "title", "prompt", "link", "generation_id", "task_id", "created_at",
        "user_id", "top_rule", "top_value", "rules_flagged", "rules_near", "missing_signals", "platform",
        "previous_decisions",
    ]
}
