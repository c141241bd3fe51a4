import Policies
import Reporting
import Responses

/// Counts the generations of a part for a tuning.
struct TuningCounter: GenerationConsumer {
    /// What became of a part.
    struct Part: Sendable {
        var counts: TuningCounts
        /// The generations that reviewers answered about, in input order.
        var reviewed: [AnsweredGeneration] = []
        var delta: DeltaRows.Rows?
    }

    /// Another policy, with its judgement of the current generation.
    private struct Judge {
        var evaluator: Evaluator
        var judgement = Judgement()

        mutating func judge(_ generation: JudgedGeneration) {
            evaluator.judge(
                generation.index, of: generation.records, signals: generation.signals, into: &judgement)
        }
    }

    private let plan: TuningPlan
    private var counts: TuningCounts
    private var reviewed: [AnsweredGeneration] = []
    private let delta: DeltaCollector
    private var judges: [Judge]
    private var sweeper: Sweeper?
    private let digests = GenerationDigests()
    /// For the current generation: the stratum of each sampled rule, and whether its sample holds it back.
    private var sampled: [[Int]]
    private var isRestricted: [Bool]
    private var measures: [RuleMeasure?] = []

    init(_ plan: TuningPlan) {
        self.plan = plan
        counts = TuningCounts(plan)
        delta = DeltaCollector(style: plan.style)
        judges = plan.judges.map { Judge(evaluator: Evaluator($0)) }
        sampled = plan.samples.map { $0.rules.map { _ in 0 } }
        isRestricted = plan.samples.map { _ in false }
    }

    var part: Part {
        Part(counts: counts, reviewed: reviewed, delta: plan.isCompared ? delta.rows : nil)
    }

    mutating func beginPart(hasNewSignals: Bool) {
        if hasNewSignals { judges = plan.judges.map { Judge(evaluator: Evaluator($0)) } }
        for index in judges.indices { judges[index].evaluator.clearCensus() }
        digests.beginPart()
        counts.clear()
        reviewed.removeAll(keepingCapacity: true)
        delta.removeAll()
    }

    mutating func take(_ generation: JudgedGeneration) {
        for index in judges.indices { judges[index].judge(generation) }
        let hasID = generation.hasIdentity
        countSamples(generation, hasID: hasID)
        let isRestrictedHere = generation.judgement.hasRestrictedFinding(under: plan.policy)
        if generation.judgement.decision == .flagged {
            counts.flagged.add(hasID: hasID, isRestricted: isRestrictedHere, isFlagged: true)
        }
        var flaggedRules = 0
        for (rule, band) in generation.judgement.ruleBands.enumerated() {
            let effect = plan.policy.rules[rule].effect(of: band)
            if effect == .flagged { flaggedRules += 1 }
            counts.rules[rule][stratum(of: rule, band)].add(
                hasID: hasID, isRestricted: isHeldBack(rule, isRestrictedHere), isFlagged: effect == .flagged)
        }
        sweep(generation, flaggedRules: flaggedRules, hasID: hasID, isRestrictedHere)
        if hasID, let entry = plan.answers.entry(of: generation.record.id) {
            reviewed.append(review(generation, entry, isRestrictedHere))
        }
        if plan.isCompared { compare(generation) }
    }

    private mutating func countSamples(_ generation: JudgedGeneration, hasID: Bool) {
        for (index, sample) in plan.samples.enumerated() {
            let judgement: Judgement
            if let judge = sample.judge {
                judgement = judges[judge].judgement
                judges[judge].evaluator.measureRules(
                    of: generation.record, generation.records, generation.signals, into: &measures)
            } else {
                judgement = generation.judgement
                generation.evaluator.measureRules(
                    of: generation.record, generation.records, generation.signals, into: &measures)
            }
            isRestricted[index] = judgement.hasRestrictedFinding(under: sample.folder.policy)
            for (position, rule) in sample.rules.enumerated() {
                let stratum = sample.strata.index(
                    rule: rule, band: judgement.ruleBands[rule], value: measures[rule]?.value)
                sampled[index][position] = stratum
                counts.samples[index][position][stratum].add(
                    hasID: hasID, isRestricted: isRestricted[index], isFlagged: false)
            }
        }
    }

    /// The stratum of the current generation for a rule of the policy.
    private func stratum(of rule: Int, _ band: Band) -> Int {
        if let sample = plan.sources[rule].sample { return sampled[sample.index][sample.rule] }
        switch plan.policy.rules[rule].effect(of: band) {
        case .flagged: return 0
        case .near: return 1
        case .missing: return 2
        // A missing signal that the rule ignores.
        case .clear: return band == .missing ? 2 : 3
        }
    }

    /// Whether no figure of a rule has the current generation, because it has restricted findings.
    private func isHeldBack(_ rule: Int, _ isRestrictedHere: Bool) -> Bool {
        plan.sources[rule].sample.map { isRestricted[$0.index] } ?? isRestrictedHere
    }

    private mutating func sweep(
        _ generation: JudgedGeneration, flaggedRules: Int, hasID: Bool, _ isRestrictedHere: Bool
    ) {
        if plan.tests.isEmpty { return }
        var sweeper = self.sweeper.take() ?? Sweeper(plan.tests, of: generation.evaluator)
        sweeper.read(
            generation.index, of: generation.records, signals: generation.signals,
            judgedBy: generation.evaluator)
        for (index, test) in plan.tests.enumerated() {
            let band = generation.judgement.ruleBands[test.rule]
            let isFlagged = plan.policy.rules[test.rule].effect(of: band) == .flagged
            let isOnly = flaggedRules == (isFlagged ? 1 : 0)
            if !isOnly { counts.others[index] += 1 }
            let isCounted = hasID && !isHeldBack(test.rule, isRestrictedHere)
            counts.sweeps[index].add(
                sweeper.bands(of: index, judgedBy: generation.evaluator), of: plan.policy.rules[test.rule],
                isOnly: isOnly, stratum: isCounted ? stratum(of: test.rule, band) : nil)
        }
        self.sweeper = sweeper
    }

    /// What the figures need of a generation that reviewers answered about.
    private func review(
        _ generation: JudgedGeneration, _ entry: Int, _ isRestrictedHere: Bool
    ) -> AnsweredGeneration {
        let rules = plan.answers.entries[entry].rules.map { rule in
            let band = generation.judgement.ruleBands[rule]
            return AnsweredGeneration.RuleState(
                rule: rule, stratum: stratum(of: rule, band), isCounted: !isHeldBack(rule, isRestrictedHere),
                isFlagged: plan.policy.rules[rule].effect(of: band) == .flagged,
                sweeps: plan.tests.indices.filter { plan.tests[$0].rule == rule }.compactMap { test in
                    sweeper.map { (test, $0.bands(of: test, judgedBy: generation.evaluator)) }
                })
        }
        return AnsweredGeneration(
            entry: entry, signals: digests.signals(of: generation), rules: rules,
            isFlagged: generation.judgement.decision == .flagged, isCounted: !isRestrictedHere)
    }

    private mutating func compare(_ generation: JudgedGeneration) {
        guard let against = plan.against else { return }
        let now = DeltaRows.View(generation.judgement, by: generation.evaluator)
        let other = DeltaRows.View(judges[against].judgement, by: judges[against].evaluator)
        guard DeltaRows.differ(now, other) else { return }
        counts.differing += 1
        var label: String?
        if generation.hasIdentity, let entry = plan.answers.entry(of: generation.record.id) {
            let rules = DeltaRows.rules(now, other).compactMap { id in
                plan.policy.rules.firstIndex { $0.id == id }
            }
            label = plan.answers.word(entry, signals: digests.signals(of: generation), rules: rules)
        }
        delta.add(generation, now, other, label)
    }
}

/// Collects rows of `delta.csv`, for one worker.
private final class DeltaCollector {
    private var collected: DeltaRows

    init(style: ReportStyle) { collected = DeltaRows(style: style) }

    var rows: DeltaRows.Rows { collected.rows }

    func removeAll() { collected.removeAll() }

    func add(_ generation: JudgedGeneration, _ now: DeltaRows.View, _ against: DeltaRows.View, _ label: String?)
    {
        collected.add(
            generation: generation.index, of: generation.records, generation.signals,
            in: (generation.place, generation.text.count), (now, against, label))
    }
}

extension JudgedGeneration {
    /// Whether the generation has an identity: a sound ID without a line feed.
    fileprivate var hasIdentity: Bool {
        guard let id = record.id else { return false }
        return !id.isCut && !id.contains(UInt8(ascii: "\n"))
    }
}

extension Judgement {
    /// Whether a restricted rule is flagged or near.
    fileprivate func hasRestrictedFinding(under policy: Policy) -> Bool {
        findings.contains { policy.rules[$0.rule].handling == .restricted }
    }
}
