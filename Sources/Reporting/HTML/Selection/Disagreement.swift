import Policies
import Responses
import Utilities

/// A generation on which the policy and the platform disagree, as one line.
struct Disagreement: ShortlistItem {
    static let limit = 50
    /// Its size is negligible beside the cards.
    let byteCount = 0

    let id: String
    let source: String
    /// The policy's decision; `clear` if the generation is not listed.
    let decision: Decision
    /// The reasons of the side that flagged it.
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

    /// A disagreement of another run.
    init(id: String, source: String, decision: Decision, reason: String, prompt: String) {
        self.id = id
        self.source = source
        self.decision = decision
        self.reason = reason
        self.prompt = prompt
    }

    /// A disagreement for a generation that is clear under the policy.
    init(_ generation: GenerationRecord, of records: ResponseRecords, place: TextPlace) {
        id = PageText.short(generation.id)
        source = PageText.place(place)
        decision = .clear
        prompt = PageText.short(generation.prompt)
        reason = generation.platformReasons(in: records).joined(separator: "; ")
    }
}

extension GenerationRecord {
    /// Why the platform flagged it (CONTRACT section 5), in words; empty if it did not.
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

    /// The maximum number of each sort.
    private static var reasonsShown: Int { 6 }
}
