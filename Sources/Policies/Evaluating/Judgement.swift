package import Responses

/// The result of a condition or rule for a generation, in ascending order: `any` takes the greatest (CONTRACT
/// section 5).
public enum Band: UInt8, Sendable, Comparable {
    case clear, missing, near, flagged

    /// The band's name in reports and messages.
    package var name: String {
        switch self {
        case .clear: "clear"
        case .missing: "missing"
        case .near: "near"
        case .flagged: "flagged"
        }
    }

    /// Orders bands from `clear` to `flagged`.
    @inlinable
    public static func < (left: Band, right: Band) -> Bool { left.rawValue < right.rawValue }
}

/// The policy's decision about a generation (CONTRACT section 5).
public enum Decision: String, Sendable, CaseIterable {
    case flagged, near, incomplete, clear
}

/// The policy's decision compared with the platform's own view (CONTRACT section 5).
public enum Agreement: String, Sendable, CaseIterable {
    case both, policyOnly = "policy_only", platformOnly = "platform_only", neither
}

/// The policy's result for one generation. It is reused: read it before the next generation is judged.
package struct Judgement {
    /// The policy's decision.
    package internal(set) var decision = Decision.clear
    /// Whether the platform flagged the generation, by its classifiers, filters or moderation (CONTRACT section 5).
    package internal(set) var platformFlagged = false
    /// The decision compared with `platformFlagged`.
    package internal(set) var agreement = Agreement.neither
    /// For each of `Policy.rules`, its band before its `missing` mode applies.
    package internal(set) var ruleBands: [Band] = []
    /// A 64-bit hash of the bands of all rules. Generations with the same bands have the same outcome. For up to 32
    /// rules, different bands give different outcomes; for more, they collide with a probability of 2⁻⁶⁴.
    package internal(set) var outcome: UInt64 = 0
    /// The rules that are flagged or near, in rule order.
    package internal(set) var findings: [Finding] = []
    /// The matched signals of all findings; `Finding.matched` is a range of it.
    package internal(set) var matched: [MatchedSignal] = []
    /// Missing signals that a rule reads: names, or patterns without a match; in rule order, each once.
    package internal(set) var missing: [MissingSignal] = []
    /// The index of the deciding finding in `findings`: among those of the decision's band, the one with the
    /// highest severity, then margin, then rule order (CONTRACT section 5). Nil if the decision is incomplete or
    /// clear.
    package internal(set) var top: Int?

    /// Creates an empty judgement.
    package init() {}

    mutating func clear() {
        decision = .clear
        platformFlagged = false
        agreement = .neither
        ruleBands.removeAll(keepingCapacity: true)
        outcome = 0
        findings.removeAll(keepingCapacity: true)
        matched.removeAll(keepingCapacity: true)
        missing.removeAll(keepingCapacity: true)
        top = nil
    }
}

/// A signal that a rule reads and the generation lacks.
package enum MissingSignal: Sendable, Equatable {
    case signal(SignalID)
    /// A name or pattern of the policy without a match in the generation: an index into `Evaluator.patterns`.
    case pattern(Int)
}

/// A rule that is flagged or near for a generation.
package struct Finding: Sendable {
    /// Index into `Policy.rules`.
    package var rule: Int
    /// `flagged` or `near`.
    package var band: Band
    /// The deciding signal, an index into `Judgement.matched`; nil if the rule flags because a signal is missing.
    package var deciding: Int?
    /// All signals that matched, a range of `Judgement.matched`.
    package var matched: Range<Int>
}

/// A signal that met a condition's test, and its margin.
package struct MatchedSignal: Sendable {
    /// The signal.
    package var signal: SignalID
    /// `flagged` or `near`.
    package var band: Band
    /// The test that it met, an index into `Evaluator.tests`.
    package var test: Int
    /// The measured value.
    package var value: MatchedValue
    /// value − flag_at, computed in decimals: 0.97 − 0.9 is 0.07. Nil for tests without a threshold.
    package var margin: Double?
    /// The frames behind the value of a series; nil for a single value.
    package var frames: MatchedFrames?
}

/// The value of a matched signal, by the kind of its test.
package enum MatchedValue: Sendable {
    case number(Double)
    case boolean(Bool)
    case text(BorrowedText)
}

/// The sampled frames behind the value of a series.
package struct MatchedFrames: Sendable {
    /// The 0-based index of the worst frame: the first with the highest value.
    package var worst: Int
    /// The worst frame's label; nil if it has none.
    package var label: Int64?
    /// The number of sound frames that are true, or at or above `frame_at`. Without `frame_at`, the limit is the
    /// threshold of the band (`flag_at` of a flagged finding, `near_at` of a near one).
    package var hit: Int
    /// The number of sampled frames, defective ones included.
    package var total: Int
}
