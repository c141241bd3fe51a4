import Policies
import Reporting
import Responses

/// The totals of the committed batches. Their size grows only with the IDs of generations and finished tasks.
struct RunTotals {
    private(set) var counts: BatchCounts
    var signals: SignalTotals
    var labels: SmallestNames<PageFacts.LabelCount>
    var unrecognised: SmallestNames<Int>
    var seen = SeenGenerations()
    /// The tasks with a final answer.
    private(set) var finishedTasks = IDTable<Void>(empty: ())

    init(_ policy: Policy, _ keying: IDKeying = .seeded) {
        counts = BatchCounts(rules: policy.rules.count)
        signals = SignalTotals(keying)
        labels = SmallestNames(limit: 10_000, keying)
        unrecognised = SmallestNames(limit: 1_000, keying)
    }

    /// Adds the counts of a batch, except its unrecognised content.
    mutating func add(_ batch: BatchCounts) { counts.merge(batch) }

    mutating func add(_ label: PageFacts.LabelCount) {
        labels.merge(ByteName("\(label.classifier)\0\(label.label)"), label) { $0.census.merge($1.census) }
    }

    mutating func add(_ auditor: borrowing BatchAuditor) {
        var batch = auditor.counts
        for (path, count) in batch.unrecognised { unrecognised.merge(path, count) { $0 += $1 } }
        batch.unrecognised = [:]
        counts.merge(batch)
        for task in auditor.finishedTasks { _ = finishedTasks.insert(task, ()) }
        auditor.eachSignal { signal, census, rules in signals.add(signal, census, rules: rules) }
        auditor.eachLabel { classifier, label, census in
            add(PageFacts.LabelCount(classifier: classifier, label: label, census: census))
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

    func summary(of run: RunFacts) -> Summary {
        var summary = Summary(
            tool: .init(name: "modaudit", version: run.toolVersion), policy: .init(run.policy),
            asOf: run.asOf, inputs: run.inputs)
        summary.digestsInputs = run.digestsInputs
        summary.allowsDuplicates = run.allowsDuplicates
        summary.skippedFiles = run.skippedFiles
        summary.skippedNames = run.skippedNames
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
        summary.rules = zip(run.policy.rules, counts.rules).map { rule, counts in
            var count = Summary.RuleCount(rule, of: run.policy)
            count.flagged = counts.flagged
            count.near = counts.near
            count.missing = counts.missing
            return count
        }
        summary.signals = signalCounts(of: run.policy)
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
    func facts(of policy: Policy) -> PageFacts {
        var facts = PageFacts(policy: policy)
        for (name, seen) in signals.sorted {
            facts.signals[name] = PageFacts.SignalDistribution(
                kind: seen.kind, histogram: seen.census.histogram)
        }
        facts.labels = labels.sorted.map(\.value)
        return facts
    }
}
