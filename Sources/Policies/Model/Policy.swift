/// A policy: the rules that decide which generations are flagged or near a threshold (CONTRACT section 4).
///
/// A value of this type is sound: `PolicyFile` has checked everything the contract asks for.
package struct Policy: Sendable, Equatable {
    package var name: String
    package var version: String
    /// `near_at` = `near` × `flag_at` where a rule gives none, 0…1.
    package var near: Double
    package var missing: MissingMode
    /// Labels that mean "nothing recognised", by legal classifier.
    package var backgroundLabels: [String: Set<Int64>]
    package var rules: [Rule]
    /// Its YAML text as it was read, byte for byte.
    package var bytes: [UInt8]
    /// SHA-256 of `bytes`, in lower-case hexadecimal.
    package var sha256: String
}

/// What a rule that ends in missing does to its generation.
package enum MissingMode: String, Sendable, CaseIterable {
    case incomplete, ignore, flag
}

package enum Severity: String, Sendable, CaseIterable, Comparable {
    case low, medium, high, critical

    package static func < (left: Severity, right: Severity) -> Bool {
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

package struct Rule: Sendable, Equatable {
    package var id: String
    package var severity: Severity
    package var why: String
    package var missing: MissingMode
    package var condition: Condition
}

package indirect enum Condition: Sendable, Equatable {
    case all([Condition])
    case any([Condition])
    /// One test of one or more signals; several are an `any`.
    case test([SignalPattern], Test)
}

package enum Test: Sendable, Equatable {
    case threshold(Threshold)
    case `is`(Bool)
    case isIn([String])
    case notIn([String])
}

/// A numeric test. Inclusive: value ≥ `flagAt` is flagged, `nearAt` ≤ value < `flagAt` is near.
package struct Threshold: Sendable, Equatable {
    /// How a series becomes one value; numbers are taken as they are.
    package var statistic: Statistic
    package var flagAt: Double
    package var nearAt: Double
    /// The value from which on a frame counts, for share, run and count of a score series.
    package var frameAt: Double?
}

package enum Statistic: String, Sendable, CaseIterable {
    /// The greatest value of the frames.
    case max
    /// The mean over the frames, added in frame order.
    case mean
    /// The part of the frames that count, 0…1.
    case share
    /// The longest unbroken run of frames that count, in frames.
    case run
    /// The number of frames that count.
    case count
}

/// A signal's name, in which `*` stands for any run of characters within one segment.
package struct SignalPattern: Sendable, Equatable {
    package let text: String
    /// Names and patterns of signals that it leaves out (`except`), as the policy writes them.
    package let exceptions: [String]
    package var isExact: Bool { !text.utf8.contains(UInt8(ascii: "*")) }

    package init(_ text: String, except exceptions: [String] = []) {
        self.text = text
        self.exceptions = exceptions
    }
}

extension Policy {
    /// Whether it is `Baseline`, byte for byte.
    package var isBuiltIn: Bool { sha256 == Baseline.sha256 }

    /// The labels of a legal classifier that mean "nothing recognised". By bytes: `String` takes two Unicode forms of a
    /// name for one.
    package func backgroundLabels(of classifier: String) -> Set<Int64> {
        backgroundLabels.first { $0.key.utf8.elementsEqual(classifier.utf8) }?.value ?? []
    }
}
