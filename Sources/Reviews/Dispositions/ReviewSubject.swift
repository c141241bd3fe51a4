package import Policies

/// A listed generation as it is today, for its disposition.
package struct ReviewSubject: Sendable, Equatable {
    /// Its ID; nil if it has none that identifies it. It then has no decisions.
    package var identity: String?
    /// The ID of its task.
    package var taskID: String?
    /// Its time of creation, as the report has it.
    package var createdAt: String?
    /// Its user.
    package var userID: String?
    /// Its model.
    package var model: String?
    /// The decision of the policy: `flagged`, `near` or `incomplete`.
    package var decision: Decision
    /// All its findings, flagged and near.
    package var findings: [ReviewedFinding]
    /// The signals that are missing.
    package var missing: [String]

    /// Creates a generation.
    package init(
        identity: String?, createdAt: String?, decision: Decision, findings: [ReviewedFinding],
        missing: [String] = []
    ) {
        self.identity = identity
        self.createdAt = createdAt
        self.decision = decision
        self.findings = findings
        self.missing = missing
    }

    /// The indices of the findings of the decision's band.
    var inBand: [Int] {
        let band: Band
        switch decision {
        case .flagged: band = .flagged
        case .near: band = .near
        case .incomplete, .clear: return []
        }
        return findings.indices.filter { findings[$0].band == band }
    }
}
