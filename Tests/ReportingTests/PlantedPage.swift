@testable import Policies
@testable import Reporting
@testable import Responses

/// A page with a text of its own in every place that shows one: `payload`, a name, and `payload` again.
struct PlantedPage {
    let payload: [UInt8]
    /// The name in each text.
    private(set) var names: [String] = []

    init(payload: [UInt8]) { self.payload = payload }

    private mutating func string(_ name: String) -> String {
        names.append(name)
        return String(decoding: payload + Array(name.utf8) + payload, as: UTF8.self)
    }

    /// With the payload's very bytes, whether they are UTF-8 or not.
    private mutating func text(_ name: String) -> BorrowedText {
        names.append(name)
        return BorrowedText(copying: payload + Array(name.utf8) + payload)
    }

    mutating func bytes() -> [UInt8] {
        let flagged = sample("flagged"), near = sample("near")
        var unnamed = sample("unnamed")
        unnamed.records.generations[0].id = nil
        names.removeAll { $0 == "id-unnamed" }
        var list = Shortlist<DrawnCard>(), disagreements = Disagreements()
        for sample in [flagged, near, unnamed] {
            let policy = policy(sample.name), signals = signals(sample.name)
            let listed = ListedGeneration(
                generation: sample.records.generations[0], records: sample.records, judgement: sample.judgement,
                signals: signals, policy: policy, tests: Sample.tests,
                patterns: [string("pattern-\(sample.name)")], place: sample.place, evidence: sample.evidence)
            list.add(CardRank(listed), above: nil) { DrawnCard(listed) }
            disagreements.policyOnly.add(CardRank(listed), above: nil) { Disagreement(listed) }
            disagreements.platformOnly.add(CardRank(listed), above: nil) {
                Disagreement(sample.records.generations[0], of: sample.records, place: sample.place)
            }
        }
        let facts = facts()
        return HTMLReport(
            summary: summary(facts, flagged), facts: facts, cards: list.best, disagreements: disagreements
        ).text()
    }
}

extension PlantedPage {
    private struct Planted {
        var name: String
        var records: ResponseRecords
        var judgement: Judgement
        var place: TextPlace
        let evidence: String
    }

    /// Every text of the response.
    private mutating func sample(_ name: String) -> Planted {
        var sample = Sample()
        sample.records.generations[0].id = text("id-\(name)")
        sample.records.generations[0].taskID = text("task-\(name)")
        sample.records.generations[0].userID = text("user-\(name)")
        sample.records.generations[0].model = text("model-\(name)")
        sample.records.generations[0].title = text("title-\(name)")
        sample.records.generations[0].prompt = text("prompt-\(name)")
        sample.records.generations[0].createdAt = .text(text("created-\(name)"))
        sample.records.generations[0].moderation.type = text("moderation-\(name)")
        sample.records.filters = [
            FilterResult(filter: text("filter-\(name)"), type: text("type-\(name)"), reason: nil)
        ]
        sample.records.legalSeries[0].classifier = text("classifier-\(name)")
        sample.records.defects = [
            Defect(pointer: "/" + string("pointer-\(name)"), reason: string("reason-\(name)")),
            Defect(pointer: "", reason: string("other-reason-\(name)")),
        ]
        // The value that a test did not accept is what the rule is listed for.
        sample.judgement.matched[1].value = .text(text("value-\(name)"))
        sample.judgement.matched[1].test = 2
        sample.judgement.platformFlagged = name != "near"
        if name == "near" { sample.judgement.decision = .near }
        sample.place.path = string("path-\(name)")
        return Planted(
            name: name, records: sample.records, judgement: sample.judgement, place: sample.place,
            evidence: sample.evidence)
    }

    /// The names of the signals that a card mentions, as classifiers, filters and categories give them.
    private mutating func signals(_ name: String) -> [Signal] {
        Sample.signals.enumerated().map { index, signal in
            index == 3
                ? signal
                : Signal(name: string("signal\(index)-\(name)"), kind: signal.kind, origin: signal.origin)
        }
    }

    private mutating func policy(_ name: String) -> Policy {
        var policy = Sample.policy
        for index in policy.rules.indices { policy.rules[index].id = string("rule\(index)-\(name)") }
        return policy
    }

    /// What the sections before the generations show of policy, labels and signals.
    private mutating func facts() -> PageFacts {
        var policy = policy("policy")
        policy.name = string("policy")
        policy.version = string("version")
        policy.rules[0].why = string("why")
        let watched = SignalPattern(string("watched"))
        policy.rules[0].condition = .test([watched], Sample.tests[0])
        policy.rules[1].condition = .test([watched], .isIn([string("listed")]))
        policy.rules[2].condition = .test([SignalPattern(string("lacking"))], .is(true))
        var facts = PageFacts(policy: policy), histogram = Histogram()
        histogram.add(0.5)
        facts.signals[ByteName(watched.text)] = .init(kind: .scores, histogram: histogram)
        var census = LabelCensus()
        census.add(probability: 0.75, verdict: true)
        facts.labels = [.init(classifier: string("classifier"), label: 1, census: census)]
        return facts
    }

    private mutating func changes(_ new: Planted) -> Summary.Changes {
        var changes = Summary.Changes()
        changes.previous = .init(
            manifestSHA256: Sample().evidence, asOf: string("before"), policySHA256: Sample().evidence)
        changes.counts = [.new: 2, .worse: 1]
        changes.policyChanges = [.init(ruleID: string("changed-rule"), kind: .thresholds)]
        changes.signalChanges = [
            .init(signal: string("vanished"), kind: .vanished, wasPresent: 30, present: 0),
            .init(signal: string("appeared"), kind: .appeared, wasPresent: 0, present: 30),
        ]
        changes.news = [
            .init(
                change: .new, decision: .flagged, id: PageText.short(new.records.generations[0].id),
                source: PageText.place(new.place), why: PageText.short(string("new-why")))
        ]
        return changes
    }

    private mutating func summary(_ facts: PageFacts, _ new: Planted) -> Summary {
        var summary = Sample.summary(listed: 3)
        if let policy = facts.policy {
            summary.policy = .init(policy)
            summary.rules = policy.rules.map { Summary.RuleCount($0, of: policy) }
        }
        for rule in summary.rules.indices { summary.rules[rule].flagged = 1 }
        summary.rules[2].missing = summary.audited
        summary.inputs = [.init(path: string("input"), bytes: 1), .init(path: string("other-input"), bytes: 2)]
        summary.unrecognised = [ByteName(string("unrecognised-a")): 1, ByteName(string("unrecognised-b")): 2]
        summary.signals =
            facts.signals.keys.map { Summary.SignalCount(signal: $0.text) }
            + [Summary.SignalCount(signal: string("unwatched"))]
        summary.changes = changes(new)
        return summary
    }
}
