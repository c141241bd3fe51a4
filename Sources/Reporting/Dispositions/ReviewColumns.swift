/// The columns of a listed generation that come from reviews and waivers (CONTRACT section 15).
package struct ReviewColumns: Sendable, Equatable {
    /// `disposition`.
    package var disposition: Disposition
    /// `reopened_because`: the reasons, in the order of `ReopenReason`; empty unless it is reopened.
    package var reopenedBecause: [ReopenReason]
    /// `disposition_by`: the reviewers, or the waiver's ID.
    package var by: [String]
    /// `disposition_since`, in RFC 3339; nil without a decision.
    package var since: String?
    /// `disposition_until`, in RFC 3339; nil if it does not end.
    package var until: String?
    /// The decisions that count, in the order of the ledger.
    package var reviews: [Review]
    /// The ID of the waiver of each finding, in the order of the findings; nil for a finding that none applies to. May be
    /// empty if no waiver applies.
    package var waivers: [String?]

    /// Creates the columns. The default is a generation without a decision.
    package init(
        _ disposition: Disposition = .open, because reasons: [ReopenReason] = [], by: [String] = []
    ) {
        self.disposition = disposition
        reopenedBecause = reasons
        self.by = by
        reviews = []
        waivers = []
    }

    /// A decision that counts, as `reviews` in `generations.json` has it.
    package struct Review: Sendable, Equatable {
        /// The number of the ledger's line, from 1.
        package var sequence: Int
        /// The reviewer's name.
        package var reviewer: String
        /// The decision.
        package var decision: String
        /// When it was recorded, in RFC 3339.
        package var recordedAt: String
        /// The reviewer's note; nil if there is none.
        package var note: String?

        /// Creates a decision.
        package init(
            sequence: Int, reviewer: String, decision: String, recordedAt: String, note: String? = nil
        ) {
            self.sequence = sequence
            self.reviewer = reviewer
            self.decision = decision
            self.recordedAt = recordedAt
            self.note = note
        }
    }
}
