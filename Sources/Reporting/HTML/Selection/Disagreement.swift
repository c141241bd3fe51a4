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
            reason = row.generation.platformReasons(in: row.records)
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
        reason = generation.platformReasons(in: records)
    }
}

extension GenerationRecord {
    /// Why the platform flagged it (CONTRACT section 5), in words; empty if it did not.
    fileprivate func platformReasons(in records: ResponseRecords) -> String {
        String(writing: { writePlatformReasons(in: records, to: &$0, between: "; ") })
    }

    /// Appends why the platform flagged it; nothing if it did not.
    func writePlatformReasons(
        in records: ResponseRecords, to line: inout OutputBuffer, between separator: StaticString
    ) {
        let start = line.count
        if outputIsFlagged == true { line.append("output flagged") }
        if moderation.isOutputRejection == true {
            line.append(separator, after: start)
            line.append("output rejected")
        }
        if let type = moderation.type, type != "passed" {
            line.append(separator, after: start)
            line.append("moderation ")
            line.append(quoted: type)
        }
        for filter in records.filters[filters].prefix(Self.reasonsShown) {
            guard let type = filter.type, type != "passed" else { continue }
            line.append(separator, after: start)
            line.append(short: filter.filter)
            line.append(.space)
            line.append(quoted: type)
        }
        for series in records.legalSeries[legalSeries].prefix(Self.reasonsShown) {
            let count = records.frames[series.frames].count { $0.verdict == true }
            if count == 0 { continue }
            line.append(separator, after: start)
            line.append(short: series.classifier)
            line.append(" verdict in ")
            line.append(count, "frame")
        }
    }

    /// The maximum number of each sort.
    private static var reasonsShown: Int { 6 }
}

extension OutputBuffer {
    /// Appends a separator unless the list that begins at `start` is empty.
    fileprivate mutating func append(_ separator: StaticString, after start: Int) {
        if count > start { append(separator) }
    }

    fileprivate mutating func append(quoted text: BorrowedText) {
        append("“")
        append(short: text)
        append("”")
    }
}
