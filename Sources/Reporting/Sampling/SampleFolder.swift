package import Policies
internal import Utilities

/// A sample that was written before, with its policy: what assigns the strata of its rules (CONTRACT section 16).
package struct SampleFolder: Sendable {
    /// The sample.
    package let sample: SealedSample
    /// The policy that assigns the strata.
    package let policy: Policy
    /// The sampled rules with their strata, in the policy's order.
    package let rules: [(id: String, strata: [StratumCount])]

    /// SHA-256 of its manifest.
    package var manifestSHA256: String { sample.report.manifestSHA256 }

    /// Reads the sample at `path`. Its sheets may be filled in; the other files that are read may not be edited.
    /// - Throws: `ReportError.refused` if it is no sample, or is not as it was drawn.
    package init(at path: String) throws(ReportError) {
        let sample = try SealedSample(at: path)
        self.sample = sample
        let file = "\(path)/\(ReportFileName.policy)"
        do throws(PolicyErrors) {
            policy = try PolicyFile.read(sample.policy, named: file)
        } catch {
            throw .refused(path: file, reason: "is no policy that this version reads")
        }
        var rules: [(id: String, strata: [StratumCount])] = []
        for row in sample.strata {
            if rules.last?.id != row.rule { rules.append((row.rule, [])) }
            var count = StratumCount(row.stratum)
            (count.population, count.restricted, count.noID) = (row.population, row.restricted, row.withoutID)
            rules[rules.count - 1].strata.append(count)
        }
        for rule in rules {
            let known = policy.rules.first { $0.id == rule.id }
            guard known != nil, rules.count(where: { $0.id == rule.id }) == 1 else {
                throw .refused(path: "\(path)/strata.csv", reason: "is not as a sample has it")
            }
        }
        self.rules = rules
    }
}
