package import Policies
package import Statistics

/// What the files of a sample are made of (CONTRACT section 16).
package struct SampleContents: Sendable {
    /// The options of a sample.
    package struct Options: Sendable, Equatable {
        /// How many generations are asked for, for each rule.
        package var sizes = SampleSizes()
        /// The number of sheets, at least 1.
        package var reviewers = 1
        /// The share of each stratum that is in every sheet, 0…1.
        package var overlap = 0.0
        /// The options of the CSV files.
        package var style = ReportStyle()

        /// The default options.
        package init() {}
    }

    /// The counts of the pass over the inputs.
    package var summary: Summary
    /// The policy that assigns the strata.
    package var policy: Policy
    /// The seed.
    package var seed: SampleSeed
    /// The options.
    package var options: Options
    /// The rules with their strata, in the policy's order.
    package var rules: [DrawnRule]

    /// Creates the contents. Parameters have the meaning of the properties.
    package init(
        _ summary: Summary, policy: Policy, seed: SampleSeed, options: Options, rules: [DrawnRule]
    ) {
        self.summary = summary
        self.policy = policy
        self.seed = seed
        self.options = options
        self.rules = rules
    }

    /// The first count that does not add up, in words: for each rule, the strata hold every audited generation. Nil if all do.
    package var contradiction: String? {
        for rule in rules {
            let sum = rule.strata.reduce(0) { $0 + $1.generations }
            if sum != summary.audited {
                return "the strata of \(rule.rule.id) come to \(sum), not \(summary.audited)"
            }
            for stratum in rule.strata where stratum.rows.count > stratum.population {
                return "\(rule.rule.id) \(stratum.stratum.rawValue) has more rows than generations"
            }
        }
        return nil
    }

    /// The number of questions.
    package var drawn: Int { rules.reduce(0) { $0 + $1.strata.reduce(0) { $0 + $1.rows.count } } }
}

/// The seed of a sample.
package struct SampleSeed: Sendable {
    /// The bytes, used as they are.
    package let bytes: [UInt8]
    /// The text, if it may be written; nil for the bytes of a file.
    package let text: String?

    /// A seed that the sample names.
    package init(text: String) {
        bytes = Array(text.utf8)
        self.text = text
    }

    /// A secret seed. The sample has only its digest.
    package init(secret bytes: [UInt8]) {
        self.bytes = bytes
        text = nil
    }
}
