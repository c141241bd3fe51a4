import Foundation
import TestSupport
import Testing

@testable import Policies
@testable import Reporting
@testable import Responses

/// `Tests/ReportChecks/check-page.py` opens a page in headless Chromium; its docstring lists the checks.
@Suite(.prompt, .serialized) struct BrowserTests {
    private func check(_ page: HTMLReport) async throws -> Command.Outcome {
        let folder = try TemporaryFolder()
        try folder.write(page.text(), to: ReportFileName.page)
        return try await check(folder)
    }

    private func check(_ folder: TemporaryFolder) async throws -> Command.Outcome {
        try await Command.run("python3", ["Tests/ReportChecks/check-page.py", folder.path])
    }

    private func page(_ texts: [String]) -> HTMLReport {
        var list = Shortlist<DrawnCard>(), disagreements = Disagreements()
        for (line, text) in texts.enumerated() {
            var sample = Sample(text: text)
            sample.place.line = line + 1
            // Each decision and severity occurs, so that the filter has something to tell apart.
            if line % 3 == 1 { sample.judgement.decision = .near }
            if line % 3 == 2 { sample.judgement.top = 0 }
            if line % 4 == 3 {
                sample.judgement.decision = .incomplete
                sample.judgement.findings = []
                sample.judgement.top = nil
            }
            let listed = sample.listed
            list.add(CardRank(listed), above: nil) { DrawnCard(listed) }
            disagreements.policyOnly.add(CardRank(listed), above: nil) { Disagreement(listed) }
        }
        var facts = PageFacts(policy: Sample.policy)
        facts.policy?.backgroundLabels = ["ip": [788, .max]]
        for classifier in ["face", "ip"] {
            for label in [788, Int64.max] {
                var census = LabelCensus()
                census.add(probability: 0.75, verdict: true)
                facts.labels.append(.init(classifier: classifier, label: label, census: census))
            }
        }
        var summary = Sample.summary(listed: texts.count)
        if !texts.isEmpty {
            summary.changes = Self.changes(of: texts.indices.map { ("gen_1", $0 + 1) }, texts[0])
        }
        return HTMLReport(summary: summary, facts: facts, cards: list.best, disagreements: disagreements)
    }

    /// A comparison with something of everything.
    private static func changes(of places: [(id: String, line: Int)], _ text: String) -> Summary.Changes {
        var changes = Summary.Changes()
        changes.previous = .init(
            manifestSHA256: Sample().evidence, asOf: "2026-11-21T00:00:00Z", policySHA256: Sample().evidence)
        changes.counts = [.new: 1_234, .worse: 2, .same: 17, .cleared: 3, .notSeen: 4]
        changes.unmatched = 1
        changes.causes = [.input: 1_243]
        changes.policyChanges = (0..<120).map { .init(ruleID: "\(text) \($0)", kind: .thresholds) }
        changes.signalChanges = (0..<120).map {
            .init(
                signal: "\(text) \($0)", kind: $0 % 2 == 0 ? .vanished : .appeared, wasPresent: 5_310,
                present: 30)
        }
        changes.news = places.prefix(200).map {
            .init(
                change: .new, decision: .flagged, id: $0.id, source: "in/a.ndjson:\($0.line)",
                why: PageText.short(text))
        }
        return changes
    }

    private static let script = "<script>window.pwned = 1</script><img src=x onerror=\"window.pwned = 1\">"

    @Test func `a page of hostile texts passes the page check`() async throws {
        var random = SeededGenerator(seed: 12)
        let texts = [
            Self.script, "\"><svg onload=window.pwned=1>", "javascript:window.pwned=1", "</script></title>",
        ]
        let result = try await check(page(texts + (0..<20).map { _ in random.nastyText() }))
        #expect(result.status == 0 && result.stdout == "ok 24 generations\n", "\(result.stderr)")
    }

    /// More rules, conditions and cards than paper has room for, all of them as long as can be.
    @Test func `a full page is sound, and is ten pages of paper at most`() async throws {
        let page = fullPage()
        let result = try await check(page)
        #expect(result.stdout == "ok 300 generations\n", "\(result.stderr)")
        let folder = try TemporaryFolder(), text = String(decoding: page.text(), as: UTF8.self)
        try folder.write(
            text.replacingOccurrences(of: "<li id=", with: "<li class=\"pr\" id="), to: ReportFileName.page)
        #expect(try await check(folder).stderr.hasSuffix(" pages of A4\n"))
    }

    private func fullPage() -> HTMLReport {
        let long = String(repeating: "A sentence of some length. ", count: 30)
        var facts = PageFacts(policy: Sample.policy), summary = Sample.summary(listed: 300)
        let names = (0..<12).map { SignalPattern("moderation_api.some_scope_\($0).*") }
        facts.policy?.rules = (0..<200).map { index in
            Rule(
                id: "a-rule-with-a-long-name-\(index)", severity: .critical, why: long, missing: .flag,
                condition: .all(Array(repeating: .test(names, Sample.tests[0]), count: 9)))
        }
        if let policy = facts.policy { summary.rules = policy.rules.map { .init($0, of: policy) } }
        for index in summary.rules.indices { summary.rules[index].missing = summary.audited }
        summary.inputs = (0..<9).map { .init(path: "in/\($0)/" + long, bytes: 1) }
        summary.changes = Self.changes(
            of: (1...300).map { (PageText.short("gen_\($0)_" + String(repeating: "x", count: 60)), $0) }, long)
        for index in 0..<60 { summary.unrecognised[ByteName("/output/\(index)/\(long)")] = index }
        var list = Shortlist<DrawnCard>(), disagreements = Disagreements()
        for line in 1...300 {
            var sample = Sample(text: long)
            sample.place.line = line
            sample.records.generations[0].id = BorrowedText(
                copying: "gen_\(line)_" + String(repeating: "x", count: 60))
            let listed = sample.listed, rank = CardRank(listed)
            list.add(rank, above: nil) { DrawnCard(listed) }
            disagreements.policyOnly.add(rank, above: nil) { Disagreement(listed) }
            disagreements.platformOnly.add(rank, above: nil) { Disagreement(listed) }
        }
        return HTMLReport(summary: summary, facts: facts, cards: list.best, disagreements: disagreements)
    }

    @Test func `an empty page passes the page check`() async throws {
        let result = try await check(page([]))
        #expect(result.stdout == "ok 0 generations\n", "\(result.status)")
    }

    /// The check must see what it is for.
    @Test(arguments: [
        ("<footer>", "<footer><script>window.pwned = 1</script>"),
        ("<footer>", "<footer><img src=\"x.png\" alt=\"\">"),
        ("<footer>", "<footer><p style=\"color:red\">x</p>"), ("--dim:#5c646e", "--dim:#b9bec4"),
        ("row.d === decision.value", "row.d !== decision.value"), ("href=\"#labels\"", "href=\"#lables\""),
        ("\"use strict\";", "\"use strict\"; console.log(1);"), (" id=\"list\"", " id=\"lust\""),
        ("margin(a) < margin(b)", "margin(a) > margin(b)"), ("item.firstElementChild.open = true", "item"),
        (".filter((rule) => rule)", ""), (".m{white-space:nowrap}", ".m{position:absolute;left:9999px}"),
        ("<li id=\"gen_", "<li id=\"g"),
        (".i code{", ".i code{display:none;"),
        ("body{margin:0 auto", "body{min-width:2000px;margin:0 auto"), ("role=\"img\" ", ""),
        (".sum,.labels,.two{overflow-wrap:break-word}", ""),
        ("@media screen and (max-width", "@media (max-width"),
    ])
    func `the page check finds a fault`(_ old: String, _ new: String) async throws {
        let sound = String(decoding: page([Self.script, "b", "c", "d"]).text(), as: UTF8.self)
        #expect(sound.contains(old))
        let folder = try TemporaryFolder()
        try folder.write(sound.replacingOccurrences(of: old, with: new), to: ReportFileName.page)
        let result = try await check(folder)
        #expect(result.status == 1 && result.stderr.hasPrefix("check-page: "), "\(result)")
    }
}
