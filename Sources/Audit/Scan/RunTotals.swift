import Intake
import Policies
import Reporting
import Responses

/// What the committed batches add up to. Grows with the generation ids seen, and with nothing else.
struct RunTotals {
    private(set) var counts: BatchCounts
    private var signals = SmallestNames<(kind: SignalKind, census: SignalCensus)>(limit: 10_000)
    private var labels = SmallestNames<PageFacts.LabelCount>(limit: 10_000)
    private var unrecognised = SmallestNames<Int>(limit: 1_000)
    var seen = SeenGenerations()

    init(_ policy: Policy) {
        counts = BatchCounts(rules: policy.rules.count)
    }

    mutating func add(_ auditor: borrowing BatchAuditor) {
        var batch = auditor.counts
        for (path, count) in batch.unrecognised { unrecognised.merge(path, count) { $0 += $1 } }
        batch.unrecognised = [:]
        counts.merge(batch)
        auditor.eachSignal { signal, census in
            signals.merge(ByteName(signal.name), (signal.kind, census)) { $0.census.merge($1.census) }
        }
        auditor.eachLabel { classifier, label, census in
            let count = PageFacts.LabelCount(classifier: classifier, label: label, census: census)
            labels.merge(ByteName("\(classifier)\0\(label)"), count) { $0.census.merge($1.census) }
        }
    }

    func summary(of request: ScanRequest, inputs: [InputFile]) -> Summary {
        var summary = Summary(
            tool: .init(name: "modaudit", version: request.toolVersion), policy: .init(request.policy),
            asOf: request.asOf, inputs: inputs.map { .init(path: $0.path, bytes: $0.bytes) })
        summary.counts.responses = counts.responses
        summary.counts.tasks = counts.tasks
        summary.counts.generations = counts.generations
        summary.counts.flagged = counts.decisions[.flagged]
        summary.counts.near = counts.decisions[.near]
        summary.counts.incomplete = counts.decisions[.incomplete]
        summary.counts.clear = counts.decisions[.clear]
        summary.counts.duplicates = counts.duplicates
        summary.counts.withheld = counts.withheld
        summary.defective = counts.defective
        for kind in Unaudited.Kind.allCases { summary.unaudited[kind] = counts.unaudited[kind] }
        summary.agreement.both = counts.agreement[.both]
        summary.agreement.policyOnly = counts.agreement[.policyOnly]
        summary.agreement.platformOnly = counts.agreement[.platformOnly]
        summary.agreement.neither = counts.agreement[.neither]
        summary.rules = zip(request.policy.rules, counts.rules).map { rule, counts in
            var count = Summary.RuleCount(id: rule.id, severity: rule.severity)
            count.flagged = counts.flagged
            count.near = counts.near
            count.missing = counts.missing
            return count
        }
        summary.signals = signals.sorted.map { name, seen in
            let census = seen.census
            var count = Summary.SignalCount(signal: name.text)
            count.present = census.present
            count.zero = census.zero
            count.missing = counts.decisions.total - census.present
            count.max = census.max
            return count
        }
        summary.unrecognised = Dictionary(uniqueKeysWithValues: unrecognised.sorted.map { ($0.name, $0.value) })
        return summary
    }

    /// What only the page shows.
    func facts(of request: ScanRequest) -> PageFacts {
        var facts = PageFacts(policy: request.policy)
        for (name, seen) in signals.sorted {
            facts.signals[name] = PageFacts.SignalDistribution(
                kind: seen.kind, histogram: seen.census.histogram)
        }
        facts.labels = labels.sorted.map(\.value)
        return facts
    }
}
