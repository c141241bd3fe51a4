import Policies
package import Reporting
import Statistics

/// Draws a sample of the generations of inputs, by rule and stratum (CONTRACT section 16).
///
/// The draw depends on the seed, the policy and the generations, not on the order of the input or on the number of jobs. Of
/// texts, only those of candidates are kept: as many as the sizes allow.
package struct Sampling {
    /// The most questions of a sample: sizes times rules.
    package static let mostQuestions = 50_000

    private let scan: Scan
    private let policy: Policy
    private let rules: [Int]
    private let seed: SampleSeed
    private let options: SampleContents.Options

    /// - Parameters:
    ///   - request: The inputs, the policy, the folder and the time.
    ///   - rules: The sampled rules: indices into `Policy.rules`, in ascending order.
    /// - Throws: `ScanError` if an input does not exist, or overlaps the folder of the sample.
    package init(
        _ request: ScanRequest, rules: [Int], seed: SampleSeed, options: SampleContents.Options
    ) throws(ScanError) {
        var request = request
        request.kind = .sample
        scan = try Scan(request)
        policy = request.policy
        self.rules = rules
        self.seed = seed
        self.options = options
    }

    /// Reads the inputs and draws.
    package func contents(
        progress: (ScanProgress) -> Void = { _ in }
    ) async throws(ScanError) -> SampleContents {
        let strata = RuleStrata(policy)
        let plan = SampleCollector.Plan(
            strata: strata, rules: rules, sizes: options.sizes, link: options.style.link, seed: seed.bytes,
            cutoffs: SampleCutoffs(strata: rules.map { strata.strata[$0].count }))
        var all = plan.empty
        let summary = try await scan.pass(progress: progress, to: { SampleCollector(plan) }) { part in
            for rule in all.indices {
                for stratum in all[rule].indices { all[rule][stratum].merge(part[rule][stratum]) }
            }
            plan.cutoffs.set(all.map { $0.map { $0.smallest.limit?.code.0 ?? .max } })
        }
        let drawn = zip(rules, all).map { rule, found in
            DrawnRule(policy.rules[rule], strata: draw(strata.strata[rule], found))
        }
        return SampleContents(summary, policy: policy, seed: seed, options: options, rules: drawn)
    }

    private func draw(_ strata: [Stratum], _ found: [StratumCandidates]) -> [DrawnStratum] {
        let asked = options.sizes.asked(of: strata)
        let counts = options.sizes.drawn(of: strata, available: found.map(\.population))
        return strata.indices.map { index in
            var stratum = DrawnStratum(strata[index])
            stratum.population = found[index].population
            stratum.restricted = found[index].restricted
            stratum.withoutID = found[index].withoutID
            stratum.asked = asked[index]
            stratum.rows = found[index].smallest.sorted.prefix(counts[index]).compactMap(\.row)
            return stratum
        }
    }

    /// Reads the inputs, draws, and writes the folder. The old folder is unchanged if this throws.
    package func write(
        to path: String, progress: (ScanProgress) -> Void = { _ in }
    ) async throws(ScanError) -> Outcome {
        // First, because a folder that cannot be replaced is an error before the inputs are read.
        var folder = try Scan.reporting { () throws(ReportError) in try SealedFolder(at: path, as: .sample) }
        let contents = try await contents(progress: progress)
        let files = SampleFiles(contents)
        _ = try Scan.reporting { () throws(ReportError) in try files.write(to: &folder) }
        return Outcome(contents: contents, sheets: files.sheets)
    }

    /// What was drawn.
    package struct Outcome: Sendable {
        /// The drawn generations with their strata.
        package let contents: SampleContents
        /// The number of questions in each sheet.
        package let sheets: [Int]
    }
}
