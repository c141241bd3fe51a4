public import Policies
public import Responses

/// The run, counted: `summary.json` (CONTRACT section 6). All counts are of the whole run, none is negative.
public struct Summary: Sendable, Equatable {
    public var tool: Tool
    public var policy: PolicyIdentity
    /// The moment the run speaks for, in seconds since 1970.
    public var asOf: Int64
    /// In the order they were read.
    public var inputs: [Input]
    public var counts: Counts
    /// Responses and tasks that gave no generation; a kind that is not here counts 0.
    public var unaudited: [Unaudited.Kind: Int]
    /// In the policy's order.
    public var rules: [RuleCount]
    public var agreement: AgreementCounts
    /// In any order: they are written sorted by name.
    public var signals: [SignalCount]
    /// Generations with moderation content that the contract does not name, by its path.
    public var unrecognised: [ByteName: Int]
    /// Generations, duplicates not among them, with values that could not be used (CONTRACT section 2, *defect*), whatever
    /// was decided of them.
    public var defective = 0
    /// Files in the input folders that were not read, by their endings.
    public var skippedFiles = 0
    /// The seal of the report before this one, where the run was told of it.
    public var previous: Previous?
    /// Whether the run judged every generation without looking whether its id came before.
    public var allowsDuplicates = false

    public init(
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

    /// Nothing was unreadable, refused by the platform's API, or judged incompletely (exit status 4 otherwise).
    public var isFullyAudited: Bool { shortfalls.isEmpty }

    /// What keeps the run from being fully audited, in words; none where it is.
    public var shortfalls: [String] {
        let counts = [
            ("unreadable", unaudited[.unreadable, default: 0]), ("api_error", unaudited[.apiError, default: 0]),
            ("incomplete", counts.incomplete),
        ]
        return counts.filter { $0.1 > 0 }.map { "\($0.1.grouped) \($0.0)" }
    }

    public struct Tool: Sendable, Equatable {
        public var name: String
        public var version: String

        public init(name: String, version: String) {
            self.name = name
            self.version = version
        }
    }

    /// A link of the chain of reports.
    public struct Previous: Sendable, Equatable {
        /// SHA-256 of its `manifest-sha256.txt`, in lower-case hexadecimal.
        public var manifestSHA256: String

        public init(manifestSHA256: String) { self.manifestSHA256 = manifestSHA256 }
    }

    public struct PolicyIdentity: Sendable, Equatable {
        public var name: String
        public var version: String
        /// Of the policy's bytes, in lower-case hexadecimal.
        public var sha256: String

        public init(name: String, version: String, sha256: String) {
            self.name = name
            self.version = version
            self.sha256 = sha256
        }

        public init(_ policy: Policy) {
            self.init(name: policy.name, version: policy.version, sha256: policy.sha256)
        }
    }

    public struct Input: Sendable, Equatable {
        public var path: String
        /// As read, before decompression.
        public var bytes: Int

        public init(path: String, bytes: Int) {
            self.path = path
            self.bytes = bytes
        }
    }

    public struct Counts: Sendable, Equatable {
        public var responses = 0
        public var tasks = 0
        /// Duplicates included.
        public var generations = 0
        public var flagged = 0
        public var near = 0
        public var incomplete = 0
        public var clear = 0
        public var duplicates = 0

        public init() {}
    }

    /// Generations of a rule, duplicates not among them.
    public struct RuleCount: Sendable, Equatable {
        public var id: String
        public var severity: Severity
        /// With a flagged finding of this rule, also where it flags because something is missing.
        public var flagged = 0
        /// With a near finding of this rule.
        public var near = 0
        /// For which the rule ended in missing, whatever its `missing` mode made of that.
        public var missing = 0

        public init(id: String, severity: Severity) {
            self.id = id
            self.severity = severity
        }
    }

    /// Ours against the platform's view, duplicates not counted (CONTRACT section 5).
    public struct AgreementCounts: Sendable, Equatable {
        public var both = 0
        public var policyOnly = 0
        public var platformOnly = 0
        public var neither = 0

        public init() {}
    }

    public struct SignalCount: Sendable, Equatable {
        public var signal: String
        public var present = 0
        public var zero = 0
        public var missing = 0
        /// nil of a text, and where there was no value.
        public var max: Double?

        public init(signal: String) { self.signal = signal }
    }
}
