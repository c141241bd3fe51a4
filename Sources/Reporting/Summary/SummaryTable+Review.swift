import Policies
import Utilities

extension SummaryTable {
    /// `   31 open, 2 reopened, 53 dismissed`; empty if there is no generation.
    static func dispositions(_ review: Summary.Review, _ decision: Decision) -> String {
        let named = Disposition.allCases.compactMap { disposition -> String? in
            let count = review.count(decision, disposition)
            return count > 0 ? "\(count.grouped) \(disposition.words)" : nil
        }
        return named.isEmpty ? "" : "   " + named.joined(separator: ", ")
    }
}

extension Disposition {
    /// The name in sentences.
    var words: String { self == .needsSecond ? "needs a second reviewer" : rawValue }
}

extension Summary.Review {
    /// The limit of a list with one line per waiver.
    private static let waiversNamed = 20

    /// A line for each waiver that is expired, unused or near its end.
    package var waiverNotes: [String] {
        let named = waiverRows.filter { $0.status != .used }
        let more = named.count - Self.waiversNamed
        return named.prefix(Self.waiversNamed).map(\.note)
            + (more > 0 ? ["and \(more.grouped) more waivers; waivers.csv has all"] : [])
    }
}

extension WaiverRow {
    /// What the terminal says of the waiver.
    fileprivate var note: String {
        let name = "waiver \(id.visible)"
        return switch status {
        case .used: name
        case .expiresSoon:
            "\(name) ends on \(expires): \(daysLeft.counted("day")) left, \(generations.counted("generation"))"
        case .expired: "\(name) ended on \(expires); it would cover \(generations.counted("generation"))"
        case .unused where begins != nil: "\(name) is unused: it begins on \(begins ?? "")"
        case .unused where overCeiling > 0:
            "\(name) is unused: \(overCeiling.counted("finding")) above its ceiling"
        case .unused: "\(name) is unused: no listed generation fits"
        }
    }
}
