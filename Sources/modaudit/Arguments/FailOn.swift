import ArgumentParser
import Policies
import Reporting

/// The condition of `--fail-on` (CONTRACT section 8).
enum FailOn: String, ExpressibleByArgument, CaseIterable {
    case flagged, near, new, critical, high, medium, low

    /// Whether a generation of the run meets it. For `new`, that is a flagged one that is new, worse or reopened. With a ledger
    /// or waivers, only generations that need action count.
    func isMet(by summary: Summary) -> Bool {
        switch self {
        case .flagged: Self.count(.flagged, summary) > 0
        case .near: Self.count(.flagged, summary) + Self.count(.near, summary) > 0
        case .new: summary.changes?.isFailing ?? false
        case .critical: isMet(by: summary, .critical)
        case .high: isMet(by: summary, .high)
        case .medium: isMet(by: summary, .medium)
        case .low: isMet(by: summary, .low)
        }
    }

    /// Whether a flagged generation has at least this severity.
    private func isMet(by summary: Summary, _ least: Severity) -> Bool {
        let flagged = summary.review?.flaggedOpen ?? summary.counts.bySeverity.flagged
        return flagged.contains { $0.key >= least && $0.value > 0 }
    }

    private static func count(_ decision: Decision, _ summary: Summary) -> Int {
        summary.review?.open(decision)
            ?? (decision == .flagged ? summary.counts.flagged : summary.counts.near)
    }
}
