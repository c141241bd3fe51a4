package import Policies
package import Reporting
import Responses
package import Reviews

/// The labels and decisions of a ledger, by the generation that they are about. Its size grows with the ledger, not with the
/// input.
package struct AnswerTable: Sendable {
    /// A line of the ledger.
    struct Line: Sendable {
        let reviewer: String
        let decision: ReviewDecision
        let isFinal: Bool
        let signals: String?
        /// Whether it is a label; a decision otherwise.
        let isLabel: Bool
        /// The key of the question of a given sample that a label answers; nil if there is none.
        let question: String?
        /// The rules of the policy that the line is about, and whether they still have the meaning that it is about.
        let rules: [(rule: Int, hasMeaning: Bool)]
        /// Whether the line has one finding only.
        let isOfOneRule: Bool
    }

    /// What is known of a generation.
    struct Entry: Sendable {
        /// Its lines in the order of the ledger.
        var lines: [Line] = []
        /// The rules of the policy that the lines are about, ascending.
        var rules: [Int] = []
    }

    private(set) var entries: [Entry] = []
    private var indices: [IDKey: Int] = [:]
    private let ruleOfID: [String: Int]
    private let meanings: [String]
    private var questions: SampledQuestions

    /// A table without lines.
    /// - Parameter samples: The samples that labels may answer, by the rules that they ask about.
    package init(_ policy: Policy, samples: [SampleFolder]) {
        ruleOfID = Dictionary(uniqueKeysWithValues: policy.rules.enumerated().map { ($1.id, $0) })
        meanings = policy.rules.map { RuleDigests(of: $0, in: policy).meaning }
        questions = SampledQuestions(samples)
    }

    /// Adds the next line of the ledger.
    package mutating func add(_ line: LedgerLine) {
        var id = line.generationID
        let key = id.withBorrowedText { IDKey($0) }
        let index = indices[key] ?? entries.count
        if index == entries.count {
            entries.append(Entry())
            indices[key] = index
        }
        let about =
            line.question.map { [($0.ruleID, $0.meaningSHA256)] }
            ?? line.findings.map { ($0.ruleID, $0.meaningSHA256) }
        let rules = about.compactMap { id, meaning in
            ruleOfID[id].map { (rule: $0, hasMeaning: meanings[$0] == meaning) }
        }
        var asked: String?
        if let question = line.question, questions.add(question) { asked = question.sampleKey }
        entries[index].lines.append(
            Line(
                reviewer: line.reviewer, decision: line.decision, isFinal: line.isFinal,
                signals: line.signalsSHA256, isLabel: line.question != nil, question: asked, rules: rules,
                isOfOneRule: line.findings.count == 1))
        for rule in rules where !entries[index].rules.contains(rule.rule) {
            entries[index].rules.append(rule.rule)
            entries[index].rules.sort()
        }
    }

    /// Adds the lines of the ledger in a folder.
    mutating func read(_ folder: String) throws(ReportError) -> (entries: Int, lastSHA256: String) {
        let ledger = try Ledger(in: folder)
        var copy = self
        try ledger.forEachLine { line throws(ReportError) in
            copy.add(line)
            return true
        }
        self = copy
        return (ledger.entries, ledger.lastSHA256)
    }

    /// The index of the generation with this ID in `entries`; nil if no line is about it.
    func entry(of id: BorrowedText?) -> Int? {
        guard let id, !entries.isEmpty else { return nil }
        return indices[IDKey(id)]
    }
}

extension AnswerTable {
    /// What is known of a generation for a rule.
    struct Finding {
        /// Where a verdict comes from.
        enum Source {
            /// Labels that are part of the given sample.
            case sample
            /// Labels of another sample that answer a question of the given one, and are no part of it: questions of lower rank
            /// have no answer.
            case waiting
            /// Labels of a sample that is not given.
            case otherSample
            case decisions
        }

        /// What reviewers say; nil if no line answers.
        var verdict: Answers.Verdict?
        var source = Source.decisions
    }

    /// What reviewers say about a rule of a generation with these signals: the labels that are part of the rule's sample, else
    /// other labels, else decisions.
    func finding(_ entry: Int, signals: String, rule: Int) -> Finding {
        let lines = entries[entry].lines.filter { $0.signals == signals }
        let labels = lines.filter { line in
            line.isLabel && line.rules.contains { $0.rule == rule && $0.hasMeaning }
        }
        let asked = labels.filter { $0.question != nil }
        let sampled = asked.filter { $0.question.map(questions.isSampled) == true }
        if let verdict = Answers.verdict(Answers.counting(sampled)) {
            return Finding(verdict: verdict, source: .sample)
        }
        if let verdict = Answers.verdict(Answers.counting(labels)) {
            return Finding(verdict: verdict, source: asked.isEmpty ? .otherSample : .waiting)
        }
        return Finding(verdict: decided(lines.filter { !$0.isLabel }, rule))
    }

    /// What decisions say about a rule: a dismissal is about each of its findings, a violation only about a single one.
    private func decided(_ lines: [Line], _ rule: Int) -> Answers.Verdict? {
        let counting = Answers.counting(lines)
        let about = counting.filter { $0.rules.contains { $0.rule == rule && $0.hasMeaning } }
        if about.isEmpty { return nil }
        switch Answers.verdict(counting) {
        case .conflict: return .conflict
        case .negative: return about.contains { $0.decision == .dismissed } ? .negative : nil
        case .positive: return about.contains { $0.decision == .violation && $0.isOfOneRule } ? .positive : nil
        case .unsure: return .unsure
        case nil: return nil
        }
    }

    /// What decisions say about a generation with these signals, for the whole policy.
    func decision(_ entry: Int, signals: String) -> Answers.Verdict? {
        Answers.verdict(
            Answers.counting(entries[entry].lines.filter { !$0.isLabel && $0.signals == signals }))
    }

    /// The cell `label` of `delta.csv`: what decisions say, else what labels say about the first of `rules` with an answer.
    func word(_ entry: Int, signals: String, rules: [Int]) -> String? {
        if let verdict = decision(entry, signals: signals) { return verdict.word }
        return rules.lazy.compactMap { finding(entry, signals: signals, rule: $0).verdict?.word }.first
    }

    /// Whether a line about a rule is about other signals, or another meaning of the rule.
    /// - Parameter signals: Those of the generations with the ID.
    func isStale(_ entry: Int, signals: [String], rule: Int) -> Bool {
        entries[entry].lines.contains { line in
            line.rules.contains { $0.rule == rule && !$0.hasMeaning }
                || !signals.contains(line.signals ?? "") && line.rules.contains { $0.rule == rule }
        }
    }

    /// Whether decisions are among the lines about a generation.
    func hasDecisions(_ entry: Int) -> Bool { entries[entry].lines.contains { !$0.isLabel } }

    /// The generations with labels, without those of the input.
    /// - Parameter found: The indices in `entries` of the generations of the input.
    func labelled(except found: Set<Int>) -> Int {
        entries.indices.count { index in
            !found.contains(index) && entries[index].lines.contains(where: \.isLabel)
        }
    }
}
