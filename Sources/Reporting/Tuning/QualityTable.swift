import Policies
import Statistics

/// `quality.csv`: a rule at one threshold per row, rules as the policy has them, and the whole policy.
enum QualityTable: FolderTable {
    struct Row {
        let ruleID: String
        var test: Int?
        var threshold: Double?
        var current: String?
        let quality: Quality
        /// Whether the row is of the whole policy, of which only the precision is known.
        var isWhole = false
    }

    static var title: StaticString {
        "How well rules tell violations from other generations, one rule and threshold per row"
    }

    static func rows(of result: TuningResult) -> [Row] {
        let swept = result.tests.flatMap { test in
            test.quality.indices.map {
                Row(
                    ruleID: test.rule.id, test: test.test.number, threshold: test.test.thresholds[$0],
                    current: test.current($0), quality: test.quality[$0])
            }
        }
        return swept + result.unswept.map { Row(ruleID: $0.rule.id, quality: $0.quality) }
            + [Row(ruleID: "*", quality: result.whole, isWhole: true)]
    }

    static func write(_ row: Row?, to fields: inout some FieldWriter & ~Copyable) {
        let quality = row?.quality, figures = quality?.figures, outside = quality?.outside
        let others = row?.isWhole == true ? nil : row
        func count(_ value: Int?) -> Int64? { value.map(Int64.init) }
        fields.text("rule_id", row?.ruleID)
        fields.integer("test", count(row?.test))
        fields.decimal("threshold", row?.threshold)
        fields.text("current", row?.current)
        fields.integer("labelled", quality.map { Int64($0.flagged.total + $0.below.total) })
        fields.integer("labelled_flagged", count(quality?.flagged.total))
        fields.integer("true_positives", count(quality?.flagged.positives))
        fields.integer("false_positives", quality.map { Int64($0.flagged.total - $0.flagged.positives) })
        fields.integer("false_negatives", count(others?.quality.below.positives))
        fields.integer(
            "true_negatives", others.map { Int64($0.quality.below.total - $0.quality.below.positives) })
        write(figures?.precision, ("precision", "precision_low", "precision_high", "precision_status"), &fields)
        let rest = row?.isWhole == true ? nil : figures
        write(rest?.recall, ("recall", "recall_low", "recall_high", "recall_status"), &fields)
        write(rest?.accuracy, ("accuracy", "accuracy_low", "accuracy_high", "accuracy_status"), &fields)
        write(
            rest?.prevalence, ("prevalence", "prevalence_low", "prevalence_high", "prevalence_status"), &fields)
        fields.integer("incomplete", count(outside?.incomplete))
        fields.integer("restricted", count(outside?.restricted))
        fields.integer("no_id", count(outside?.noID))
        fields.integer("excluded_unsure", count(outside?.unsure))
        fields.integer("excluded_conflict", count(outside?.conflict))
        fields.integer("excluded_stale", count(outside?.stale))
    }

    private static func write(
        _ figure: ThresholdQuality.Figure?,
        _ names: (StaticString, StaticString, StaticString, StaticString),
        _ fields: inout some FieldWriter & ~Copyable
    ) {
        fields.decimal(names.0, figure?.estimate?.value)
        fields.decimal(names.1, figure?.estimate?.low)
        fields.decimal(names.2, figure?.estimate?.high)
        fields.text(names.3, figure?.status.text)
    }

    static let notes: [String: ColumnNote] = {
        var notes: [String: ColumnNote] = [
            "rule_id": .init(description: "The rule's id; * is the whole policy.", isRequired: true),
            "test": .init(
                description:
                    "The number of the test among the numeric tests of the rule; empty for a rule as the policy has it.",
                minimum: 1),
            "threshold": .init(
                description: "The value from which on the test flags; empty for a rule as the policy has it."),
            "current": WorkloadTable.current,
            "labelled": .init(
                description: "Generations with a verdict that counts.", isRequired: true, minimum: 0),
            "labelled_flagged": .init(description: "Those that are flagged.", isRequired: true, minimum: 0),
            "true_positives": .init(
                description: "Flagged violations among them.", isRequired: true, minimum: 0),
            "false_positives": .init(
                description: "Other flagged ones among them.", isRequired: true, minimum: 0),
            "false_negatives": .init(description: "Violations among them that are not flagged.", minimum: 0),
            "true_negatives": .init(description: "Others among them that are not flagged.", minimum: 0),
            "incomplete": .init(
                description: "Generations for which the rule lacks a signal; no figure has them.", minimum: 0),
            "restricted": .init(
                description: "Generations with restricted findings; no figure has them.", minimum: 0),
            "no_id": .init(description: "Generations without a sound id; no figure has them.", minimum: 0),
            "excluded_unsure": .init(description: "Generations of which reviewers were unsure.", minimum: 0),
            "excluded_conflict": .init(description: "Generations with different answers.", minimum: 0),
            "excluded_stale": .init(
                description: "Generations with answers about other signals, or another meaning of the rule.",
                minimum: 0),
        ]
        for (name, meaning) in [
            ("precision", "The share of violations among the flagged generations"),
            ("recall", "The share of flagged generations among the violations"),
            ("accuracy", "The share of generations that are rightly flagged, or rightly not"),
            ("prevalence", "The share of violations"),
        ] {
            notes[name] = .init(description: "\(meaning), 0 to 1; empty if it is not estimable.")
            notes[name + "_low"] = .init(description: "The lower limit of its interval of 95 %.")
            notes[name + "_high"] = .init(description: "The upper limit of its interval of 95 %.")
            notes[name + "_status"] = .init(
                description: "census, estimated or few_labels; or not_estimable, a colon and why.")
        }
        return notes
    }()
}
