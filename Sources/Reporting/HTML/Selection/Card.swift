import Policies
import Responses

/// A listed generation as the page shows it: texts cut, and fit to be read by people. A class, because ranking thousands
/// of them moves them about.
final class Card: Sendable {
    struct Finding: Sendable {
        let rule: String
        let severity: String
        let band: String
        /// `legal.ip.score 0.98 ≥ 0.9`
        let reading: String
        /// `+0.08`; empty without a threshold.
        let margin: String
        /// `highest of 20 frames, in frame 7 (label 12); 3 frames hit`; empty of a single value.
        let frames: String
    }

    let decision: Decision
    /// What it is listed for; nil without a finding.
    let lead: Finding?
    /// The near finding of a higher severity than `lead`, where there is one.
    let nearAbove: Finding?
    let id: String
    let task: String
    let user: String
    let model: String
    let created: String
    let source: String
    let title: String
    let prompt: String
    let agreement: Agreement
    let platform: [String]
    let margin: Double?
    let findings: [Finding]
    /// How many findings there are beyond those.
    let moreFindings: Int
    let missing: [String]
    let moreMissing: Int
    let defects: [String]
    let moreDefects: Int
    let strips: [FrameStrip]

    /// Of each list: what goes beyond is counted.
    static let findingsShown = 8
    static let missingShown = 12
    static let defectsShown = 6
    static let stripsShown = 6

    init(_ row: ListedGeneration) {
        let generation = row.generation, judgement = row.judgement
        decision = judgement.decision
        let lead = row.top, near = row.greatestNear
        self.lead = lead.map(Finding.init)
        let isAbove = near.map { near in lead.map { near.rule.severity > $0.rule.severity } ?? true } ?? false
        nearAbove = isAbove ? near.map(Finding.init) : nil
        margin = lead?.deciding?.matched.margin
        id = PageText.short(generation.id)
        task = PageText.short(generation.taskID)
        user = PageText.short(generation.userID)
        model = PageText.short(generation.model)
        created = PageText.moment(generation.createdAt)
        source = PageText.place(row.place)
        title = PageText.short(generation.title)
        prompt = PageText.long(generation.prompt)
        agreement = judgement.agreement
        platform = row.generation.platformReasons(in: row.records)
        findings = judgement.findings.prefix(Card.findingsShown).map { Finding(row.finding($0)) }
        moreFindings = judgement.findings.count - findings.count
        missing = judgement.missing.prefix(Card.missingShown).map { PageText.short(row.name(of: $0)) }
        moreMissing = judgement.missing.count - missing.count
        let defects = row.records.defects[generation.defects]
        self.defects = defects.prefix(Card.defectsShown).map {
            "\(PageText.short($0.reason)) (\(PageText.ends($0.pointer)))"
        }
        moreDefects = defects.count - self.defects.count
        strips = row.records.legalSeries[generation.legalSeries].prefix(Card.stripsShown).map {
            FrameStrip($0, row.records.frames, row.policy)
        }
    }
}

extension Card.Finding {
    init(_ finding: ListedFinding) {
        rule = PageText.short(finding.rule.id)
        severity = finding.rule.severity.rawValue
        band = finding.finding.band.name
        guard let match = finding.deciding else {
            reading = "something is missing, and the rule flags that"
            margin = ""
            frames = ""
            return
        }
        reading = match.reading
        margin = match.matched.margin.map(PageText.margin) ?? ""
        frames = match.matched.frames.map { Self.text(of: $0, match.statistic) } ?? ""
    }

    private static func text(of frames: MatchedFrames, _ statistic: String?) -> String {
        let label = frames.label.map { " (label \($0))" } ?? ""
        return "\(statistic ?? "any") of \(frames.total) frames, worst in frame \(frames.worst)\(label), "
            + "\(frames.hit) hit"
    }
}

extension ListedMatch {
    /// Value and test, as a person reads them: `legal.ip.score 0.98 ≥ 0.9`.
    var reading: String {
        let value =
            switch matched.value {
            case .number(let number): PageText.number(number)
            case .boolean(let boolean): boolean ? "true" : "false"
            case .text(let text): "“\(PageText.short(text))”"
            }
        // Without it, a share or a number of frames would pass for a score.
        let statistic = self.statistic.map { $0 == Statistic.max.rawValue ? "" : "\($0) of " } ?? ""
        let name = statistic + PageText.short(signal)
        let list = { (texts: [String]) in PageText.short(texts.prefix(4).joined(separator: ", ")) }
        switch test {
        case .threshold(let threshold):
            let near = matched.band == .near
            return near
                ? "\(name) \(value) < \(PageText.number(threshold.flagAt)), near from \(PageText.number(threshold.nearAt))"
                : "\(name) \(value) ≥ \(PageText.number(threshold.flagAt))"
        case .is: return "\(name) is \(value)"
        case .isIn(let texts): return "\(name) \(value) is in \(list(texts))"
        case .notIn(let texts): return "\(name) \(value) is not in \(list(texts))"
        }
    }
}
