import Intake
import Policies
import Reporting
import Responses

/// What the committed batches add up to. Grows with the generation ids seen, and with nothing else.
struct RunTotals {
    private(set) var tally: Tally
    private var signals = SmallestNames<SignalCensus>(limit: 10_000)
    private var unrecognised = SmallestNames<Int>(limit: 1_000)
    var seen = SeenGenerations()

    init(_ policy: Policy) {
        tally = Tally(rules: policy.rules.count)
    }

    mutating func add(_ desk: borrowing Desk) {
        var batch = desk.tally
        for (path, count) in batch.unrecognised { unrecognised.merge(path, count) { $0 += $1 } }
        batch.unrecognised = [:]
        tally.merge(batch)
        desk.eachSignal { signal, census in signals.merge(signal.name, census) { $0.merge($1) } }
    }

    func summary(of request: ScanRequest, inputs: [InputFile]) -> Summary {
        var summary = Summary(
            tool: .init(name: "modaudit", version: request.toolVersion), policy: .init(request.policy),
            asOf: request.asOf, inputs: inputs.map { .init(path: $0.path, bytes: $0.bytes) })
        summary.counts.responses = tally.responses
        summary.counts.tasks = tally.tasks
        summary.counts.generations = tally.generations
        summary.counts.flagged = tally.decisions[.flagged]
        summary.counts.near = tally.decisions[.near]
        summary.counts.incomplete = tally.decisions[.incomplete]
        summary.counts.clear = tally.decisions[.clear]
        summary.counts.duplicates = tally.duplicates
        for kind in Unaudited.Kind.allCases { summary.unaudited[kind] = tally.unaudited[kind] }
        summary.agreement.both = tally.agreement[.both]
        summary.agreement.policyOnly = tally.agreement[.policyOnly]
        summary.agreement.platformOnly = tally.agreement[.platformOnly]
        summary.agreement.neither = tally.agreement[.neither]
        summary.rules = zip(request.policy.rules, tally.rules).map { rule, counts in
            var count = Summary.RuleCount(id: rule.id, severity: rule.severity)
            count.flagged = counts.flagged
            count.near = counts.near
            count.missing = counts.missing
            return count
        }
        summary.signals = signals.sorted.map { name, census in
            var count = Summary.SignalCount(signal: name)
            count.present = census.present
            count.zero = census.zero
            count.missing = tally.decisions.total - census.present
            count.max = census.max
            return count
        }
        summary.unrecognised = Dictionary(uniqueKeysWithValues: unrecognised.sorted)
        return summary
    }
}

/// Values by name, of which the `limit` names that come first in byte order are kept: a bound on what made-up names
/// can cost, which does not depend on how the input is cut into batches.
struct SmallestNames<Value> {
    let limit: Int
    private var values: [String: Value] = [:]

    init(limit: Int) { self.limit = limit }

    mutating func merge(_ name: String, _ value: Value, _ combine: (inout Value, Value) -> Void) {
        if var known = values[name] {
            combine(&known, value)
            values[name] = known
        } else {
            values[name] = value
            if values.count > limit * 2 { values = Dictionary(uniqueKeysWithValues: sorted) }
        }
    }

    /// A name that was dropped has `limit` smaller ones, so it can't be among the kept ones later, and those were
    /// counted from their first batch on.
    var sorted: [(String, Value)] {
        Array(values.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.prefix(limit)).map { ($0.key, $0.value) }
    }
}
