/// What became of a listed generation by reviewers and waivers (CONTRACT section 15). It never changes the decision.
package enum Disposition: String, Sendable, CaseIterable {
    /// No decision counts.
    case open
    /// Every finding is accepted by a waiver, or by a dismissal that stands.
    case waived
    /// Every reviewer abstains.
    case unsure
    /// Another person decides.
    case escalated
    /// Reviewers disagree.
    case conflict
    /// The generation violates the rules.
    case confirmed
    /// Fewer reviewers dismissed the generation than its severity needs.
    case needsSecond = "needs_second"
    /// The generation does not violate the rules.
    case dismissed
    /// An earlier decision or waiver does not hold any more.
    case reopened

    /// Whether somebody has to act.
    package var needsAction: Bool {
        switch self {
        case .open, .unsure, .needsSecond, .conflict, .reopened: true
        case .waived, .escalated, .confirmed, .dismissed: false
        }
    }
}

/// Why a disposition is `reopened`, in the order of reports.
package enum ReopenReason: String, Sendable, CaseIterable, Comparable {
    /// A dismissal or escalation is too old.
    case expired
    /// A rule that the decision did not see is flagged or near.
    case newRule = "new_rule"
    /// A rule has another meaning.
    case meaning
    /// A rule has a higher severity.
    case severity
    /// A value is higher.
    case score
    /// The deciding label, signal or text is another one.
    case label
    /// Another signal is missing.
    case missing
    /// Only an expired waiver fits.
    case waiverExpired = "waiver_expired"
    /// Only a waiver with a lower ceiling fits.
    case waiverCeiling = "waiver_ceiling"

    /// Orders reasons as reports do.
    package static func < (left: ReopenReason, right: ReopenReason) -> Bool { left.order < right.order }

    private var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
