package import Reporting
package import Utilities

/// The disposition of a generation, with what it rests on (CONTRACT section 15).
package struct ReviewOutcome: Sendable, Equatable {
    /// The disposition.
    package var disposition: Disposition
    /// All reasons, in the order of `ReopenReason`; empty unless the disposition is `reopened`.
    package var reopenedBecause: [ReopenReason]
    /// The lines that count, in the order of the ledger.
    package var lines: [LedgerLine]
    /// The reviewers of the lines that decide, or the waivers; each once.
    package var by: [String]
    /// The time of the latest of these lines, or the date of the latest of these waivers. Of a reopened generation, that of
    /// the decision that does not hold any more.
    package var since: UTCTime?
    /// The time at which the disposition ends by itself; nil if it does not.
    package var until: UTCTime?
    /// For each finding of the subject, the waiver that accepts it.
    package var waivers: [String?]
    /// For each finding of the subject, the waivers that name its rule, match the generation and have begun.
    package var fits: [[WaiverFit]]
}
