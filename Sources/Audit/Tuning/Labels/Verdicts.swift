import Policies
import Reporting
import Statistics

/// What the answers about the generations of the input come to.
struct Verdicts {
    /// By rule of the policy.
    private(set) var rules: [VerdictCounts]
    private var decisions = Part.Verdicts.none
    private var outside = Quality.Outside()

    /// - Parameter reviewed: The generations of the input that lines are about.
    init(_ reviewed: [AnsweredGeneration], plan: TuningPlan) {
        rules = plan.sources.map { VerdictCounts(strata: $0.strata.count) }
        let groups = Dictionary(grouping: reviewed, by: \.entry)
        for entry in groups.keys.sorted() {
            let generations = groups[entry] ?? []
            for position in plan.answers.entries[entry].rules.indices {
                add(generations.map { ($0, $0.rules[position]) }, plan)
            }
            addDecisions(generations, plan.answers)
        }
    }

    /// Adds what is known of a rule.
    /// - Parameter states: The generations of one ID: the first one and its revisions.
    private mutating func add(
        _ states: [(generation: AnsweredGeneration, state: AnsweredGeneration.RuleState)], _ plan: TuningPlan
    ) {
        var isKnown = false
        for (generation, state) in states {
            let finding = plan.answers.finding(generation.entry, signals: generation.signals, rule: state.rule)
            guard let verdict = finding.verdict else { continue }
            isKnown = true
            switch finding.source {
            case .waiting: rules[state.rule].outside.waiting += 1
            case .otherSample: rules[state.rule].outside.otherSample += 1
            case .sample, .decisions: break
            }
            switch verdict {
            case .unsure: rules[state.rule].outside.unsure += 1
            case .conflict: rules[state.rule].outside.conflict += 1
            case .positive, .negative:
                if state.isCounted {
                    rules[state.rule].add(
                        state, isSampled: finding.source == .sample, isPositive: verdict == .positive,
                        plan: plan)
                }
            }
        }
        guard !isKnown, let (generation, state) = states.first else { return }
        if plan.answers.isStale(generation.entry, signals: states.map(\.generation.signals), rule: state.rule) {
            rules[state.rule].outside.stale += 1
        }
    }

    private mutating func addDecisions(_ generations: [AnsweredGeneration], _ answers: AnswerTable) {
        var isKnown = false
        for generation in generations {
            guard let verdict = answers.decision(generation.entry, signals: generation.signals) else {
                continue
            }
            isKnown = true
            guard generation.isFlagged, generation.isCounted else { continue }
            switch verdict {
            case .unsure: outside.unsure += 1
            case .conflict: outside.conflict += 1
            case .positive, .negative:
                decisions.total += 1
                if verdict == .positive { decisions.positives += 1 }
            }
        }
        if !isKnown, let first = generations.first, generations.contains(where: \.isFlagged),
            answers.hasDecisions(first.entry)
        {
            outside.stale += 1
        }
    }

    /// The precision of the whole policy.
    /// - Parameter counts: The generations that it flags.
    func whole(_ counts: TuningCounts.Stratum) -> Quality {
        var outside = outside
        (outside.restricted, outside.noID) = (counts.restricted, counts.noID)
        let parts =
            counts.population == 0
            ? []
            : [Part(.flagged, isFlagged: true, population: counts.population, labels: .none, all: decisions)]
        return Quality(parts: parts, outside: outside)
    }
}
