/// The state of a waiver in a report (CONTRACT section 15).
package enum WaiverStatus: String, Sendable, CaseIterable {
    /// It applies to a finding.
    case used
    /// It applies to a finding, and ends in at most 14 days.
    case expiresSoon = "expires_soon"
    /// It has ended.
    case expired
    /// No listed finding fits.
    case unused
}

/// A row of `waivers.csv` (CONTRACT section 15).
package struct WaiverRow: Sendable, Equatable {
    /// The waiver's ID.
    package var id: String
    /// Its state.
    package var status = WaiverStatus.unused
    /// Its last day, as the file has it.
    package var expires: String
    /// Its first day, if the report is of an earlier one; it then accepts nothing.
    package var begins: String?
    /// The days from the report's date to `expires`; below 0 if it has ended.
    package var daysLeft: Int
    /// Who approved it.
    package var approver = ""
    /// The reason.
    package var reason = ""
    /// The ticket; nil if there is none.
    package var ticket: String?
    /// The IDs of its rules.
    package var rules: [String] = []
    /// Generations with a finding that it waives. Of an expired waiver, those that it would waive.
    package var generations = 0
    /// Findings that it waives, or would waive.
    package var findings = 0
    /// Findings that fit and are above its ceiling.
    package var overCeiling = 0
    /// The greatest value of the findings that fit; nil if none has a number.
    package var maxValue: Double?
    /// Its ceiling; nil if it has none.
    package var ceiling: Double?

    /// Creates the row of a waiver that nothing fits, with empty texts.
    package init(id: String, expires: String, daysLeft: Int) {
        self.id = id
        self.expires = expires
        self.daysLeft = daysLeft
    }
}
