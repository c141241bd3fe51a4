import Policies

/// `workload.csv`: a test at one threshold per row.
enum WorkloadTable: FolderTable {
    struct Row {
        let test: TunedTest
        let index: Int
        let generations: Int
    }

    static var title: StaticString { "What each threshold flags, one rule and threshold per row" }

    static func rows(of result: TuningResult) -> [Row] {
        result.tests.flatMap { test in
            test.workload.indices.map { Row(test: test, index: $0, generations: result.summary.audited) }
        }
    }

    static func write(_ row: Row?, to fields: inout some FieldWriter & ~Copyable) {
        let test = row?.test.test
        let counts = row.map { $0.test.workload[$0.index] }
        fields.text("rule_id", row?.test.rule.id)
        fields.integer("test", (test?.number).map(Int64.init))
        fields.text("signal", test?.signals)
        fields.text("statistic", test?.threshold.statistic.rawValue)
        fields.decimal("threshold", row.map { $0.test.test.thresholds[$0.index] })
        fields.text("current", row.flatMap { $0.test.current($0.index) })
        fields.integer("flagged", (counts?.flagged).map(Int64.init))
        fields.integer("near", (counts?.near).map(Int64.init))
        fields.integer("missing", (counts?.missing).map(Int64.init))
        fields.integer("generations", (row?.generations).map(Int64.init))
        fields.decimal("share", row.flatMap { $0.share })
        fields.integer("only_this_rule", (counts?.onlyThisRule).map(Int64.init))
        fields.integer("policy_flagged", (counts?.policyFlagged).map(Int64.init))
        fields.integer("policy_change", (counts?.policyChange).map(Int64.init))
    }

    static let notes: [String: ColumnNote] = [
        "rule_id": .init(description: "The rule's id.", isRequired: true),
        "test": .init(
            description: "The number of the test among the numeric tests of the rule, in document order.",
            isRequired: true, minimum: 1),
        "signal": .init(
            description: "The signals that the test reads, as the policy writes them.", isRequired: true),
        "statistic": .init(
            description: "What makes one value of the frames.", isRequired: true,
            values: Statistic.allCases.map(\.rawValue)),
        "threshold": .init(description: "The value from which on the test flags.", isRequired: true),
        "current": current,
        "flagged": .init(description: "Generations that the rule flags.", isRequired: true, minimum: 0),
        "near": .init(description: "Generations that the rule is near to.", isRequired: true, minimum: 0),
        "missing": .init(
            description: "Generations for which the rule lacks a signal, before its missing mode applies.",
            isRequired: true, minimum: 0),
        "generations": .init(description: "Audited generations.", isRequired: true, minimum: 0),
        "share": .init(description: "flagged of generations, 0 to 1; empty without generations."),
        "only_this_rule": .init(
            description: "Flagged generations that no other rule flags.", isRequired: true, minimum: 0),
        "policy_flagged": .init(
            description: "Generations that the whole policy flags with this threshold.", isRequired: true,
            minimum: 0),
        "policy_change": .init(
            description: "policy_flagged minus the generations that the policy flags now.", isRequired: true),
    ]

    static let current = ColumnNote(
        description: "What the policy has at this value; empty if it has neither.",
        values: ["flag_at", "near_at"])
}

extension WorkloadTable.Row {
    /// The share of flagged generations; nil without generations.
    fileprivate var share: Double? {
        generations == 0 ? nil : Double(test.workload[index].flagged) / Double(generations)
    }
}
