package import Policies
package import Responses
import Utilities

/// The run, counted: `summary.json` (CONTRACT section 6). All counts are of the whole run, none is negative.
package struct Summary: Sendable, Equatable {
    package var tool: Tool
    package var policy: PolicyIdentity
    /// The moment the run speaks for, in seconds since 1970.
    package var asOf: Int64
    /// In the order they were read.
    package var inputs: [Input]
    package var counts: Counts
    /// Responses and tasks that gave no generation; a kind that is not here counts 0.
    package var unaudited: [Unaudited.Kind: Int]
    /// In the policy's order.
    package var rules: [RuleCount]
    package var agreement: AgreementCounts
    /// In any order: they are written sorted by name.
    package var signals: [SignalCount]
    /// Generations, and tasks without generations, with moderation content that the contract does not name, by its path.
    package var unrecognised: [ByteName: Int]
    /// Generations, duplicates not among them, and responses and tasks without generations, with values that could not be
    /// used (CONTRACT section 2, *defect*), whatever was decided of them.
    package var defective = 0
    /// Files in the input folders that were not read, by their endings; and the first hundred of them, in the order in which
    /// they were met.
    package var skippedFiles = 0
    package var skippedNames: [String] = []
    /// How many signals, and paths of unrecognised content, there are beyond those listed.
    package var signalsOmitted = 0
    package var unrecognisedOmitted = 0
    /// Generations that are clear to the policy and flagged by the platform.
    package var clearButFlagged = 0
    /// The seal of the report before this one, where the run was told of it.
    package var previous: Previous?
    /// Whether the run judged every generation without looking whether its id came before.
    package var allowsDuplicates = false

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

    /// Nothing was unreadable, refused by the platform's API, or judged incompletely, and a generation was audited where
    /// there are answers (exit status 4 otherwise).
    package var isFullyAudited: Bool { shortfalls.isEmpty }

    /// What keeps the run from being fully audited, in words; none where it is.
    package var shortfalls: [String] {
        let counts = [
            ("unreadable", unaudited[.unreadable, default: 0]), ("api_error", unaudited[.apiError, default: 0]),
            ("incomplete", counts.incomplete),
        ]
        let nothing = isWithoutGeneration ? ["not one generation audited"] : []
        return counts.filter { $0.1 > 0 }.map { "\($0.1.grouped) \($0.0)" } + nothing
    }

    /// The input holds answers, and none of them gave a generation.
    var isWithoutGeneration: Bool { audited == 0 && counts.responses > 0 }

    package struct Tool: Sendable, Equatable {
        package var name: String
        package var version: String

        package init(name: String, version: String) {
            self.name = name
            self.version = version
        }
    }

    /// A link of the chain of reports.
    package struct Previous: Sendable, Equatable {
        /// SHA-256 of its `manifest-sha256.txt`, in lower-case hexadecimal.
        package var manifestSHA256: String

        package init(manifestSHA256: String) { self.manifestSHA256 = manifestSHA256 }
    }

    package struct PolicyIdentity: Sendable, Equatable {
        package var name: String
        package var version: String
        /// SHA-256 of `bytes`, in lower-case hexadecimal.
        package var sha256: String
        /// The policy's YAML text: the report has it as a file.
        package var bytes: [UInt8]

        package init(_ policy: Policy) {
            name = policy.name
            version = policy.version
            sha256 = policy.sha256
            bytes = policy.bytes
        }
    }

    package struct Input: Sendable, Equatable {
        package var path: String
        /// As read, before decompression.
        package var bytes: Int

        package init(path: String, bytes: Int) {
            self.path = path
            self.bytes = bytes
        }
    }

    package struct Counts: Sendable, Equatable {
        package var responses = 0
        package var tasks = 0
        /// Duplicates included.
        package var generations = 0
        package var flagged = 0
        package var near = 0
        package var incomplete = 0
        package var clear = 0
        package var duplicates = 0
        /// Generations with an id that came before and another outcome; they count in their decisions too.
        package var revisions = 0
        /// Generations that the platform withheld, as the tasks count them; none of the others.
        package var withheld = 0

        package init() {}
    }

    /// Generations of a rule, duplicates not among them.
    package struct RuleCount: Sendable, Equatable {
        package var id: String
        package var severity: Severity
        /// With a flagged finding of this rule, also where it flags because something is missing.
        package var flagged = 0
        /// With a near finding of this rule.
        package var near = 0
        /// For which the rule ended in missing, whatever its `missing` mode made of that.
        package var missing = 0
        /// What the rule tests, in plain English.
        package var condition: String
        package var digests: RuleDigests

        package init(_ rule: Rule, of policy: Policy) {
            id = rule.id
            severity = rule.severity
            condition = PolicyProse.condition(of: rule)
            digests = RuleDigests(of: rule, in: policy)
        }
    }

    /// Ours against the platform's view, duplicates not counted (CONTRACT section 5).
    package struct AgreementCounts: Sendable, Equatable {
        package var both = 0
        package var policyOnly = 0
        package var platformOnly = 0
        package var neither = 0

        package init() {}
    }

    package struct SignalCount: Sendable, Equatable {
        package var signal: String
        package var present = 0
        package var zero = 0
        package var missing = 0
        /// nil of a text, and where there was no value.
        package var max: Double?
        /// Ids of the rules that read it, in the policy's order.
        package var rules: [String] = []
        /// Generations where it is above 0.5 or true and the platform flagged.
        package var platformFlagged = 0

        package init(signal: String) { self.signal = signal }
    }
}
