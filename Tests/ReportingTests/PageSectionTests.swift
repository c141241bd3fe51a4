import Foundation
import Testing

@testable import Policies
@testable import Reporting
@testable import Responses

/// What the sections of the page say, and their order (CONTRACT section 10).
@Suite struct PageSectionTests {
    private func page(_ samples: [Sample], summary: Summary? = nil, facts: PageFacts = PageFacts()) -> String {
        var list = Shortlist<DrawnCard>()
        for sample in samples { list.add(CardRank(sample.listed), above: nil) { DrawnCard(sample.listed) } }
        let page = HTMLReport(
            summary: summary ?? Sample.summary(listed: samples.count), facts: facts, cards: list.best,
            disagreements: Disagreements())
        return String(decoding: page.text(), as: UTF8.self)
    }

    @Test func `a rule shows its reason and its condition`() {
        var facts = PageFacts(policy: Sample.policy)
        facts.policy?.rules[0].condition = .test([SignalPattern("u18.is_child")], .is(true))
        facts.policy?.rules[1].why = "Ours."
        let child = Condition.test([SignalPattern("u18.is_child")], .is(true))
        let score = Condition.test([SignalPattern("legal.<ip.score")], Sample.tests[0])
        facts.policy?.rules[1].condition = .all([child, .any([child, score])])
        facts.policy?.rules[1].missing = .flag
        let text = page([], summary: Sample.summary(listed: 1), facts: facts)
        #expect(text.contains("<div class=\"cond\">Flags when u18.is_child is true.</div>"))
        #expect(
            text.contains(
                "<span class=\"why\">Ours.</span><div class=\"cond\">Flags when all of these do, and is near when all are "
                    + "at least near:<ul><li>u18.is_child is true</li><li>any of:<ul><li>u18.is_child is true</li>"
                    + "<li>the highest legal.&lt;ip.score of a generation&#39;s frames is ≥\u{A0}0.9, near when ≥\u{A0}0.75</li></ul></li></ul>"
                    + " Where a signal is missing, it flags the generation.</div>"))
        #expect(
            text.contains("Where a signal is missing, a rule marks the generation incomplete, unless it says"))
    }

    @Test func `a long list of conditions is cut, and says so`() {
        var facts = PageFacts(policy: Sample.policy)
        let child = Condition.test([SignalPattern("u18.is_child")], .is(true))
        let deep = (0..<9).reduce(child) { condition, _ in .all([condition, child]) }
        facts.policy?.rules[0].condition = .any(Array(repeating: child, count: 40))
        facts.policy?.rules[1].condition = deep
        let text = page([], summary: Sample.summary(listed: 1), facts: facts)
        #expect(text.contains("<li>and 28 more</li></ul>") && text.contains("<li>all of 2 conditions</li>"))
    }

    @Test func `the page says what was looked at, by what, and what was not`() {
        var summary = Sample.summary(listed: 1)
        let one = page([Sample()], summary: summary)
        #expect(one.contains("<p class=\"lead\">1 of 1 generation is flagged.</p>"))
        #expect(one.contains("moderation gave for 1 generation, in 1 response.</p>"))
        #expect(one.contains("<b>By:</b> 4 rules of the policy baseline 2026-11-22, with modaudit 1.0.</p>"))
        #expect(one.contains("<b>Not looked at:</b> the videos themselves. <a"))
        summary.unaudited = [.failed: 7, .unreadable: 1]
        summary.counts.withheld = 2
        summary.counts.incomplete = 1
        summary.counts.duplicates = 3
        summary.skippedFiles = 1
        summary.unrecognised = ["/z": 1, "/y": 4]
        let more = page([Sample()], summary: summary)
        #expect(more.contains(" 1 generation could not be judged in full, because a signal is missing.</p>"))
        #expect(
            more.contains(
                "the videos themselves; 8 responses and tasks that gave no generation (unreadable 1, failed 7); "
                    + "3 duplicates of generations that came before; 2 generations that the platform withheld; "
                    + "moderation content that modaudit 1.0 does not know, in 2 places; "
                    + "1 file of the input folders, because of their endings. <a"))
        #expect(more.contains("<p class=\"paper\">This print leaves out 1 of 2 generations, the findings"))
    }

    @Test func `severities are tiles, flagged and near`() {
        var summary = Sample.summary(listed: 4)
        summary.counts.bySeverity.flagged = [.critical: 3, .low: 1]
        summary.counts.bySeverity.near = [.medium: 1_234]
        let text = page([], summary: summary)
        func tile(_ state: String, _ name: String, _ flagged: String, _ near: String) -> String {
            "<div class=\"tile \(state)\"><p class=\"t-name\">\(name)</p><p class=\"t-count\">\(flagged) "
                + "<span class=\"d flagged\">flagged</span></p><p class=\"t-near\">\(near) <span class=\"d near\">near</span></p></div>"
        }
        #expect(
            text.contains(
                [
                    tile("flagged", "critical", "3", "0"), tile("none", "high", "0", "0"),
                    tile("near", "medium", "0", "1,234"), tile("flagged", "low", "1", "0"),
                ].joined(separator: "\n")))
    }

    @Test func `sections stand in the order of their use`() {
        let text = page([Sample()])
        let order = ["findings", "generations", "rules", "agreement", "signals", "labels", "audited"]
        let places = order.compactMap { text.range(of: "<section id=\"\($0)\"")?.lowerBound }
        #expect(places.count == order.count && places == places.sorted())
    }

    @Test func `what is new stands behind the tiles, and links to the cards`() throws {
        var summary = Sample.summary(listed: 1), changes = Summary.Changes()
        changes.previous = .init(
            manifestSHA256: Sample().evidence, asOf: "2026-11-21T00:00:00Z", policySHA256: "")
        changes.counts = [.new: 300, .worse: 1, .same: 4]
        changes.causes = [.input: 300, .policy: 1]
        changes.policyChanges = [.init(ruleID: "ip<", kind: .thresholds)]
        changes.signalChanges = [.init(signal: "a.b.C+", kind: .vanished, wasPresent: 5_310, present: 0)]
        var samples: [Sample] = []
        for number in 1...250 {
            var sample = Sample()
            sample.records.generations[0].id = BorrowedText(copying: "gen_\(number)")
            samples.append(sample)
            changes.news.append(
                .init(
                    change: .new, decision: .flagged, id: "gen_\(number)", source: "in/a.ndjson:7",
                    why: "ip: x"))
        }
        changes.reopened = 2
        summary.changes = changes
        let text = page(samples, summary: summary)
        let start = try #require(text.range(of: "<section id=\"new\"")?.lowerBound)
        let tiles = try #require(text.range(of: "<section id=\"findings\"")?.lowerBound)
        let cards = try #require(text.range(of: "<section id=\"generations\"")?.lowerBound)
        #expect(tiles < start && start < cards && text.contains("<a href=\"#new\">What is new</a>"))
        let section = text[start..<cards]
        for words in [
            "<time>2026-11-21T00:00:00Z</time>", "<th scope=\"row\">new</th><td>300</td>",
            "input 300, policy 1, both 0, unknown 0", "<li><code>ip&lt;</code> thresholds</li>",
            "<code>a.b.C+</code> vanished: it was in 5,310 generations, and is in none now",
            "<a href=\"#gen_1\"><code>gen_1</code></a>", "The first 200 of 301.", "<summary>180 more</summary>",
            "<th scope=\"row\">reopened</th><td>2</td>",
        ] {
            #expect(section.contains(words), "\(words)")
        }
        #expect(section.contains("#gen_200\"") && !section.contains("gen_201"))
        // A page that is cut to its limit has fewer cards.
        let cut = page(Array(samples.prefix(3)), summary: summary)
        #expect(cut.contains("The first 3 of 301.") && !cut.contains("gen_4"))
        let none = page([], summary: summary)
        #expect(none.contains("<p>New and worse: 301 generations, none of which this page lists.</p>"))
        summary.changes?.reopened = 0
        summary.changes?.previous = nil
        #expect(page([Sample()], summary: summary).contains("There is no report before to compare with"))
        #expect(!page([Sample()]).contains("id=\"new\""))
    }

    @Test func `the first fifty generations stand before the rest`() throws {
        let text = page(Array(repeating: Sample(), count: 53))
        let fold = try #require(
            text.range(of: "</ol><details id=\"more\"><summary>3 more generations</summary>"))
        #expect(text[..<fold.lowerBound].components(separatedBy: " data-k=\"").count == 51)
        #expect(text[fold.upperBound...].components(separatedBy: " data-k=\"").count == 4)
        #expect(!page(Array(repeating: Sample(), count: 50)).contains("id=\"more\""))
    }

    @Test func `an anchor comes from the id, and each is given once`() {
        func anchors(_ samples: [Sample]) -> [String] {
            page(samples).matches(of: /<li id="([^"]*)"/).map { String($0.1) }
        }
        var strange = Sample(), nameless = Sample(), long = Sample()
        strange.records.generations[0].id = BorrowedText(copying: "a b\"<é")
        nameless.records.generations[0].id = nil
        long.records.generations[0].id = BorrowedText(copying: String(repeating: "x", count: 129))
        #expect(anchors([Sample()]) == ["gen_1"])
        #expect(anchors([strange]) == ["gen_a%20b%22%3C%C3%A9"])
        #expect(anchors([nameless]) == ["text_aaaaaaaaaaaaaaaa"] && anchors([long]) == anchors([nameless]))
        #expect(
            anchors([Sample(), strange, Sample(), Sample()]) == [
                "gen_1", "gen_a%20b%22%3C%C3%A9", "gen_1~3", "gen_1~4",
            ])
    }

    @Test func `at most 180 cards are printed, of critical and high findings`() {
        var low = Sample()
        low.judgement.top = 2
        func printed(_ samples: [Sample]) -> Int {
            page(samples).components(separatedBy: "class=\"pr\"").count - 1
        }
        #expect(printed([Sample(), low]) == 1)
        #expect(printed(Array(repeating: Sample(), count: 181)) == 180)
    }

    @Test func `booleans and texts are no histogram of scores`() {
        var summary = Sample.summary(listed: 1), facts = PageFacts(policy: Sample.policy)
        func add(_ name: String, _ kind: SignalKind) {
            var count = Summary.SignalCount(signal: name)
            count.present = 1_200
            count.zero = 1_000
            count.missing = 3
            summary.signals.append(count)
            facts.signals[ByteName(name)] = .init(kind: kind, histogram: Histogram())
        }
        add("a.flag", .boolean)
        add("b.verdict", .verdicts)
        add("c.type", .text)
        let text = page([], summary: summary, facts: facts)
        for words in [
            "true 200 · false 1,000 · missing 3", "true in a frame 200 · true in none 1,000 · missing 3",
            "present 1,200 · missing 3",
        ] {
            #expect(text.contains("<p class=\"dim\">\(words)</p>"), "\(words)")
        }
        #expect(!text.contains("0 0 268 72") && text.components(separatedBy: "class=\"shares\"").count == 4)
        #expect(text.contains("<summary>3 signals that no rule looks at</summary>"))
    }
}
