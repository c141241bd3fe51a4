import Policies
import Reporting
import Statistics

/// What the workers of a tuning share.
struct TuningPlan: Sendable {
    /// Where the strata of a rule come from.
    struct StratumSource: Sendable {
        /// The sample that asks about the rule, and its index there: nil for the rule's own bands.
        let sample: (index: Int, rule: Int)?
        /// The strata in their order.
        let strata: [Stratum]
    }

    /// A sample with the rules of its policy that it asks about.
    struct PlannedSample: Sendable {
        let folder: SampleFolder
        /// The judge of its policy: an index into `judges`; nil for the policy itself.
        let judge: Int?
        let strata: RuleStrata
        /// The sampled rules, as indices into the rules of its policy.
        let rules: [Int]
    }

    /// The policy.
    let policy: Policy
    /// The swept tests of the policy.
    let tests: [SweptTest]
    /// Other policies that judge the same generations.
    private(set) var judges: [Policy] = []
    /// Whether there is another policy to compare with, and its judge; nil for the policy itself.
    let isCompared: Bool
    private(set) var against: Int?
    /// The samples.
    private(set) var samples: [PlannedSample] = []
    /// By rule of the policy.
    private(set) var sources: [StratumSource] = []
    /// What reviewers answered.
    let answers: AnswerTable
    let style: ReportStyle

    /// The strata of a rule without a sample: its bands.
    static let bands: [Stratum] = [.flagged, .near, .incomplete, .clear]

    init(_ request: TuningRequest) {
        policy = request.scan.policy
        tests = request.tests
        isCompared = request.against != nil
        answers = request.answers
        style = request.scan.style
        if let other = request.against { against = judge(other) }
        for folder in request.samples {
            let rules = folder.rules.compactMap { rule in folder.policy.rules.firstIndex { $0.id == rule.id } }
            samples.append(
                PlannedSample(
                    folder: folder, judge: judge(folder.policy), strata: RuleStrata(folder.policy), rules: rules
                ))
        }
        sources = policy.rules.map { source(of: $0.id) }
    }

    /// The judge of a policy; nil for the policy itself.
    private mutating func judge(_ other: Policy) -> Int? {
        if other.sha256 == policy.sha256 { return nil }
        if let known = judges.firstIndex(where: { $0.sha256 == other.sha256 }) { return known }
        judges.append(other)
        return judges.count - 1
    }

    private func source(of rule: String) -> StratumSource {
        for (index, sample) in samples.enumerated() {
            for position in sample.rules.indices where sample.folder.rules[position].id == rule {
                return StratumSource(
                    sample: (index, position), strata: sample.strata.strata[sample.rules[position]])
            }
        }
        return StratumSource(sample: nil, strata: Self.bands)
    }
}
