/// The kind of a column's cells, which determines the actions that a profile may have for the column.
enum ColumnGroup {
    /// IDs, with the kind of their pseudonyms.
    static let ids: [String: Pseudonyms.Kind] = [
        "generation_id": .generation, "task_id": .task, "relay_task_id": .task, "user_id": .user,
        "reviewer": .reviewer, "disposition_by": .reviewer, "approver": .reviewer, "review_key": .key,
    ]

    /// IDs separated by blanks.
    static let lists: Set<String> = ["disposition_by"]

    /// The IDs of a cell of such a column. A blank before a combining mark separates too.
    static func names(in cell: String) -> [String] {
        cell.unicodeScalars.split(separator: " ").map { String($0) }
    }

    /// Times: RFC 3339 in UTC, or a text of the platform.
    static let times: Set<String> = [
        "created_at", "first_listed", "disposition_since", "disposition_until", "recorded_at", "expires",
    ]

    /// Values that a rule compared, with the column that has the decision or band of the comparison.
    static let values: [String: String] = [
        "value": "band", "top_value": "decision", "was_top_value": "was_decision",
    ]

    /// Texts of users, reviewers and the platform.
    static let texts: Set<String> = [
        "title", "prompt", "link", "review_note", "note", "reason", "u18_rationale", "defects",
    ]

    /// Phrases that contain a rule, a signal, a value and a threshold.
    static let phrases: Set<String> = ["why", "was_why"]

    /// Thresholds, and differences from them.
    static let thresholds: Set<String> = [
        "flag_at", "near_at", "margin", "top_flag_at", "top_margin", "ceiling", "in", "not_in",
    ]

    /// Fields of `generations.json` that are not columns.
    static let fields: Set<String> = [
        "seq", "recorded_at", "reviewer", "note", "in", "not_in", "u18_rationale",
    ]

    /// The reason why an action is not allowed for a column, with a fix; nil if it is allowed.
    static func misfit(_ action: Profile.Action, _ column: String) -> String? {
        switch action {
        case .keep, .drop, .blank: nil
        case .pseudonym where ids[column] == nil: "`pseudonym` is for \(list(ids.keys))"
        case .day where !times.contains(column), .month where !times.contains(column):
            "`\(action.rawValue)` is for \(list(times))"
        case .band where values[column] == nil: "`band` is for \(list(values.keys))"
        case .length where !texts.contains(column) || column == "defects":
            "`length` is for \(list(texts.subtracting(["defects"])))"
        default: nil
        }
    }

    private static func list(_ names: some Sequence<String>) -> String {
        names.sorted().map { "`\($0)`" }.joined(separator: ", ")
    }
}
