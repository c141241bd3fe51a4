/// A policy: the rules that decide which generations are flagged or near a threshold (CONTRACT section 4).
///
/// A value of this type is sound: `PolicyFile` has checked everything the contract asks for.
public struct Policy: Sendable, Equatable {
    public var name: String
    public var version: String
    /// `near_at` = `near` × `flag_at` where a rule gives none, 0…1.
    public var near: Double
    public var missing: MissingMode
    /// Labels that mean "nothing recognised", by legal classifier.
    public var backgroundLabels: [String: Set<Int64>]
    public var rules: [Rule]
    /// SHA-256 of the policy's bytes, in lower-case hexadecimal.
    public var sha256: String
}

/// What a rule that ends in missing does to its generation.
public enum MissingMode: String, Sendable, CaseIterable {
    case incomplete, ignore, flag
}

public enum Severity: String, Sendable, CaseIterable, Comparable {
    case low, medium, high, critical

    public static func < (left: Severity, right: Severity) -> Bool {
        left.rank < right.rank
    }

    /// 0 (low) to 3 (critical).
    public var rank: Int {
        switch self {
        case .low: 0
        case .medium: 1
        case .high: 2
        case .critical: 3
        }
    }
}

public struct Rule: Sendable, Equatable {
    public var id: String
    public var severity: Severity
    public var why: String
    public var missing: MissingMode
    public var condition: Condition
}

public indirect enum Condition: Sendable, Equatable {
    case all([Condition])
    case any([Condition])
    /// One test of one or more signals; several are an `any`.
    case test([SignalPattern], Test)
}

public enum Test: Sendable, Equatable {
    case threshold(Threshold)
    case `is`(Bool)
    case isIn([String])
    case notIn([String])
}

/// A numeric test. Inclusive: value ≥ `flagAt` is flagged, `nearAt` ≤ value < `flagAt` is near.
public struct Threshold: Sendable, Equatable {
    /// How a series becomes one value; numbers are taken as they are.
    public var statistic: Statistic
    public var flagAt: Double
    public var nearAt: Double
    /// The value from which on a frame counts, for share, run and count of a score series.
    public var frameAt: Double?
}

public enum Statistic: String, Sendable, CaseIterable {
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
public struct SignalPattern: Sendable, Equatable {
    public let text: String
    public var isExact: Bool { !text.utf8.contains(UInt8(ascii: "*")) }

    public init(_ text: String) { self.text = text }
}

extension Policy {
    /// Whether it is `Baseline`, byte for byte.
    public var isBuiltIn: Bool { sha256 == Baseline.sha256 }

    /// The labels of a legal classifier that mean "nothing recognised". By bytes: `String` takes two Unicode forms of a
    /// name for one.
    public func backgroundLabels(of classifier: String) -> Set<Int64> {
        backgroundLabels.first { $0.key.utf8.elementsEqual(classifier.utf8) }?.value ?? []
    }
}
