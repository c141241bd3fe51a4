/// The groups of one rule's generations that a sample draws from. Each audited generation is in one of
/// them.
package enum Stratum: String, CaseIterable, Sendable {
    case flagged, near, incomplete
    /// Clear, with a value of at least half of `near_at`.
    case clearUpper = "clear_upper"
    /// Clear, with a value above 0.
    case clearLower = "clear_lower"
    /// Clear, with a value of 0 or less.
    case clearZero = "clear_zero"
    /// Clear, of a rule that is not one numeric test.
    case clear
}
