package import Policies
internal import Utilities

/// A sample that was written before, with its policy: what assigns the strata of its rules, and which questions it asks
/// (CONTRACT section 16).
package struct SampleFolder: Sendable {
    /// A question: what a rule asks about a drawn generation.
    package struct Question: Sendable {
        /// The key of its row in the sheets.
        package let key: String
        /// The digest of what the rule asks.
        package let meaningSHA256: String
    }

    /// The sample.
    package let sample: SealedSample
    /// The policy that assigns the strata.
    package let policy: Policy
    /// The sampled rules with their strata, in the policy's order.
    package let rules: [(id: String, strata: [StratumCount])]
    /// The questions of each rule and stratum that has some, by rank.
    package let questions: [(rule: String, ranked: [Question])]

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
        questions = try Self.questions(of: sample)
    }

    private static func questions(
        of sample: SealedSample
    ) throws(ReportError) -> [(rule: String, ranked: [Question])] {
        var questions: [(rule: String, ranked: [Question])] = []
        var last: [String] = []
        for row in try sample.key() {
            guard let key = row["sample_key"], let rule = row["rule_id"], let stratum = row["stratum"],
                let meaning = row["meaning_sha256"]
            else {
                throw .refused(path: "\(sample.report.path)/key.csv", reason: "is not as a sample has it")
            }
            if last != [rule, stratum] { questions.append((rule, [])) }
            last = [rule, stratum]
            questions[questions.count - 1].ranked.append(Question(key: key, meaningSHA256: meaning))
        }
        return questions
    }
}
