import Digests
import Policies
import Reporting
import Responses
import Statistics

/// Counts the strata of a part, and collects the generations of each that may be drawn.
struct SampleCollector: GenerationConsumer {
    /// What the collectors of all workers share.
    struct Plan: Sendable {
        let strata: RuleStrata
        /// The sampled rules: indices into `Policy.rules`, in ascending order.
        let rules: [Int]
        let sizes: SampleSizes
        let link: LinkTemplate?
        let seed: [UInt8]
        let cutoffs: SampleCutoffs

        /// The strata of the sampled rules, without generations.
        var empty: [[StratumCandidates]] {
            rules.map { rule in
                strata.strata[rule].map { StratumCandidates(capacity: sizes.limit(of: $0)) }
            }
        }
    }

    private let plan: Plan
    private let draw: SampleDraw
    /// By sampled rule and stratum.
    private(set) var part: [[StratumCandidates]]
    private var cutoffs: [[UInt64]]
    private var measures: [RuleMeasure?] = []
    private let digests = GenerationDigests()

    init(_ plan: Plan) {
        self.plan = plan
        draw = SampleDraw(seed: plan.seed)
        part = plan.empty
        cutoffs = plan.cutoffs.current
    }

    mutating func beginPart(hasNewSignals: Bool) {
        for rule in part.indices {
            for stratum in part[rule].indices { part[rule][stratum].clear() }
        }
        cutoffs = plan.cutoffs.current
        digests.beginPart()
    }

    mutating func take(_ generation: JudgedGeneration) {
        generation.evaluator.measureRules(
            of: generation.record, generation.records, generation.signals, into: &measures)
        let isRestricted = generation.hasRestrictedFinding
        let identity = isRestricted ? nil : generation.identity
        var copy: SampledGeneration?
        for (position, rule) in plan.rules.enumerated() {
            let band = generation.judgement.ruleBands[rule]
            let stratum = plan.strata.index(rule: rule, band: band, value: measures[rule]?.value)
            guard let identity else {
                if isRestricted {
                    part[position][stratum].restricted += 1
                } else {
                    part[position][stratum].withoutID += 1
                }
                continue
            }
            part[position][stratum].population += 1
            var candidate = SampleCandidate(
                code: draw.code(.sample, rule: generation.evaluator.policy.rules[rule].id, identity), identity)
            guard candidate.code.0 <= cutoffs[position][stratum],
                part[position][stratum].smallest.wouldKeep(candidate)
            else { continue }
            let kept = copy ?? generation.copied(identity, link: plan.link, digests)
            copy = kept
            candidate.row = generation.row(kept, rule: rule, measures[rule])
            part[position][stratum].smallest.offer(candidate)
        }
    }
}

/// Computes the digests of generations, for one worker.
final class GenerationDigests {
    private var digest = SignalsDigest()
    /// The last text. It can hold many generations, and takes long to digest if it is large.
    private var text: (place: TextPlace, count: Int, evidence: String)?

    /// `signals_sha256` of a generation.
    func signals(of generation: JudgedGeneration) -> String {
        digest.hex(of: generation.record, of: generation.records, signals: generation.signals.signals)
    }

    /// `evidence_sha256` of a generation.
    func evidence(of generation: JudgedGeneration) -> String {
        if let known = generation.knownEvidence { return known }
        let place = generation.place
        if let text, text.place.byteOffset == place.byteOffset, text.place.line == place.line,
            text.count == generation.text.count, text.place.path == place.path
        {
            return text.evidence
        }
        let evidence = SHA256Digest.hex(of: generation.text)
        text = (place, generation.text.count, evidence)
        return evidence
    }

    /// Forgets the last text, since the next one may have the same name and be another.
    func beginPart() { text = nil }
}

extension JudgedGeneration {
    /// The identity by which the generation is drawn. Nil without a sound ID, and for an ID with a line feed, which the lines
    /// of a code cannot hold.
    var identity: SampleDraw.Identity? {
        guard let id = record.id, !id.isCut, !id.contains(UInt8(ascii: "\n")) else { return nil }
        return SampleDraw.Identity(id: String(id), revision: revision)
    }

    /// Whether a restricted rule is flagged or near.
    var hasRestrictedFinding: Bool {
        judgement.findings.contains { evaluator.policy.rules[$0.rule].handling == .restricted }
    }

    fileprivate func copied(
        _ identity: SampleDraw.Identity, link: LinkTemplate?, _ digests: GenerationDigests
    ) -> SampledGeneration {
        SampledGeneration(
            identity, record,
            SampledGeneration.Origin(
                place: place, evidence: digests.evidence(of: self), signals: digests.signals(of: self),
                isFlaggedByPlatform: judgement.platformFlagged), link: link)
    }

    fileprivate func row(_ copy: SampledGeneration, rule: Int, _ measure: RuleMeasure?) -> SampledRow {
        let band = judgement.ruleBands[rule]
        let finding = judgement.findings.first { $0.rule == rule }
        if let deciding = finding?.deciding {
            let matched = judgement.matched[deciding]
            return SampledRow(
                copy, band: band, signal: signals.signals[matched.signal.index].name,
                value: SampledValue(matched.value))
        }
        let measure = band == .clear ? measure : nil
        return SampledRow(
            copy, band: band, signal: measure.map { signals.signals[$0.signal.index].name },
            value: measure.map { .number($0.value) })
    }
}
