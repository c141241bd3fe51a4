import Policies
import Responses
import Utilities

/// A generation about which the policy and the platform disagree, in a line.
struct Disagreement: ShortlistItem {
    static let limit = 50
    /// Of no account beside the cards.
    let byteCount = 0

    let id: String
    let source: String
    /// Ours; `clear` where it is not listed.
    let decision: Decision
    /// Why the side that flagged it did.
    let reason: String
    let prompt: String

    init(_ row: ListedGeneration) {
        id = PageText.short(row.generation.id)
        source = PageText.place(row.place)
        decision = row.judgement.decision
        prompt = PageText.short(row.generation.prompt)
        if row.judgement.platformFlagged {
            reason = row.generation.platformReasons(in: row.records).joined(separator: "; ")
        } else {
            reason = row.top.map { FindingWords($0, of: row, shown: PageText.short).text } ?? ""
        }
    }

    /// Of one that is clear to us.
    init(_ generation: GenerationRecord, of records: ResponseRecords, place: TextPlace) {
        id = PageText.short(generation.id)
        source = PageText.place(place)
        decision = .clear
        prompt = PageText.short(generation.prompt)
        reason = generation.platformReasons(in: records).joined(separator: "; ")
    }
}

extension GenerationRecord {
    /// What makes it flagged by the platform (CONTRACT section 5), in words; none where it is not.
    func platformReasons(in records: ResponseRecords) -> [String] {
        var reasons: [String] = []
        if outputIsFlagged == true { reasons.append("output flagged") }
        if moderation.isOutputRejection == true { reasons.append("output rejected") }
        if let type = moderation.type, type != "passed" {
            reasons.append("moderation “\(PageText.short(type))”")
        }
        for filter in records.filters[filters].prefix(Self.reasonsShown) {
            guard let type = filter.type, type != "passed" else { continue }
            reasons.append("\(PageText.short(filter.filter)) “\(PageText.short(type))”")
        }
        for series in records.legalSeries[legalSeries].prefix(Self.reasonsShown) {
            let count = records.frames[series.frames].count { $0.verdict == true }
            if count > 0 {
                reasons.append("\(PageText.short(series.classifier)) verdict in \(count.counted("frame"))")
            }
        }
        return reasons
    }

    /// Of each sort.
    private static var reasonsShown: Int { 6 }
}
