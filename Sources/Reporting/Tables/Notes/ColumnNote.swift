import Policies
import Responses

/// The meaning of a column, and the values that its cells may hold (CONTRACT sections 2, 5 and 6). Names of the
/// platform are open and therefore have no list of values.
struct ColumnNote {
    let description: String
    var isRequired = false
    var minimum: Int64?
    var maximum: Int64?
    var pattern: String?
    var values: [String] = []

    var isConstrained: Bool {
        isRequired || minimum != nil || maximum != nil || pattern != nil || !values.isEmpty
    }

    static func note(on column: String, in table: ReportTable) -> ColumnNote? {
        switch table {
        case .generations: generations[column] ?? ofGeneration[column]
        case .findings: findings[column] ?? ofGeneration[column]
        case .unaudited: unaudited[column]
        case .changes: changes[column] ?? ofGeneration[column]
        case .restricted: restricted[column] ?? ofGeneration[column]
        case .waivers: waivers[column]
        case .scores: scores[column] ?? ofGeneration[column]
        }
    }

    static let severities = Severity.allCases.map(\.rawValue)

    private static let ofGeneration: [String: ColumnNote] = [
        "generation_id": .init(description: "The generation's id."),
        "task_id": .init(description: "The id of its task."),
        "created_at": .init(
            description:
                "When it was created: RFC 3339 in UTC where the platform gives epoch seconds, else as given."),
        "user_id": .init(description: "The user of the task."),
        "model": .init(description: "The model that made it."),
        "platform": .init(
            description: "The platform's own view: whether its classifiers, filters or moderation flagged it.",
            isRequired: true, values: ["flagged", "not_flagged"]),
        "agreement": .init(
            description: "Ours against the platform's view; only flagged counts as ours.", isRequired: true,
            values: Agreement.allCases.map(\.rawValue)),
        "source": .init(
            description: "Where the judged JSON text begins: the input's path, a colon, the line from 1.",
            isRequired: true),
        "prompt": .init(description: "What the user asked for."),
    ]

    private static let generations: [String: ColumnNote] = [
        "decision": .init(
            description: "What the policy makes of it.", isRequired: true,
            values: Decision.allCases.filter { $0 != .clear }.map(\.rawValue)),
        "severity": .init(
            description: "Of the deciding finding's rule; empty where the decision is incomplete.",
            values: severities),
        "change": .init(
            description:
                "How it differs from the report before; empty without one, and of a generation without a sound id.",
            values: [Change.new, .worse, .changed, .better, .same].map(\.rawValue)),
        "first_listed": firstListed,
        "why": .init(
            description:
                "What the deciding finding says, in one phrase; of an incomplete generation, a rule and what it lacks.",
            isRequired: true),
        "link": .init(description: "Where the organisation's own console shows it; empty without --link."),
        "rules_flagged": .init(description: "Ids of the rules that flagged it, separated by blanks."),
        "rules_near": .init(description: "Ids of the rules it came near, separated by blanks."),
        "near_severity": .init(
            description: "The highest severity of the rules that a flagged generation came near; else empty.",
            values: severities),
        "missing_signals": .init(
            description: "Signals that a rule looked for and did not find, separated by blanks."),
        "defects": .init(
            description: "Values of no use: JSON pointer, blank, reason, parted by a semicolon and a blank."),
        "operation": .init(description: "The platform's name of the operation."),
        "width": .init(description: "In pixels."),
        "height": .init(description: "In pixels."),
        "n_frames": .init(description: "Frames of the video."),
        "is_public": .init(description: "Whether it is public."),
        "relay_task_id": .init(
            description: "The relay's id of the task, where it differs from the task's own."),
        "top_rule": .init(
            description:
                "The rule of the deciding finding: of those in the decision's own band, the highest severity, then margin, then rule order."
        ),
        "top_signal": .init(description: "The signal that decided the deciding finding."),
        "top_value": .init(description: "Its value: a number, true or false, or a text."),
        "top_flag_at": .init(description: "The value from which on the top rule flags."),
        "top_margin": .init(description: "top_value minus top_flag_at, in decimals; below 0 it is near."),
        "output_type": .init(description: "The type of the output moderation."),
        "output_is_flagged": .init(description: "Whether the output moderation flagged it."),
        "output_risk_level": .init(description: "The risk level of the output moderation."),
        "moderation_type": .init(description: "The type of the generation's moderation result."),
        "task_moderation_type": .init(description: "The type of the task's moderation result."),
        "u18_is_child": .init(description: "Whether the platform sees a child."),
        "u18_is_realistic": .init(description: "Whether the platform takes it for realistic."),
        "face_verdicts": verdicts("face"),
        "ip_verdicts": verdicts("ip"),
        "trademark_verdicts": verdicts("trademark"),
        "revision": .init(
            description:
                "Where its id came before with another outcome: 2, 3 and so on, in input order; empty for the first.",
            minimum: 2),
        "evidence_sha256": .init(
            description: "SHA-256 of the JSON text that was judged.", isRequired: true, pattern: "[0-9a-f]{64}"),
        "signals_sha256": .init(
            description: "SHA-256 of the signals that the platform reported; the same where only links differ.",
            isRequired: true, pattern: "[0-9a-f]{64}"),
        "title": .init(description: "Its title."),
        "review_decision": .init(description: "For a reviewer to fill in."),
        "review_note": .init(description: "For a reviewer to fill in."),
    ].merging(reviewed) { first, _ in first }

    private static func verdicts(_ classifier: String) -> ColumnNote {
        .init(
            description:
                "Sampled frames with a \(classifier) verdict of true; empty where the classifier is absent.",
            minimum: 0)
    }

    static let firstListed = ColumnNote(
        description:
            "The time of the report that first listed it, of those that were compared one after the other.")

    private static let findings: [String: ColumnNote] = [
        "band": .init(
            description: "Whether the rule flagged it or it came near.", isRequired: true,
            values: [Band.flagged.name, Band.near.name]),
        "severity": .init(description: "Of the rule.", isRequired: true, values: severities),
        "rule_id": .init(description: "The rule's id.", isRequired: true),
        "signal": .init(
            description: "The signal that decided; empty where the rule flags because something is missing."),
        "statistic": .init(
            description: "What made one value of the frames.", values: Statistic.allCases.map(\.rawValue)),
        "value": .init(description: "The signal's value: a number, true or false, or a text."),
        "op": .init(description: "How it was compared.", values: [">=", "is", "in", "not_in"]),
        "flag_at": .init(description: "The value from which on the rule flags."),
        "near_at": .init(description: "The value from which on the rule is near."),
        "margin": .init(description: "value minus flag_at, in decimals; below 0 it is near."),
        "label": .init(description: "The label of the worst frame."),
        "frame": .init(description: "The worst sampled frame, counted from 0.", minimum: 0),
        "frames_hit": .init(description: "Sampled frames at or above the threshold, or true.", minimum: 0),
        "frames_total": .init(description: "Sampled frames.", minimum: 0),
        "waiver_id": .init(description: "The waiver that accepts it; empty if none does."),
    ]

    private static let unaudited: [String: ColumnNote] = [
        "kind": .init(
            description: "Why it was not audited.", isRequired: true,
            values: Unaudited.Kind.allCases.map(\.rawValue) + ["duplicate"]),
        "source": .init(
            description: "Where it begins: the input's path, a colon, the line from 1.", isRequired: true),
        "byte_offset": .init(
            description: "Bytes before it in the input as decompressed.", isRequired: true, minimum: 0),
        "task_id": .init(description: "The task's id, where it has one."),
        "generation_id": .init(description: "The generation's id, of a duplicate."),
        "status": .init(description: "The status that the platform gives."),
        "moderation_type": .init(description: "The type of the task's moderation result."),
        "moderation_code": .init(description: "The code of the task's moderation result."),
        "is_output_rejection": .init(description: "Whether the platform rejected the output."),
        "reason": .init(description: "Why: the platform's words, else ours."),
    ]

    private static let scores: [String: ColumnNote] = [
        "kind": .init(
            description: "What the score is of.", isRequired: true, values: ["legal", "category", "filter"]),
        "source": .init(description: "The classifier's or the filter's name."),
        "scope": .init(description: "The scope of a category."),
        "frame": .init(description: "The sampled frame of a legal score, counted from 0.", minimum: 0),
        "label": .init(description: "The label of a legal score: the class recognised."),
        "category": .init(description: "The name of a category."),
        "score": .init(description: "A legal score's p, or a category's score.", minimum: 0, maximum: 1),
        "verdict": .init(description: "The verdict of a legal score."),
        "type": .init(description: "The type of a filter's result."),
    ]
}
