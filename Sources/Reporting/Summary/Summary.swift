package import Policies
package import Responses
import Utilities

/// The counts of a run: `summary.json` (CONTRACT section 6). All counts are of the whole run and not negative.
package struct Summary: Sendable, Equatable {
    /// The tool that made the report.
    package var tool: Tool
    /// The policy that judged the run.
    package var policy: PolicyIdentity
    /// The run's time, in seconds since 1970 (UTC).
    package var asOf: Int64
    /// The inputs, in the order in which they were read.
    package var inputs: [Input]
    /// Responses, generations and decisions.
    package var counts: Counts
    /// Responses and tasks without generations, by kind; a missing kind counts 0.
    package var unaudited: [Unaudited.Kind: Int]
    /// The rules, in the policy's order.
    package var rules: [RuleCount]
    /// The decisions compared with the platform's view.
    package var agreement: AgreementCounts
    /// The signals in any order; they are written sorted by name.
    package var signals: [SignalCount]
    /// Generations, and tasks without generations, with unrecognised moderation content, by its path.
    package var unrecognised: [ByteName: Int]
    /// Generations without duplicates, and responses and tasks without generations, that have unusable values
    /// (CONTRACT section 2, *defect*), whatever their decision.
    package var defective = 0
    /// The number of files in the input folders that were skipped because of their extension.
    package var skippedFiles = 0
    /// The first hundred skipped files, in the order in which they were found.
    package var skippedNames: [String] = []
    /// The number of signals beyond those listed.
    package var signalsOmitted = 0
    /// The number of paths of unrecognised content beyond those listed.
    package var unrecognisedOmitted = 0
    /// Generations that are clear under the policy and flagged by the platform.
    package var clearButFlagged = 0
    /// The comparison with the report before; nil if the run was given none.
    package var changes: Changes?
    /// The dispositions; nil without a ledger and waivers.
    package var review: Review?
    /// Whether the run judged every generation, even if its ID occurred before.
    package var allowsDuplicates = false
    /// Whether the run computed the digests of its inputs.
    package var digestsInputs = false
    /// The most frequent reasons of responses and tasks without generations, for the terminal.
    package var unauditedReasons: [UnauditedReason] = []

    /// Creates the summary of a run that has read nothing.
    package init(
        tool: Tool, policy: PolicyIdentity, asOf: Int64, inputs: [Input] = [], counts: Counts = Counts(),
        unaudited: [Unaudited.Kind: Int] = [:], rules: [RuleCount] = [],
        agreement: AgreementCounts = AgreementCounts(), signals: [SignalCount] = [],
        unrecognised: [ByteName: Int] = [:]
    ) {
        self.tool = tool
        self.policy = policy
        self.asOf = asOf
        self.inputs = inputs
        self.counts = counts
        self.unaudited = unaudited
        self.rules = rules
        self.agreement = agreement
        self.signals = signals
        self.unrecognised = unrecognised
    }

    /// Whether nothing was unreadable, refused by the platform's API, or judged incompletely, and a generation was
    /// audited if there are answers (otherwise exit status 4).
    package var isFullyAudited: Bool { shortfalls.isEmpty }

    /// Why the run is not fully audited, in words; empty if it is.
    package var shortfalls: [String] {
        let counts = [
            ("unreadable", unaudited[.unreadable, default: 0]), ("api_error", unaudited[.apiError, default: 0]),
            ("incomplete", counts.incomplete),
        ]
        let nothing = isWithoutGeneration ? ["not one generation audited"] : []
        return counts.filter { $0.1 > 0 }.map { "\($0.1.grouped) \($0.0)" } + nothing
    }

    /// Whether the input holds answers and none of them gave a generation.
    var isWithoutGeneration: Bool { audited == 0 && counts.responses > 0 }

    /// The program that made a report.
    package struct Tool: Sendable, Equatable {
        /// Its name.
        package var name: String
        /// Its version.
        package var version: String

        /// Creates the description of a program.
        package init(name: String, version: String) {
            self.name = name
            self.version = version
        }
    }

    /// The name, version and digest of a policy.
    package struct PolicyIdentity: Sendable, Equatable {
        /// The policy's name.
        package var name: String
        /// The policy's version.
        package var version: String
        /// The SHA-256 of `bytes`, in 64 lower-case hexadecimal digits.
        package var sha256: String
        /// The policy's YAML text: the report has it as a file.
        package var bytes: [UInt8]

        /// The identity of a policy.
        package init(_ policy: Policy) {
            name = policy.name
            version = policy.version
            sha256 = policy.sha256
            bytes = policy.bytes
        }
    }

    /// A file that was read.
    package struct Input: Sendable, Equatable {
        /// Its path, as the run names it.
        package var path: String
        /// Its bytes as read, before decompression.
        package var bytes: Int
        /// The SHA-256 of those bytes, 64 lower-case hexadecimal digits; nil unless the run computes it, and if the
        /// file could not be read to its end.
        package var sha256: String?

        /// Creates the description of an input.
        package init(path: String, bytes: Int, sha256: String? = nil) {
            self.path = path
            self.bytes = bytes
            self.sha256 = sha256
        }
    }

    /// The counts of responses, generations and decisions.
    package struct Counts: Sendable, Equatable {
        /// Responses read.
        package var responses = 0
        /// Tasks with or without generations.
        package var tasks = 0
        /// Generations, duplicates included.
        package var generations = 0
        /// Flagged generations.
        package var flagged = 0
        /// Near generations.
        package var near = 0
        /// Incomplete generations.
        package var incomplete = 0
        /// Clear generations.
        package var clear = 0
        /// Generations with an earlier ID and the same outcome, which are not judged again.
        package var duplicates = 0
        /// Flagged and near generations by severity.
        package var bySeverity = SeverityCounts()
        /// Generations with an earlier ID and another outcome; they also count in their decisions.
        package var revisions = 0
        /// Generations that the platform withheld, as the tasks count them; not part of the other counts.
        package var withheld = 0

        /// Creates counts of 0.
        package init() {}
    }

    /// Flagged and near generations by the severity of their deciding finding; a missing severity counts 0.
    package struct SeverityCounts: Sendable, Equatable {
        /// Flagged generations.
        package var flagged: [Severity: Int] = [:]
        /// Near generations.
        package var near: [Severity: Int] = [:]

        /// Creates empty counts.
        package init() {}
    }

    /// The generations of a rule, without duplicates.
    package struct RuleCount: Sendable, Equatable {
        /// The rule's ID.
        package var id: String
        /// The rule's severity.
        package var severity: Severity
        /// Generations with a flagged finding of this rule, also if it flags because a signal is missing.
        package var flagged = 0
        /// Generations with a near finding of this rule.
        package var near = 0
        /// Generations for which the rule ended in missing, before its `missing` mode applied.
        package var missing = 0
        /// What the rule tests, in plain English.
        package var condition: String
        /// The digests of the rule.
        package var digests: RuleDigests

        /// Creates counts of 0 for a rule of `policy`.
        package init(_ rule: Rule, of policy: Policy) {
            id = rule.id
            severity = rule.severity
            condition = ConditionProse(rule).line
            digests = RuleDigests(of: rule, in: policy)
        }
    }

    /// The policy's decisions compared with the platform's view, without duplicates (CONTRACT section 5).
    package struct AgreementCounts: Sendable, Equatable {
        /// Flagged by both.
        package var both = 0
        /// Flagged by the policy only.
        package var policyOnly = 0
        /// Flagged by the platform only.
        package var platformOnly = 0
        /// Flagged by neither.
        package var neither = 0

        /// Creates counts of 0.
        package init() {}
    }
}
