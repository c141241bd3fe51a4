import Reviews
import Utilities

/// The text of `review status`.
enum StatusReport {
    /// Conflicts that are named.
    private static let namedConflicts = 10

    static func text(_ status: LedgerStatus, asOf moment: UTCTime) -> String {
        var lines = [
            "decisions   \((status.lines - status.labels).grouped) on \(status.generations.counted("generation"))"
        ]
        if status.labels > 0 {
            lines.append(
                "labels      \(status.labels.grouped) on \(status.questions.counted("question")), "
                    + "\(status.questionsInConflict.grouped) with different answers")
        }
        for (name, decisions) in status.reviewers {
            let counts = ReviewDecision.allCases.compactMap { decision in
                decisions[decision].map { "\($0.grouped) \(decision.rawValue)" }
            }
            lines.append("  \(name): \(counts.joined(separator: ", "))")
        }
        lines.append("conflicts   \(status.conflicts.count.grouped)")
        lines += status.conflicts.prefix(namedConflicts).map { "  \($0.visible)" }
        if status.conflicts.count > namedConflicts {
            lines.append("  and \((status.conflicts.count - namedConflicts).grouped) more")
        }
        var escalations = "escalated   \(status.escalations.count.grouped)"
        if let oldest = status.escalations.first {
            escalations += ", the oldest \(age(of: oldest, at: moment))"
        }
        lines.append(escalations)
        lines += status.pairs.map { pair in
            "agreement   \(pair.reviewers.joined(separator: " and ")): \(percent(pair.agreed, of: pair.both)) % of "
                + "\(pair.both.grouped)"
        }
        return lines.map { $0 + "\n" }.joined()
    }

    private static func age(of time: UTCTime, at moment: UTCTime) -> String {
        let hours = max(0, moment.seconds - time.seconds) / 3600
        switch hours {
        case ..<1: return "less than an hour"
        case 1: return "1 hour"
        case ..<48: return "\(hours) hours"
        default: return "\(hours / 24) days"
        }
    }

    /// A share in percent, rounded to the nearest tenth.
    private static func percent(_ count: Int, of all: Int) -> String {
        let tenths = (2000 * count + all) / (2 * all)
        return "\(tenths / 10).\(tenths % 10)"
    }
}
