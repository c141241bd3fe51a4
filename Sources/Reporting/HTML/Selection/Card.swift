import Policies
import Responses
import Utilities

/// A listed generation as the HTML report shows it; its texts are cut and made readable.
struct Card {
    let decision: Decision
    /// The deciding finding; nil if there is none.
    let top: CardFinding?
    /// The margin of `top` as a share of the threshold.
    let relativeMargin: Double?
    /// For an incomplete generation: `ip-likeness: legal.ip.score is missing`.
    let lacking: String
    /// The near finding with a higher severity than `top`; nil if there is none.
    let nearAbove: CardFinding?
    /// The ID; empty if there is no valid one.
    let id: String
    /// Its address in the organisation's own console.
    let link: String?
    let revision: Int?
    let task: String
    let user: String
    let model: String
    let created: String
    let source: String
    let title: String
    let prompt: String
    let platform: [String]
    let findings: [CardFinding]
    /// The number of findings beyond those.
    let moreFindings: Int
    /// The rules with a finding, for the filter, each with its margin as a share of the threshold.
    let rules: [(id: String, relativeMargin: Double?)]
    let missing: [String]
    let moreMissing: Int
    let defects: [String]
    let moreDefects: Int
    let strips: [FrameStrip]

    /// The maximum length of each list; the rest are counted.
    static let findingsShown = 8
    static let rulesNamed = 32
    static let missingShown = 12
    static let defectsShown = 6
    static let stripsShown = 6

    init(_ row: ListedGeneration) {
        let generation = row.generation, judgement = row.judgement
        decision = judgement.decision
        let deciding = row.top, near = row.greatestNear
        top = deciding.map { CardFinding($0, of: row) }
        relativeMargin = deciding?.relativeMargin
        lacking =
            deciding == nil
            ? row.lacking.map { "\(PageText.short($0.rule.id)): \(PageText.short($0.signal)) is missing" } ?? ""
            : ""
        let isAbove = near.map { $0.rule.severity > deciding?.rule.severity ?? .low } ?? false
        nearAbove = isAbove ? near.map { CardFinding($0, of: row) } : nil
        id = PageText.short(generation.id)
        link = row.link
        revision = row.revision
        task = PageText.short(generation.taskID)
        user = PageText.short(generation.userID)
        model = PageText.short(generation.model)
        created = PageText.moment(generation.createdAt)
        source = PageText.place(row.place)
        title = PageText.short(generation.title)
        prompt = PageText.long(generation.prompt)
        platform = row.generation.platformReasons(in: row.records)
        findings = judgement.findings.prefix(Self.findingsShown).map { CardFinding(row.finding($0), of: row) }
        moreFindings = judgement.findings.count - findings.count
        rules = judgement.findings.prefix(Self.rulesNamed).map {
            let finding = row.finding($0)
            return (PageText.short(finding.rule.id), finding.relativeMargin)
        }
        missing = judgement.missing.prefix(Self.missingShown).map { PageText.short(row.name(of: $0)) }
        moreMissing = judgement.missing.count - missing.count
        let defects = row.records.defects[generation.defects]
        self.defects = defects.prefix(Self.defectsShown).map {
            "\(PageText.short($0.reason)) (\(PageText.ends($0.pointer)))"
        }
        moreDefects = defects.count - self.defects.count
        strips = row.records.legalSeries[generation.legalSeries].prefix(Self.stripsShown).map {
            FrameStrip($0, row.records.frames, row.policy)
        }
    }
}

/// A finding of a card.
struct CardFinding {
    let words: FindingWords
    let severity: Severity
    let isNear: Bool
    /// `worst in frame 7 (label 12), 3 of 20 frames hit`; empty for a single value.
    let frames: String

    init(_ finding: ListedFinding, of row: ListedGeneration) {
        words = FindingWords(finding, of: row, shown: PageText.short)
        severity = finding.rule.severity
        isNear = finding.finding.band == .near
        frames = finding.deciding?.matched.frames.map(Self.text) ?? ""
    }

    private static func text(of frames: MatchedFrames) -> String {
        let label = frames.label.map { " (label \($0))" } ?? ""
        return
            "worst in frame \(frames.worst)\(label), \(frames.hit.grouped) of \(frames.total.counted("frame")) hit"
    }
}
