import Policies

extension ColumnNote {
    static let disposition = ColumnNote(
        description:
            "What reviews and waivers make of it; empty without --decisions and --waivers, and if it is not listed now.",
        values: Disposition.allCases.map(\.rawValue))

    static let reviewKey = ColumnNote(
        description: "The key of its findings and signals, for review sheets; empty without a sound id.",
        pattern: "rk_[0-9a-hjkmnp-tv-z]{16}")

    /// Those of `generations.csv` that come from reviews.
    static let reviewed: [String: ColumnNote] = [
        "disposition": disposition,
        "reopened_because": .init(description: "Why it is reopened: reasons, separated by blanks."),
        "disposition_by": .init(
            description: "The reviewers that decided, separated by blanks, or the id of the waiver."),
        "disposition_since": .init(
            description: "When the latest decision that counts was recorded, or the waiver was created."),
        "disposition_until": .init(description: "When the disposition ends; empty if it does not."),
        "review_key": reviewKey,
    ]

    /// Those of `restricted.csv`.
    static let restricted: [String: ColumnNote] = [
        "rule_id": .init(description: "The rule's id.", isRequired: true),
        "band": .init(
            description: "Whether the rule flagged it or it came near.", isRequired: true,
            values: [Band.flagged.name, Band.near.name]),
        "severity": .init(description: "Of the rule.", isRequired: true, values: severities),
        "disposition": disposition,
    ]

    /// Those of `waivers.csv`.
    static let waivers: [String: ColumnNote] = [
        "waiver_id": .init(description: "The waiver's id.", isRequired: true, pattern: "[a-z0-9-]{1,64}"),
        "status": .init(
            description:
                "Whether it applies to a finding, ends soon, has ended, or fits nothing that is listed.",
            isRequired: true, values: WaiverStatus.allCases.map(\.rawValue)),
        "expires": .init(description: "Its last day, in UTC.", isRequired: true),
        "days_left": .init(
            description: "Days from the report's date to its last day; below 0 if it has ended.",
            isRequired: true),
        "approver": .init(description: "Who approved it.", isRequired: true),
        "reason": .init(description: "The reason.", isRequired: true),
        "ticket": .init(description: "The ticket; empty without one."),
        "rules": .init(description: "Ids of its rules, separated by blanks.", isRequired: true),
        "generations": .init(
            description: "Generations with a finding that it accepts; of an ended one, would accept.",
            isRequired: true, minimum: 0),
        "findings": .init(
            description: "Findings that it accepts; of an ended one, would accept.", isRequired: true,
            minimum: 0),
        "over_ceiling": .init(
            description: "Findings that fit and are above its ceiling.", isRequired: true, minimum: 0),
        "max_value": .init(
            description: "The greatest value of the findings that fit; empty if none has a number."),
        "ceiling": .init(description: "The greatest value that it accepts; empty if it has none."),
    ]
}
