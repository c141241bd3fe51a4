import Policies
import Responses

/// A generation that the report lists, with the data of its rows. It is a class because copying its records takes a tenth
/// of the time of writing its rows.
final class ListedGeneration {
    let generation: GenerationRecord
    let records: ResponseRecords
    let judgement: Judgement
    /// The signals, by `SignalID.index`.
    let signals: [Signal]
    let policy: Policy
    /// The tests, by `MatchedSignal.test`.
    let tests: [Test]
    /// The patterns, by `MissingSignal.pattern`.
    let patterns: [String]
    let place: TextPlace
    /// The SHA-256 of the JSON text, in 64 hexadecimal digits.
    let evidence: String
    /// SHA-256 of its signals, in 64 hexadecimal digits; `BatchRows` computes it.
    var signalsDigest: String?
    /// Nil without an identity (CONTRACT section 13); `BatchRows` computes it.
    var reviewKey: String?
    /// The number of the revision, from 2; nil unless its ID occurred before with another outcome.
    var revision: Int?
    /// Its address in the organisation's own console (CONTRACT section 12).
    var link: String?
    /// Whether its rows are brief (CONTRACT section 6).
    var isBrief = false {
        didSet { if isBrief != oldValue { shared = SharedFacts(self) } }
    }
    private lazy var shared = SharedFacts(self)

    init(
        generation: GenerationRecord, records: ResponseRecords, judgement: Judgement, signals: [Signal],
        policy: Policy, tests: [Test], patterns: [String], place: TextPlace, evidence: String,
        revision: Int? = nil
    ) {
        self.generation = generation
        self.records = records
        self.judgement = judgement
        self.signals = signals
        self.policy = policy
        self.tests = tests
        self.patterns = patterns
        self.place = place
        self.evidence = evidence
        self.revision = revision
    }

    var task: TaskRecord { records.tasks[generation.task] }

    var platform: String { judgement.platformFlagged ? "flagged" : "not_flagged" }

    /// The deciding finding (CONTRACT section 5); nil for an incomplete generation.
    var top: ListedFinding? { shared.top }

    /// The near finding of the highest severity of a flagged generation, the first of equals.
    var greatestNear: ListedFinding? { shared.greatestNear }

    /// Why it is listed, in one phrase: see `words(of:)`.
    var why: String { shared.why }

    func finding(_ finding: Finding) -> ListedFinding {
        ListedFinding(
            finding: finding, rule: policy.rules[finding.rule],
            deciding: finding.deciding.map { match(judgement.matched[$0]) })
    }

    func match(_ matched: MatchedSignal) -> ListedMatch {
        ListedMatch(
            matched: isBrief ? matched.brief : matched, signal: shown(signals[matched.signal.index].name),
            test: tests[matched.test])
    }

    func ruleID(of finding: Finding, in band: Band) -> String? {
        finding.band == band ? policy.rules[finding.rule].id : nil
    }

    func name(of missing: MissingSignal) -> String {
        switch missing {
        case .signal(let id): shown(signals[id.index].name)
        case .pattern(let index): patterns[index]
        }
    }

    /// The number of sampled frames of `classifier` with a true verdict; nil if the classifier is absent.
    func verdicts(_ classifier: StaticString) -> Int64? {
        var count: Int64?
        for series in records.legalSeries[generation.legalSeries] where series.classifier == classifier {
            count = records.frames[series.frames].reduce(count ?? 0) { $1.verdict == true ? $0 + 1 : $0 }
        }
        return count
    }
}

/// What several files have of a listed generation, made once.
private struct SharedFacts {
    let top: ListedFinding?
    let greatestNear: ListedFinding?
    let why: String

    init(_ row: ListedGeneration) {
        let judgement = row.judgement, rules = row.policy.rules
        top = judgement.top.map { row.finding(judgement.findings[$0]) }
        var greatest: Finding?
        if judgement.decision == .flagged {
            for finding in judgement.findings where finding.band == .near {
                if let greatest, rules[finding.rule].severity <= rules[greatest.rule].severity { continue }
                greatest = finding
            }
        }
        greatestNear = greatest.map(row.finding)
        why = row.words(of: top)
    }
}

/// A rule that is flagged or near for the generation. It is a class because copying the rule takes longer than most cells.
final class ListedFinding {
    let finding: Finding
    let rule: Rule
    /// Nil if the rule flags because a signal is missing.
    let deciding: ListedMatch?

    init(finding: Finding, rule: Rule, deciding: ListedMatch?) {
        self.finding = finding
        self.rule = rule
        self.deciding = deciding
    }
}

/// A signal that met a test.
final class ListedMatch {
    let matched: MatchedSignal
    let signal: String
    let test: Test

    init(matched: MatchedSignal, signal: String, test: Test) {
        self.matched = matched
        self.signal = signal
        self.test = test
    }

    var threshold: Threshold? {
        if case .threshold(let threshold) = test { threshold } else { nil }
    }

    /// The frames behind the value of a series; nil for a single value.
    var statistic: String? {
        matched.frames == nil ? nil : threshold?.statistic.rawValue
    }

    var operation: String {
        switch test {
        case .threshold: ">="
        case .is: "is"
        case .isIn: "in"
        case .notIn: "not_in"
        }
    }
}
