@testable import Policies
@testable import Reporting
@testable import Responses

/// A text with one flagged generation, its judgement, and the rows they make; made by hand.
struct Sample {
    var records = ResponseRecords()
    var judgement = Judgement()
    var place = TextPlace(path: "in/a.ndjson", line: 7, byteOffset: 1234)
    var evidence = "aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbccccccccccccccccdddddddddddddddd"

    static let signals = [
        Signal(name: "legal.ip.score", kind: .scores, origin: .legal(classifier: "ip")),
        Signal(
            name: "moderation_api.global.S3+", kind: .number,
            origin: .category(filter: "moderation_api", scope: "global", category: "S3+")),
        Signal(name: "moderation_api.type", kind: .text, origin: .filterType(filter: "moderation_api")),
        Signal(name: "u18.is_child", kind: .boolean, origin: .field),
        Signal(
            name: "moderation_api.global.A%2EB", kind: .number,
            origin: .category(filter: "moderation_api", scope: "global", category: "A.B")),
    ]
    static let tests: [Test] = [
        .threshold(Threshold(statistic: .max, flagAt: 0.9, nearAt: 0.75, frameAt: nil)),
        .threshold(Threshold(statistic: .max, flagAt: 0.5, nearAt: 0.4, frameAt: nil)),
        .notIn(["passed", "ok"]),
        .is(true),
    ]
    static let policy = Policy(
        name: "baseline", version: "2026-11-22", near: 0.8, missing: .incomplete, backgroundLabels: [:],
        rules: [
            rule("ip-likeness", .high), rule("sexual", .critical), rule("filter-hit", .low),
            rule("gap", .medium),
        ],
        bytes: Array("policy: baseline\n".utf8), sha256: "00ff")

    private static func rule(_ id: String, _ severity: Severity) -> Rule {
        Rule(id: id, severity: severity, why: "", missing: .incomplete, condition: .any([]))
    }

    /// `text` stands wherever the response has free text.
    init(text: String = "fly man") {
        let text = BorrowedText(copying: text)
        var task = TaskRecord()
        task.id = BorrowedText("task_1")
        task.moderation.type = BorrowedText("passed")
        records.tasks = [task]
        var generation = GenerationRecord(task: 0)
        generation.id = BorrowedText("gen_1")
        generation.taskID = BorrowedText("task_1")
        generation.createdAt = .epoch(1_736_867_805)
        generation.userID = BorrowedText("user-1")
        generation.model = text
        generation.operation = BorrowedText("simple_compose")
        generation.width = 854
        generation.height = 480
        generation.frameCount = 150
        generation.isPublic = true
        generation.title = text
        generation.prompt = text
        generation.moderation.type = BorrowedText("passed")
        generation.outputType = text
        generation.outputIsFlagged = false
        generation.outputRiskLevel = 0.25
        generation.u18IsChild = false
        records.frames = [
            LegalFrame(label: 788, probability: 0.98486328125, verdict: false),
            LegalFrame(label: 12, probability: 1e-7, verdict: true),
            LegalFrame(label: nil, probability: nil, verdict: nil),
        ]
        records.legalSeries = [
            LegalSeries(classifier: BorrowedText("ip"), frames: 0..<3, defective: 1, hasTrueVerdict: false)
        ]
        generation.legalSeries = 0..<1
        records.filters = [FilterResult(filter: BorrowedText("moderation_api"), type: text, reason: nil)]
        generation.filters = 0..<1
        records.readings = [
            Self.reading(0, frames: 0..<3), Self.reading(1, 0.6), Self.reading(2),
            Self.reading(4, state: .missing),
        ]
        generation.readings = 0..<4
        records.defects = [
            Defect(pointer: "/a/0", reason: "no p"), Defect(pointer: "/b", reason: "not a number"),
        ]
        generation.defects = 0..<2
        records.generations = [generation]
        judge(text)
    }

    private static func reading(
        _ signal: Int, _ number: Double = 0, state: SignalReading.State = .present, frames: Range<Int> = 0..<0
    ) -> SignalReading {
        SignalReading(
            signal: SignalID(signal), state: state, number: number, text: BorrowedText(""), frames: frames)
    }

    private mutating func judge(_ text: BorrowedText) {
        judgement.decision = .flagged
        judgement.platformFlagged = true
        judgement.agreement = .both
        judgement.matched = [
            MatchedSignal(
                signal: SignalID(0), band: .near, test: 0, value: .number(0.875), margin: -0.025,
                frames: MatchedFrames(worst: 1, label: 12, hit: 2, total: 3)),
            MatchedSignal(
                signal: SignalID(1), band: .flagged, test: 1, value: .number(0.6), margin: 0.1, frames: nil),
            MatchedSignal(
                signal: SignalID(2), band: .flagged, test: 2, value: .text(text), margin: nil, frames: nil),
            MatchedSignal(
                signal: SignalID(3), band: .flagged, test: 3, value: .boolean(true), margin: nil, frames: nil),
        ]
        judgement.findings = [
            Finding(rule: 0, band: .near, deciding: 0, matched: 0..<1),
            Finding(rule: 1, band: .flagged, deciding: 1, matched: 1..<2),
            Finding(rule: 2, band: .flagged, deciding: 2, matched: 2..<4),
            Finding(rule: 3, band: .flagged, deciding: nil, matched: 4..<4),
        ]
        judgement.missing = [.signal(SignalID(4)), .pattern(0)]
        judgement.top = 1
    }

    var listed: ListedGeneration {
        ListedGeneration(
            generation: records.generations[0], records: records, judgement: judgement, signals: Self.signals,
            policy: Self.policy, tests: Self.tests, patterns: ["*.S9"], place: place, evidence: evidence)
    }

    /// The summary of a run that listed this generation `count` times.
    static func summary(listed count: Int) -> Summary {
        var summary = Summary(
            tool: .init(name: "modaudit", version: "1.0"), policy: .init(policy), asOf: 1_736_867_805)
        summary.counts.responses = count
        summary.counts.generations = count
        summary.counts.flagged = count
        summary.counts.bySeverity.flagged[.critical] = count
        summary.agreement.both = count
        summary.rules = policy.rules.map { Summary.RuleCount($0, of: policy) }
        summary.rules[0].near = count
        for rule in 1...3 { summary.rules[rule].flagged = count }
        return summary
    }
}
