import Intake
import Policies
import Reporting
import Responses

/// The totals of the committed batches. Their size grows only with the IDs of generations and finished tasks.
struct RunTotals {
    private(set) var counts: BatchCounts
    private var signals = SignalTotals()
    private var labels = SmallestNames<PageFacts.LabelCount>(limit: 10_000)
    private var unrecognised = SmallestNames<Int>(limit: 1_000)
    var seen = SeenGenerations()
    /// The tasks with a final answer.
    private var finishedTasks = IDTable<Void>(empty: ())

    init(_ policy: Policy) {
        counts = BatchCounts(rules: policy.rules.count)
    }

    mutating func add(_ auditor: borrowing BatchAuditor) {
        var batch = auditor.counts
        for (path, count) in batch.unrecognised { unrecognised.merge(path, count) { $0 += $1 } }
        batch.unrecognised = [:]
        counts.merge(batch)
        for task in auditor.finishedTasks { _ = finishedTasks.insert(task, ()) }
        auditor.eachSignal { signal, census, rules in signals.add(signal, census, rules: rules) }
        auditor.eachLabel { classifier, label, census in
            let count = PageFacts.LabelCount(classifier: classifier, label: label, census: census)
            labels.merge(ByteName("\(classifier)\0\(label)"), count) { $0.census.merge($1.census) }
        }
    }

    func isFinished(_ task: IDKey) -> Bool { finishedTasks.contains(task) }

    /// Recounts unaudited answers as superseded, by the kind that they were counted as.
    mutating func supersede(_ kinds: [Unaudited.Kind: Int]) {
        for (kind, count) in kinds {
            counts.unaudited[kind] -= count
            counts.unaudited[.superseded] += count
        }
    }

    func summary(of request: ScanRequest, inputs: [InputFile]) -> Summary {
        var summary = Summary(
            tool: .init(name: "modaudit", version: request.toolVersion), policy: .init(request.policy),
            asOf: request.asOf, inputs: inputs.map { .init(path: $0.path, bytes: $0.bytes, sha256: $0.sha256) })
        summary.digestsInputs = request.digestsInputs
        summary.counts.responses = counts.responses
        summary.counts.tasks = counts.tasks
        summary.counts.generations = counts.generations
        summary.counts.flagged = counts.decisions[.flagged]
        summary.counts.near = counts.decisions[.near]
        for severity in Severity.allCases {
            summary.counts.bySeverity.flagged[severity] = counts.flaggedSeverities[severity]
            summary.counts.bySeverity.near[severity] = counts.nearSeverities[severity]
        }
        summary.counts.incomplete = counts.decisions[.incomplete]
        summary.counts.clear = counts.decisions[.clear]
        summary.counts.duplicates = counts.duplicates
        summary.counts.revisions = counts.revisions
        summary.clearButFlagged = counts.clearButFlagged
        summary.counts.withheld = counts.withheld
        summary.defective = counts.defective
        for kind in Unaudited.Kind.allCases { summary.unaudited[kind] = counts.unaudited[kind] }
        summary.agreement.both = counts.agreement[.both]
        summary.agreement.policyOnly = counts.agreement[.policyOnly]
        summary.agreement.platformOnly = counts.agreement[.platformOnly]
        summary.agreement.neither = counts.agreement[.neither]
        summary.rules = zip(request.policy.rules, counts.rules).map { rule, counts in
            var count = Summary.RuleCount(rule, of: request.policy)
            count.flagged = counts.flagged
            count.near = counts.near
            count.missing = counts.missing
            return count
        }
        summary.signals = signalCounts(of: request.policy)
        summary.signalsOmitted = signals.omitted
        summary.unrecognised = Dictionary(uniqueKeysWithValues: unrecognised.sorted.map { ($0.name, $0.value) })
        summary.unrecognisedOmitted = unrecognised.omitted
        return summary
    }

    private func signalCounts(of policy: Policy) -> [Summary.SignalCount] {
        signals.sorted.map { name, seen in
            let census = seen.census
            var count = Summary.SignalCount(signal: name.text)
            count.present = census.present
            count.zero = census.zero
            count.missing = counts.decisions.total - census.present
            count.max = census.max
            count.kind = seen.kind
            if seen.kind == .number || seen.kind == .scores { count.bins = census.histogram.bins }
            count.rules = seen.rules.map { policy.rules[$0].id }
            count.platformFlagged = census.platformFlagged
            return count
        }
    }

    /// The facts that only the HTML report shows.
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
