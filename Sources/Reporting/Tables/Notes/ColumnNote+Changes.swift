import Policies

extension ColumnNote {
    /// Those of `changes.csv`.
    static let changes: [String: ColumnNote] = [
        "change": .init(
            description: "How it differs from the report before.", isRequired: true,
            values: Change.written.map(\.rawValue)),
        "cause": .init(
            description: "What the change comes from.", isRequired: true,
            values: ChangeCause.allCases.map(\.rawValue)),
        "decision": .init(
            description: "What the policy makes of it; empty where that is not known.",
            values: Decision.allCases.map(\.rawValue)),
        "was_decision": .init(
            description: "The same in the report before; empty if it was not listed.",
            values: Decision.allCases.filter { $0 != .clear }.map(\.rawValue)),
        "severity": .init(
            description: "Of the deciding finding's rule; empty if it is not listed now or incomplete.",
            values: severities),
        "was_severity": .init(description: "The same in the report before.", values: severities),
        "disposition": disposition,
        "why": .init(
            description: "What the deciding finding says, in one phrase; empty if it is not listed now."),
        "was_why": .init(description: "The same in the report before."),
        "title": .init(description: "Its title."),
        "link": .init(description: "Where the organisation's own console shows it; empty without --link."),
        "rules_gained": .init(
            description: "Ids of the rules that flag it now and did not, separated by blanks."),
        "rules_lost": .init(
            description: "Ids of the rules that flagged it and do not now, separated by blanks."),
        "top_rule": .init(description: "The rule of the deciding finding."),
        "was_top_rule": .init(description: "The same in the report before."),
        "top_value": .init(
            description: "The value of the signal that decided: a number, true or false, or a text."),
        "was_top_value": .init(description: "The same in the report before."),
        "evidence": .init(
            description:
                "Whether the judged text is the same, was fetched again with the same signals, or has other signals; empty "
                + "if only one report lists it.",
            values: ["same", "refetched", "changed"]),
        "first_listed": firstListed,
        "review_key": reviewKey,
        "source": .init(
            description: "Where the judged JSON text begins: the input's path, a colon, the line from 1."),
        "was_source": .init(description: "The same in the report before."),
    ]
}
