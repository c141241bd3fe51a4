import Policies
import Responses

/// The object of `summary.json`, which also ends `generations.json` (CONTRACT section 6).
enum SummaryJSON {
    static func text(_ summary: Summary) -> [UInt8] {
        var json = JSONWriter(pretty: true)
        json.object { write(summary, to: &$0) }
        return json.copied()
    }

    /// The tool, the policy, the time and the inputs of a run.
    static func writeOrigin(of summary: Summary, to json: inout JSONWriter) {
        json.object("tool") {
            $0.text("name", summary.tool.name)
            $0.text("version", summary.tool.version)
        }
        json.object("policy") {
            $0.text("name", summary.policy.name)
            $0.text("version", summary.policy.version)
            $0.text("sha256", summary.policy.sha256)
        }
        json.text("as_of", Timestamp.epoch(summary.asOf))
        list("inputs", summary.inputs, to: &json) { input, fields in
            fields.text("path", input.path)
            fields.integer("bytes", Int64(input.bytes))
            if summary.digestsInputs { fields.text("sha256", input.sha256) }
        }
    }

    private static func write(_ summary: Summary, to json: inout JSONWriter) {
        writeOrigin(of: summary, to: &json)
        write(summary.counts, to: &json)
        writeDecisions(of: summary, to: &json)
        writeSignals(of: summary, to: &json)
        json.object("unrecognised") {
            for (path, count) in summary.unrecognisedInOrder { $0.integer(named: path, count) }
        }
        json.integer("unrecognised_omitted", Int64(summary.unrecognisedOmitted))
        json.integer("defective", Int64(summary.defective))
        json.integer("skipped_files", Int64(summary.skippedFiles))
        json.object("skipped") {
            $0.integer("count", Int64(summary.skippedFiles))
            $0.list("names", summary.skippedNames) { $0 }
        }
        if summary.allowsDuplicates { json.flag("duplicates_allowed", true) }
        if let changes = summary.changes { write(changes, to: &json) }
        if let review = summary.review { write(review, to: &json) }
    }

    /// What became of the responses: those without generations, and the decisions by rule.
    private static func writeDecisions(of summary: Summary, to json: inout JSONWriter) {
        json.object("unaudited") {
            for kind in Unaudited.Kind.allCases {
                $0.integer(named: kind.rawValue, summary.unaudited[kind, default: 0])
            }
        }
        list("rules", summary.rules, to: &json) { rule, fields in
            fields.text("id", rule.id)
            fields.text("severity", rule.severity.rawValue)
            fields.integer("flagged", Int64(rule.flagged))
            fields.integer("near", Int64(rule.near))
            fields.integer("missing", Int64(rule.missing))
            fields.text("condition", rule.condition)
            fields.text("meaning_sha256", rule.digests.meaning)
            fields.text("definition_sha256", rule.digests.definition)
        }
        json.object("agreement") {
            $0.integer("both", Int64(summary.agreement.both))
            $0.integer("policy_only", Int64(summary.agreement.policyOnly))
            $0.integer("platform_only", Int64(summary.agreement.platformOnly))
            $0.integer("neither", Int64(summary.agreement.neither))
        }
    }

    private static func writeSignals(of summary: Summary, to json: inout JSONWriter) {
        // Sorted, because the order depends on which worker saw a signal first.
        let signals = summary.signals.sorted { $0.signal.utf8.lexicographicallyPrecedes($1.signal.utf8) }
        list("signals", signals, to: &json) { signal, fields in
            fields.text("signal", signal.signal)
            fields.integer("present", Int64(signal.present))
            fields.integer("zero", Int64(signal.zero))
            fields.integer("missing", Int64(signal.missing))
            fields.decimal("max", signal.max)
            fields.list("rules", signal.rules) { $0 }
            fields.integers("bins", signal.bins)
        }
        json.integer("signals_omitted", Int64(summary.signalsOmitted))
        list("unread_signals", summary.unreadSignals, to: &json) { signal, fields in
            fields.text("signal", signal.signal)
            fields.integer("present", Int64(signal.present))
            fields.decimal("max", signal.max)
            fields.integer("platform_flagged", Int64(signal.platformFlagged))
        }
    }

    private static func write(_ counts: Summary.Counts, to json: inout JSONWriter) {
        json.object("counts") {
            $0.integer("responses", Int64(counts.responses))
            $0.integer("tasks", Int64(counts.tasks))
            $0.integer("generations", Int64(counts.generations))
            $0.integer("flagged", Int64(counts.flagged))
            $0.integer("near", Int64(counts.near))
            $0.integer("incomplete", Int64(counts.incomplete))
            $0.integer("clear", Int64(counts.clear))
            $0.integer("duplicates", Int64(counts.duplicates))
            $0.integer("revisions", Int64(counts.revisions))
            $0.integer("withheld", Int64(counts.withheld))
            $0.object("by_severity") {
                $0.object("flagged") { write(counts.bySeverity.flagged, to: &$0) }
                $0.object("near") { write(counts.bySeverity.near, to: &$0) }
            }
        }
    }

    /// The most severe first.
    private static func write(_ counts: [Severity: Int], to json: inout JSONWriter) {
        for severity in Severity.allCases.reversed() {
            json.integer(named: severity.rawValue, counts[severity, default: 0])
        }
    }

    static func list<Item>(
        _ name: StaticString, _ items: [Item], to json: inout JSONWriter,
        _ fields: (Item, inout JSONWriter) -> Void
    ) {
        json.array(name) { array in
            for item in items {
                array.element()
                array.object { fields(item, &$0) }
            }
        }
    }
}

extension Summary {
    /// By path, in byte order.
    var unrecognisedInOrder: [(path: String, count: Int)] {
        unrecognised.sorted { $0.key < $1.key }.map { ($0.key.text, $0.value) }
    }
}
