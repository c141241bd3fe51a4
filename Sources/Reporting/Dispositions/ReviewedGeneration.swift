package import Policies
package import Responses

/// A listed generation as reviews and waivers see it (CONTRACT section 15), read from its object in `generations.json`.
/// Its texts are valid only during the call that receives it.
package struct ReviewedGeneration {
    /// The policy's decision.
    package var decision: Decision
    /// The ID if it identifies the generation (CONTRACT section 13); else nil.
    package var identity: BorrowedText?
    /// The ID, also a long one that is cut.
    package var generationID: BorrowedText?
    /// The ID of its task.
    package var taskID: BorrowedText?
    /// When it was created, as the report has it.
    package var createdAt: BorrowedText?
    /// The user of its task.
    package var userID: BorrowedText?
    /// The model that made it.
    package var model: BorrowedText?
    /// `signals_sha256`.
    package var signalsSHA256: BorrowedText?
    /// `review_key`; nil without an identity.
    package var reviewKey: BorrowedText?
    /// Flagged and near findings, in rule order. Those of a brief row (CONTRACT section 6) have no value, signal and label.
    package var findings: [Finding]
    /// `missing_signals`.
    package var missingSignals: [BorrowedText]
    /// Whether its row is brief.
    package var isBrief: Bool

    /// A finding of the generation.
    package struct Finding {
        /// The index of its rule in the policy.
        package var rule: Int
        /// Flagged or near.
        package var band: Band
        /// The value that decided; nil if the rule flags because a signal is missing.
        package var value: MatchedValue?
        /// The signal that decided.
        package var signal: BorrowedText?
        /// The label of the worst frame; nil if there is none.
        package var label: Int64?
    }

    /// Whether a finding belongs to the decision's band.
    package func decides(_ finding: Finding) -> Bool { finding.band.name == decision.rawValue }
}

/// Finds the dispositions of a report's generations. A report asks for each listed generation once, in the order of its
/// rows, and for the waivers afterwards.
package protocol DispositionSource: Sendable {
    /// The ledger and the waivers, for the summary.
    var sources: Summary.Review.Sources { get }

    /// The columns of the next generation.
    /// - Throws: An error if the ledger cannot be read.
    mutating func columns(of generation: ReviewedGeneration) throws(ReportError) -> ReviewColumns

    /// The rows of `waivers.csv`, in the order of the file, after the last generation; empty without waivers.
    func waiverRows() -> [WaiverRow]

    /// Whether the decisions and notes of an edited file of a report are in the ledger.
    /// - Parameters:
    ///   - sheet: The name of the file.
    ///   - report: The path of the report.
    ///   - sha256: The SHA-256 of the file, in 64 lower-case hexadecimal digits.
    func hasImported(_ sheet: String, of report: String, sha256: String) throws(ReportError) -> Bool
}
