/// Why a row is rejected (CONTRACT section 15).
package enum RejectionReason: String, Sendable, CaseIterable {
    /// No row of the report has the key or the id.
    case unknownKey = "unknown_key"
    /// The report has the id, in another state.
    case stale
    /// Key and id belong to different generations.
    case mismatch
    /// The word is no decision.
    case unknownDecision = "unknown_decision"
    /// There is a note and no decision.
    case decisionMissing = "decision_missing"
    /// One command decides a key twice, differently.
    case contradiction
    /// A critical finding is dismissed without a note.
    case noteMissing = "note_missing"
}

/// The reasons why a row is rejected, each with what to do.
struct Rejection: Sendable, Equatable {
    private(set) var reasons: [RejectionReason]
    private(set) var hints: [String]

    init(_ reason: RejectionReason, _ hint: String) {
        reasons = [reason]
        hints = [hint]
    }

    func adding(_ other: Rejection?) -> Rejection {
        guard let other else { return self }
        var sum = self
        sum.reasons += other.reasons
        sum.hints += other.hints
        return sum
    }
}
