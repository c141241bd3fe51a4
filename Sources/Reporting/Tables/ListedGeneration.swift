import Policies
import Responses

/// A generation that the report lists, with all that its rows say of it.
struct ListedGeneration {
    let generation: GenerationRecord
    let records: ResponseRecords
    let judgement: Judgement
    /// By `SignalID.index`.
    let signals: [Signal]
    let policy: Policy
    /// By `MatchedSignal.test`.
    let tests: [Test]
    /// By `MissingSignal.pattern`.
    let patterns: [String]
    let place: TextPlace
    /// SHA-256 of the JSON text, in 64 hexadecimal digits.
    let evidence: String
    /// SHA-256 of its signals, in 64 hexadecimal digits; `BatchRows` computes it.
    var signalsDigest: String?
    /// Its number where its id came before with another outcome, from 2 on.
    var revision: Int?

    var task: TaskRecord { records.tasks[generation.task] }

    var platform: String { judgement.platformFlagged ? "flagged" : "not_flagged" }

    /// The deciding finding (CONTRACT section 5); nil where it is incomplete.
    var top: ListedFinding? {
        judgement.top.map { finding(judgement.findings[$0]) }
    }

    /// Of a flagged generation, the near finding of the highest severity, the first of equals.
    var greatestNear: ListedFinding? {
        guard judgement.decision == .flagged else { return nil }
        var greatest: Finding?
        for finding in judgement.findings where finding.band == .near {
            if let greatest, policy.rules[finding.rule].severity <= policy.rules[greatest.rule].severity {
                continue
            }
            greatest = finding
        }
        return greatest.map(self.finding)
    }

    func finding(_ finding: Finding) -> ListedFinding {
        ListedFinding(
            finding: finding, rule: policy.rules[finding.rule],
            deciding: finding.deciding.map { match(judgement.matched[$0]) })
    }

    func match(_ matched: MatchedSignal) -> ListedMatch {
        ListedMatch(
            matched: matched, signal: signals[matched.signal.index].name, test: tests[matched.test])
    }

    func ruleID(of finding: Finding, in band: Band) -> String? {
        finding.band == band ? policy.rules[finding.rule].id : nil
    }

    func name(of missing: MissingSignal) -> String {
        switch missing {
        case .signal(let id): signals[id.index].name
        case .pattern(let index): patterns[index]
        }
    }

    /// Sampled frames of `classifier` whose verdict is true; nil where the classifier is absent.
    func verdicts(_ classifier: StaticString) -> Int64? {
        var count: Int64?
        for series in records.legalSeries[generation.legalSeries] where series.classifier == classifier {
            count = records.frames[series.frames].reduce(count ?? 0) { $1.verdict == true ? $0 + 1 : $0 }
        }
        return count
    }
}

/// A rule that flagged the generation or came near it.
struct ListedFinding {
    let finding: Finding
    let rule: Rule
    /// nil where the rule flags because something is missing.
    let deciding: ListedMatch?
}

/// A signal that met a test.
struct ListedMatch {
    let matched: MatchedSignal
    let signal: String
    let test: Test

    var threshold: Threshold? {
        if case .threshold(let threshold) = test { threshold } else { nil }
    }

    /// What made one value of a series; nil of a single value.
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
