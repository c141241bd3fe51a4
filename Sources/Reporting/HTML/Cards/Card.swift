import Policies
import Responses

/// A listed generation as the HTML report shows it.
struct Card {
    let row: ListedGeneration
    /// The findings, at most `rulesNamed`.
    let findings: [CardFinding]
    /// The deciding finding; nil if there is none.
    let top: CardFinding?
    /// The near finding with a higher severity than `top`; nil if there is none.
    let nearAbove: CardFinding?
    /// The place of its text in the input.
    let source: String

    /// The maximum length of each list; the rest are counted. All findings are named for the filter, up to `rulesNamed`.
    static let findingsShown = 8
    static let rulesNamed = 32
    static let missingShown = 12
    static let defectsShown = 6
    static let stripsShown = 6

    init(_ row: ListedGeneration) {
        self.row = row
        let all = row.judgement.findings
        let findings = all.prefix(Self.rulesNamed).map { CardFinding(row.finding($0), of: row) }
        let top = row.judgement.top.map {
            $0 < findings.count ? findings[$0] : CardFinding(row.finding(all[$0]), of: row)
        }
        let severity = top?.severity ?? .low
        nearAbove = row.greatestNear.flatMap {
            $0.rule.severity > severity ? CardFinding($0, of: row) : nil
        }
        self.findings = findings
        self.top = top
        source = PageText.place(row.place)
    }
}

/// A finding of a card.
struct CardFinding {
    let words: FindingWords
    let severity: Severity
    let isNear: Bool
    /// The margin as a share of the threshold.
    let relativeMargin: Double?
    /// The frames behind the value; nil for a single value.
    let frames: MatchedFrames?

    init(_ finding: ListedFinding, of row: ListedGeneration) {
        words = FindingWords(finding, of: row, shown: PageText.short)
        severity = finding.rule.severity
        isNear = finding.finding.band == .near
        relativeMargin = finding.relativeMargin
        frames = finding.deciding?.matched.frames
    }
}
