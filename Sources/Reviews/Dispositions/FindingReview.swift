import Policies
import Reporting

/// A finding of today, compared with the lines that decided about the generation.
struct FindingReview {
    /// Why the decision does not hold for the finding any more.
    let reasons: [ReopenReason]

    /// - Parameters:
    ///   - lines: The lines of the disposition, in the order of the ledger.
    ///   - needed: The number of lines that have to cover the finding.
    ///   - rise: How far a value may rise.
    init(
        _ finding: ReviewedFinding, _ lines: [LedgerLine], of disposition: Disposition, needed: Int,
        rise: Double
    ) {
        let covering = lines.compactMap { line in line.findings.first { $0.ruleID == finding.ruleID } }
        var reasons: [ReopenReason] = []
        if covering.count < needed {
            reasons.append(.newRule)
        } else if disposition == .dismissed,
            covering.count(where: { $0.meaningSHA256 == finding.meaningSHA256 }) < needed
        {
            reasons.append(.meaning)
        }
        if let latest = covering.last {
            if finding.severity > latest.severity { reasons.append(.severity) }
            if disposition == .dismissed {
                if finding.isHigher(than: latest, by: rise) { reasons.append(.score) }
                if finding.isOther(than: latest) { reasons.append(.label) }
            }
        }
        self.reasons = reasons
    }
}

extension ReviewedFinding {
    /// Whether the value exceeds the earlier one by more than `rise`, in decimals.
    fileprivate func isHigher(than earlier: ReviewedFinding, by rise: Double) -> Bool {
        guard case .number(let now) = value, case .number(let before) = earlier.value else { return false }
        return now.minusInDecimals(before) > rise
    }

    /// Whether the deciding label, signal or text is another one. A number is no text.
    fileprivate func isOther(than earlier: ReviewedFinding) -> Bool {
        if signal != earlier.signal || label != earlier.label { return true }
        if case .number = value, case .number = earlier.value { return false }
        return value != earlier.value
    }
}
