import Statistics

/// `choice.csv`: a test and a goal per row.
enum ChoiceTable: FolderTable {
    static var title: StaticString { "The threshold that each goal leads to, one rule and goal per row" }

    static func write(_ row: TuningChoice?, to fields: inout some FieldWriter & ~Copyable) {
        fields.text("rule_id", row?.name)
        fields.text("goal", row?.goal.text)
        fields.decimal("threshold", row?.threshold)
        fields.decimal("value", row?.estimate?.value)
        fields.decimal("low", row?.estimate?.low)
        fields.integer("flagged", (row?.flagged).map(Int64.init))
        fields.text("status", row?.status.rawValue)
    }

    static let notes: [String: ColumnNote] = [
        "rule_id": .init(
            description:
                "The rule's id; of a rule with several numeric tests, with # and the number of the test.",
            isRequired: true),
        "goal": .init(description: "What should be reached.", isRequired: true),
        "threshold": .init(
            description:
                "For precision the lowest threshold where the lower limit meets the goal, for recall the highest; empty "
                + "unless it is met."),
        "value": .init(description: "The estimate of the figure there."),
        "low": .init(description: "The lower limit of its interval of 95 %."),
        "flagged": .init(description: "Generations that the rule flags there.", minimum: 0),
        "status": .init(
            description: "Whether a threshold meets the goal, none does, or none has an estimate.",
            isRequired: true,
            values: TuningChoice.Status.allCases.map(\.rawValue)),
    ]
}
