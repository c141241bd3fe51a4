/// A policy: the rules that decide which generations are flagged or near a threshold (CONTRACT section 4).
///
/// Every value is valid: `PolicyFile` checks all that CONTRACT section 4 requires.
package struct Policy: Sendable, Equatable {
    /// The policy's name.
    package var name: String
    /// The policy's version, as its file writes it.
    package var version: String
    /// The factor for rules without `near_at`: `near_at` = `near` × `flag_at`. 0…1.
    package var near: Double
    /// The missing mode of rules that have none of their own.
    package var missing: MissingMode
    /// The labels that mean "nothing recognised", for each legal classifier.
    package var backgroundLabels: [String: Set<Int64>]
    /// The settings for reviewers' decisions.
    package var review = ReviewSettings()
    /// The rules, in the order of the file; at least one.
    package var rules: [Rule]
    /// Its YAML text as it was read, byte for byte.
    package var bytes: [UInt8]
    /// SHA-256 of `bytes`, in lower-case hexadecimal.
    package var sha256: String
}

/// The effect on a generation of a rule that ends in missing.
package enum MissingMode: String, Sendable, CaseIterable {
    case incomplete, ignore, flag
}

/// The severity of a rule's findings, in ascending order.
public enum Severity: String, Sendable, CaseIterable, Comparable {
    case low, medium, high, critical

    /// Orders severities from `low` to `critical`.
    public static func < (left: Severity, right: Severity) -> Bool {
        left.rank < right.rank
    }

    /// 0 (low) to 3 (critical).
    package var rank: Int {
        switch self {
        case .low: 0
        case .medium: 1
        case .high: 2
        case .critical: 3
        }
    }
}

/// A rule of a policy (CONTRACT section 4).
package struct Rule: Sendable, Equatable {
    /// The rule's ID, unique in its policy.
    package var id: String
    /// The severity of its findings.
    package var severity: Severity
    /// The reason that the policy gives for the rule.
    package var why: String
    /// Its missing mode; the policy's unless it has its own.
    package var missing: MissingMode
    /// The condition on a generation's signals.
    package var condition: Condition
    /// How its findings are handled in reviews.
    package var handling = Handling.ordinary
    /// How far a reviewed value may rise; the policy's unless it has its own. 0 or more.
    package var rise = 0.0
}

/// A condition: one test, or a list of conditions.
package indirect enum Condition: Sendable, Equatable {
    case all([Condition])
    case any([Condition])
    /// One test of one or more signals; several form an `any`.
    case test([SignalPattern], Test)
}

/// A test of a signal's value.
package enum Test: Sendable, Equatable {
    case threshold(Threshold)
    case `is`(Bool)
    case isIn([String])
    case notIn([String])
}

/// A numeric test. A value ≥ `flagAt` is flagged; `nearAt` ≤ value < `flagAt` is near.
package struct Threshold: Sendable, Equatable {
    /// How a series becomes one value; numbers are used unchanged.
    package var statistic: Statistic
    /// The least value that is flagged.
    package var flagAt: Double
    /// The least value that is near; at most `flagAt`.
    package var nearAt: Double
    /// The least value of a frame that counts, for share, run and count of a score series.
    package var frameAt: Double?
    /// The factor by which `nearAt` follows from `flagAt`; nil if the policy writes `near_at`.
    package var nearFactor: Double?
}

extension Threshold {
    /// The least value that is near if the least flagged value is `flagAt`: the smaller of the written `near_at` and
    /// `flagAt`, or the factor times `flagAt` in decimals.
    package func nearLevel(flagAt: Double) -> Double {
        min(nearFactor?.timesInDecimals(flagAt) ?? nearAt, flagAt)
    }
}

/// A statistic over the sound frames of a series.
package enum Statistic: String, Sendable, CaseIterable {
    /// The greatest value of the frames.
    case max
    /// The mean over the frames, added in frame order.
    case mean
    /// The share of the frames that count, 0…1.
    case share
    /// The longest run of consecutive frames that count, in frames.
    case run
    /// The number of frames that count.
    case count
}

/// A signal's name, in which `*` matches any run of characters within one segment.
package struct SignalPattern: Sendable, Equatable {
    /// The name or pattern, as the policy writes it.
    package let text: String
    /// Names and patterns of the excluded signals (`except`), as the policy writes them.
    package let exceptions: [String]
    /// Whether the text holds no `*`.
    package var isExact: Bool { !text.utf8.contains(UInt8(ascii: "*")) }

    /// Creates a pattern from valid texts.
    package init(_ text: String, except exceptions: [String] = []) {
        self.text = text
        self.exceptions = exceptions
    }
}

extension Policy {
    /// Whether the policy equals `Baseline`, byte for byte.
    package var isBuiltIn: Bool { sha256 == Baseline.sha256 }

    /// The labels of a legal classifier that mean "nothing recognised". Names are compared by bytes, because
    /// `String` treats two Unicode forms of a name as equal.
    package func backgroundLabels(of classifier: String) -> Set<Int64> {
        backgroundLabels.first { $0.key.utf8.elementsEqual(classifier.utf8) }?.value ?? []
    }
}
