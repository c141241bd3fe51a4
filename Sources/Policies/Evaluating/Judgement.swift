package import Responses

/// What a condition or rule says of a generation. The order is that of `any`: the greatest one wins.
package enum Band: UInt8, Sendable, Comparable {
    case clear, missing, near, flagged

    /// The word for it.
    package var name: String {
        switch self {
        case .clear: "clear"
        case .missing: "missing"
        case .near: "near"
        case .flagged: "flagged"
        }
    }

    @inlinable
    package static func < (left: Band, right: Band) -> Bool { left.rawValue < right.rawValue }
}

/// CONTRACT section 5.
package enum Decision: String, Sendable, CaseIterable {
    case flagged, near, incomplete, clear
}

/// Ours against the platform's own view (CONTRACT section 5).
package enum Agreement: String, Sendable, CaseIterable {
    case both, policyOnly = "policy_only", platformOnly = "platform_only", neither
}

/// What the policy says of one generation. Reused from generation to generation: read it before the next is judged.
package struct Judgement {
    package internal(set) var decision = Decision.clear
    /// The platform's own view: flagged by its classifiers, filters or moderation.
    package internal(set) var platformFlagged = false
    package internal(set) var agreement = Agreement.neither
    /// By `Policy.rules`: each rule's band before its `missing` mode turns missing into something else.
    package internal(set) var ruleBands: [Band] = []
    /// The bands of all rules in 64 bits: two generations that a policy brings to the same bands have the same outcome.
    /// Of at most 32 rules two outcomes differ wherever a band does; of more, but for one chance in 2⁶⁴.
    package internal(set) var outcome: UInt64 = 0
    /// Rules that flagged or are near, in rule order.
    package internal(set) var findings: [Finding] = []
    /// The matched signals of all findings; `Finding.matched` points in here.
    package internal(set) var matched: [MatchedSignal] = []
    /// Signals that a rule looked for and that were missing: names, or the pattern that matched nothing; in rule
    /// order, each once.
    package internal(set) var missing: [MissingSignal] = []
    /// The deciding finding, as an index into `findings`: of those in the decision's own band, the one with the highest
    /// severity, then margin, then rule order (CONTRACT section 5). nil where the decision is incomplete or clear.
    package internal(set) var top: Int?

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

package enum MissingSignal: Sendable, Equatable {
    case signal(SignalID)
    /// A name or pattern of the policy that the generation has nothing for: index into `Evaluator.patterns`.
    case pattern(Int)
}

/// A rule that flagged a generation or came near it.
package struct Finding: Sendable {
    /// Index into `Policy.rules`.
    package var rule: Int
    /// `flagged` or `near`.
    package var band: Band
    /// The signal that decided, as an index into `Judgement.matched`; nil where the rule flags because
    /// something is missing.
    package var deciding: Int?
    /// All signals that matched, into `Judgement.matched`.
    package var matched: Range<Int>
}

/// A signal that met a condition's test, and by how much.
package struct MatchedSignal: Sendable {
    package var signal: SignalID
    /// `flagged` or `near`.
    package var band: Band
    /// Index into `Evaluator.tests`: the test it met.
    package var test: Int
    package var value: MatchedValue
    /// value − flag_at, computed in decimals: 0.97 − 0.9 is 0.07; nil for tests without a threshold.
    package var margin: Double?
    package var frames: MatchedFrames?
}

package enum MatchedValue: Sendable {
    case number(Double)
    case boolean(Bool)
    case text(BorrowedText)
}

/// Which sampled frames of a series made the value.
package struct MatchedFrames: Sendable {
    /// 0-based index of the worst frame: the highest value, the first of equals.
    package var worst: Int
    /// The worst frame's label; nil where it has none.
    package var label: Int64?
    /// Sound frames that are true, or at or above `frame_at`; where the rule has no `frame_at`, at or above the
    /// threshold of the band (`flag_at` of a flagged finding, `near_at` of a near one).
    package var hit: Int
    /// Sampled frames, defective ones included.
    package var total: Int
}
