package import Policies
import Responses
import Utilities

/// The signals of a run with their counts and the rules that read them, for a policy's author (CONTRACT section 3).
package enum SignalList {
    /// A table; each line ends in a line feed. Names from the input are made visible.
    package static func table(of summary: Summary) -> String {
        let header = ["signal", "kind", "present", "missing", "zero", "max", "rules"]
        let rows = summary.signals.map { signal in
            [
                signal.signal.visible, name(of: signal.kind), signal.present.grouped, signal.missing.grouped,
                signal.zero.grouped, signal.max.map(\.shortest) ?? "-",
                signal.rules.isEmpty ? "-" : signal.rules.map(\.visible).joined(separator: " "),
            ]
        }
        var lines = SummaryTable.columns(
            [header] + rows, alignment: [.left, .left, .right, .right, .right, .right, .left])
        if summary.signalsOmitted > 0 { lines.append("and \(summary.signalsOmitted.grouped) more") }
        return lines.map { $0 + "\n" }.joined()
    }

    /// A CSV file with the same columns (CONTRACT section 7, `excel`).
    package static func csv(of summary: Summary) -> [UInt8] {
        let style = ReportStyle()
        var sheet = CSVSheet(style: style)
        for signal in summary.signals {
            write(signal, to: &sheet)
            sheet.endRow()
        }
        return CSVHeader.bytes(style: style) { write(nil, to: &$0) } + sheet.copied()
    }

    private static func write(_ signal: Summary.SignalCount?, to fields: inout some FieldWriter & ~Copyable) {
        fields.text("signal", signal?.signal)
        fields.text("kind", signal.map { name(of: $0.kind) })
        fields.integer("present", (signal?.present).map(Int64.init))
        fields.integer("missing", (signal?.missing).map(Int64.init))
        fields.integer("zero", (signal?.zero).map(Int64.init))
        fields.decimal("max", signal?.max)
        fields.list("rules", signal?.rules) { $0 }
    }

    private static func name(of kind: SignalKind?) -> String {
        switch kind {
        case .scores: "series of numbers"
        case .verdicts: "series of booleans"
        case .number: "number"
        case .boolean: "boolean"
        case .text: "text"
        case nil: ""
        }
    }
}

extension SignalList {
    /// What an input lacks of the signals that the rules of `policy` name, and the signals that no rule reads, in plain
    /// English; each line ends in a line feed.
    package static func coverage(of policy: Policy, in summary: Summary) -> String {
        let all = summary.audited
        var lines: [String] = []
        for (rule, count) in zip(policy.rules, summary.rules) {
            var lacking = policy.names(of: rule, among: summary.signals.map(\.signal)).compactMap { name in
                let present = name.signals.map { summary.signals[$0].present }.max() ?? 0
                // Different generations can have different signals of a pattern.
                let isKnown = name.signals.count == 1 || present == 0
                return isKnown && present < all
                    ? "  `\(name.written.visible)` is in \(present.grouped) of \(all.counted("generation"))"
                    : nil
            }
            if count.missing > 0 {
                lacking.append(
                    "  in \(count.missing.grouped) of \(all.counted("generation")) it lacks a signal and "
                        + PolicyProse.consequence(of: rule.missing))
            }
            if !lacking.isEmpty { lines += [rule.id.visible] + lacking }
        }
        if lines.isEmpty { lines = ["Every rule finds its signals in every generation."] }
        let unread = summary.signals.filter { $0.rules.isEmpty && $0.present > 0 }
        if !unread.isEmpty {
            lines += ["", "Signals that no rule reads:"]
            lines += SummaryTable.columns(
                [["  signal", "kind", "present", "max"]]
                    + unread.map {
                        [
                            "  " + $0.signal.visible, name(of: $0.kind), $0.present.grouped,
                            $0.max.map(\.shortest) ?? "-",
                        ]
                    }, alignment: [.left, .left, .right, .right])
        }
        return lines.map { $0 + "\n" }.joined()
    }
}
