/// What reviews and waivers make of a listed generation (CONTRACT section 15). It never changes the decision.
package enum Disposition: String, Sendable, CaseIterable {
    /// No decision counts, and no waiver applies.
    case open
    /// Every decision that counts abstains.
    case unsure
    /// It is dismissed, by fewer reviewers than the policy needs.
    case needsSecond = "needs_second"
    /// Reviewers disagree.
    case conflict
    /// A decision or a waiver does not cover what the report lists now.
    case reopened
    /// Another person decides.
    case escalated
    /// It violates the rules.
    case confirmed
    /// It does not violate the rules.
    case dismissed
    /// Waivers accept its findings.
    case waived

    /// Whether a reviewer is needed. Only these generations meet the condition of `--fail-on`.
    package var needsAction: Bool {
        switch self {
        case .open, .unsure, .needsSecond, .conflict, .reopened: true
        case .escalated, .confirmed, .dismissed, .waived: false
        }
    }
}

/// Why a generation is reopened, in the order in which reports list the reasons (CONTRACT section 15).
package enum ReopenReason: String, Sendable, CaseIterable, Comparable {
    /// The decision holds no longer.
    case expired
    /// A rule has a finding that too few decisions cover.
    case newRule = "new_rule"
    /// A rule asks something else.
    case meaning
    /// A rule has a higher severity.
    case severity
    /// A value is higher than the reviewed one, by more than the policy allows.
    case score
    /// The label, signal or text that decided is another.
    case label
    /// Another signal is missing.
    case missing
    /// Only waivers that have ended fit.
    case waiverExpired = "waiver_expired"
    /// A waiver fits, and the value is above its ceiling.
    case waiverCeiling = "waiver_ceiling"

    /// Orders reasons as reports do.
    package static func < (left: ReopenReason, right: ReopenReason) -> Bool { left.order < right.order }

    private var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
