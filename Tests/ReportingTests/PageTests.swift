import Digests
import Foundation
import Testing

@testable import Policies
@testable import Reporting
@testable import Responses

@Suite struct PageTests {
    private func page(_ samples: [Sample], summary: Summary? = nil, facts: PageFacts = PageFacts()) -> String {
        var list = Shortlist<DrawnCard>()
        for sample in samples { list.add(CardRank(sample.listed), above: nil) { DrawnCard(sample.listed) } }
        return self.page(list, summary: summary ?? Sample.summary(listed: samples.count), facts)
    }

    private func page(_ list: Shortlist<DrawnCard>, summary: Summary, _ facts: PageFacts = PageFacts())
        -> String
    {
        let page = HTMLReport(
            summary: summary, facts: facts, cards: list.best, disagreements: Disagreements())
        return String(decoding: page.text(), as: UTF8.self)
    }

    @Test func `every text is escaped`() {
        let page = page([Sample(text: #"</bdi><script>pwned=1</script>&amp;'"><img src=x onerror=pwned=1>"#)])
        #expect(!page.contains("<img") && page.components(separatedBy: "<script").count == 2)
        #expect(page.contains("&lt;script&gt;pwned=1&lt;/script&gt;&amp;amp;&#39;&quot;&gt;&lt;img"))
    }

    @Test func `characters that reorder or hide text are shown`() {
        let page = page([Sample(text: "safe\u{202E}txt.exe\u{2066}\u{200B}\u{7}\u{85}\u{2028}end")])
        for scalar in ["\u{202E}", "\u{2066}", "\u{200B}", "\u{7}", "\u{85}", "\u{2028}"] as [Unicode.Scalar] {
            #expect(!page.unicodeScalars.contains(scalar))
        }
        #expect(page.contains("safe\u{FFFD}txt.exe\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}end"))
    }

    @Test func `the content security policy allows only the page's style and script`() throws {
        let page = page([Sample()])
        let policy = try #require(page.firstMatch(of: /Content-Security-Policy" content="([^"]*)"/)).1
        #expect(policy.hasPrefix("default-src 'none'; style-src 'sha256-"))
        for element in ["style", "script"] {
            let start = try #require(page.range(of: "<\(element)>")),
                end = try #require(page.range(of: "</\(element)>"))
            let digest = SHA256Digest.base64(of: Array(page[start.upperBound..<end.lowerBound].utf8))
            #expect(policy.contains("\(element)-src 'sha256-\(digest)'"))
        }
        #expect(!policy.contains("unsafe"))
    }

    /// Every text as long and as costly to write as can be, in more generations than there is room for.
    @Test func `the page stays below five megabytes and counts the cards it leaves out`() throws {
        var sample = Sample(text: String(repeating: "\"&\u{1F600}<", count: 3000))
        sample.records.frames = (0..<5000).map {
            LegalFrame(label: .min, probability: Double($0 % 11) / 10.7, verdict: $0 % 2 == 0)
        }
        sample.records.legalSeries = (0..<9).map { _ in
            LegalSeries(
                classifier: BorrowedText("classifier_of_some_length"), frames: 0..<5000, defective: 0,
                hasTrueVerdict: true)
        }
        sample.records.generations[0].legalSeries = 0..<9
        let card = DrawnCard(sample.listed), rank = CardRank(sample.listed)
        var list = Shortlist<DrawnCard>()
        for _ in 0..<2_100 { list.add(rank, above: nil) { card } }
        let text = page(list, summary: Sample.summary(listed: 2_100))
        #expect(text.utf8.count < HTMLReport.byteLimit && text.utf8.count > HTMLReport.byteLimit / 2)
        let shown = text.components(separatedBy: " data-k=\"").count - 1
        let said = try #require(text.firstMatch(of: /The worst ([0-9,]+) of 2,100 that are flagged/)).1
        #expect(said.replacing(",", with: "") == "\(shown)" && shown < 2_000)
    }

    @Test func `the page shows two thousand generations and gives the limit`() {
        let text = page(Array(repeating: Sample(), count: 2_001))
        #expect(text.components(separatedBy: " data-k=\"").count - 1 == 2_000)
        #expect(text.contains("The worst 2,000 of 2,001 that are flagged, near or incomplete"))
    }

    @Test func `an empty run has a page`() {
        let text = page([])
        #expect(text.contains("No generation was audited.") && text.hasSuffix("</html>\n"))
    }

    @Test func `the audited counts add up`() {
        var summary = Sample.summary(listed: 1)
        summary.counts.generations = 103
        summary.counts.clear = 99
        summary.counts.duplicates = 3
        summary.unaudited = [.failed: 7]
        let text = page([Sample()], summary: summary)
        #expect(text.contains("1 of 100 generations is flagged."))
        #expect(
            text.contains(
                "1 <span class=\"t-share\">1.0\u{A0}%</span></p><p class=\"dim\">95 % interval: 0.2\u{A0}% to 5.4\u{A0}%</p>"
            ))
        #expect(text.contains("<th scope=\"row\">= generations</th><td class=\"n\">103</td>"))
        #expect(text.contains("<th scope=\"row\">failed</th><td class=\"n\">7</td>"))
    }

    @Test func `a finding shows value, threshold and margin`() {
        let text = page([Sample()])
        #expect(
            text.contains(
                "flagged by sexual (critical): moderation_api.global.S3+ 0.6 ≥ 0.5, margin +0.1<"))
        #expect(
            text.contains(
                "near ip-likeness (high): legal.ip.score max 0.875 &lt; 0.9, near from 0.75, margin -0.025; "
                    + "worst in frame 1 (label 12), 2 of 3 frames hit"))
    }

    /// The severity and the finding in the closed row are those of what it is listed for.
    @Test func `a near finding of a higher severity does not replace the flagged one`() {
        var sample = Sample()
        sample.judgement.findings[0].rule = 1
        sample.judgement.findings[1].rule = 0
        let text = page([sample])
        #expect(
            text.contains(
                "<b class=\"d flagged\">flagged</b> <span class=\"w\"><span class=\"h\">"
                    + "ip-likeness: moderation_api.global.S3+ 0.6 ≥ 0.5</span> <b class=\"m\">+0.1</b> "
                    + "<span class=\"dim\">also near sexual (critical)</span></span> <span class=\"sev\">high</span>"
            ))
        sample.judgement.platformFlagged = false
        #expect(Disagreement(sample.listed).reason == "ip-likeness: moderation_api.global.S3+ 0.6 ≥ 0.5 (+0.1)")
        #expect(CardRank(sample.listed) < CardRank(Sample().listed))
        sample.judgement.decision = .near
        sample.judgement.top = 0
        #expect(
            Card(sample.listed).top?.words.rule == "sexual" && Card(sample.listed).nearAbove == nil)
    }

    /// The eight findings that a card has room for may all be others.
    @Test func `a card names the reason it is listed for`() {
        var sample = Sample()
        sample.judgement.findings =
            Array(repeating: sample.judgement.findings[2], count: Card.findingsShown)
            + [sample.judgement.findings[1]]
        sample.judgement.top = Card.findingsShown
        #expect(page([sample]).contains("<span class=\"w\"><span class=\"h\">sexual: "))
        #expect(page([sample]).contains("and 1 more finding;"))
    }

    @Test(arguments: [
        (Statistic.share, "legal.ip.score share 0.875"), (.run, "legal.ip.score run 0.875"),
        (.max, "legal.ip.score max 0.875"),
    ])
    func `a statistic is not shown as a score`(_ statistic: Statistic, _ words: String) {
        var listed = Sample().listed
        let threshold = Threshold(statistic: statistic, flagAt: 0.9, nearAt: 0.75, frameAt: 0.5)
        listed = ListedGeneration(
            generation: listed.generation, records: listed.records, judgement: listed.judgement,
            signals: listed.signals, policy: listed.policy, tests: [.threshold(threshold)] + Sample.tests[1...],
            patterns: listed.patterns, place: listed.place, evidence: listed.evidence)
        #expect(Card(listed).findings[0].words.reading == "\(words) < 0.9, near from 0.75")
    }

    @Test func `a defect's reason is not cut`() {
        var sample = Sample()
        let pointer = "/" + String(repeating: "a", count: 200) + "/end"
        sample.records.defects[0] = Defect(pointer: pointer, reason: "no p")
        let shown = String(pointer.prefix(40)) + "…" + String(pointer.suffix(40))
        #expect(page([sample]).contains("defects: no p (\(shown)), not a number (/b)"))
    }

    @Test func `the page warns of rules that lack a signal in every generation`() {
        var summary = Sample.summary(listed: 2)
        summary.rules[0].missing = 2
        summary.rules[3].missing = 2
        var facts = PageFacts(policy: Sample.policy)
        facts.policy?.rules[0].condition = .test([SignalPattern("legal.<IP.score")], .is(true))
        let text = page([], summary: summary, facts: facts)
        #expect(text.contains("Rules that lacked a signal in every generation:"))
        #expect(text.contains("<code>ip-likeness</code> (legal.&lt;IP.score), <code>gap</code>. A slip"))
        summary.rules[0].missing = 1
        summary.rules[3].missing = 1
        #expect(!page([], summary: summary, facts: facts).contains("lacked a signal"))
    }

    @Test func `the page counts files not read and unusable values`() {
        var summary = Sample.summary(listed: 1)
        #expect(!page([], summary: summary).contains("were not read"))
        summary.defective = 1234
        summary.skippedFiles = 2
        #expect(
            page([], summary: summary).contains(
                "<br>Generations and tasks with values that could not be used: 1,234"
                    + "<br>Files in the folders that were not read, for their endings: 2</p>"))
    }

    @Test func `a strip has a cell per frame`() throws {
        let strip = FrameStrip(Sample().records.legalSeries[0], Sample().records.frames, Sample.policy)
        #expect(strip.cells.map(\.shade) == [5, 1, nil] && strip.cells.map(\.verdict) == [false, true, false])
        #expect(
            page([Sample()]).contains(
                "ip: 3 frames; highest 0.98486328125 (frame 0, label 788); verdict in 1; 1 unreadable"))
        var policy = Sample.policy
        policy.backgroundLabels = ["ip": [788]]
        let other = FrameStrip(Sample().records.legalSeries[0], Sample().records.frames, policy)
        #expect(other.cells.map(\.shade) == [0, 1, nil], "a background label's p doesn't count")
    }

    @Test func `a long series is folded`() {
        let frames = (0..<1000).map { LegalFrame(label: 1, probability: $0 == 777 ? 1 : 0, verdict: $0 == 12) }
        let series = LegalSeries(
            classifier: BorrowedText("ip"), frames: 0..<1000, defective: 0, hasTrueVerdict: true)
        let strip = FrameStrip(series, frames, Sample.policy)
        #expect(strip.framesPerCell == 11 && strip.cells.count == 91)
        let darkest = strip.cells.indices.filter { strip.cells[$0].shade == 5 }
        #expect(darkest == [777 / 11])
        let marked = strip.cells.indices.filter { strip.cells[$0].verdict }
        #expect(marked == [12 / 11])
    }

    @Test func `the page names labels that look like background labels`() throws {
        var counts = LabelCounts()
        var sample = Sample()
        sample.records.frames = (0..<100).map {
            LegalFrame(label: $0 < 90 ? 788 : 5, probability: 0.75, verdict: $0 >= 95)
        }
        var table = SignalTable()
        let scores = table.legal(BorrowedText(copying: "ip")).scores
        sample.records.readings = [
            SignalReading(
                signal: scores, state: .present, number: 0, text: BorrowedText(""), frames: 0..<100)
        ]
        sample.records.generations[0].readings = 0..<1
        counts.add(sample.records.generations[0], of: sample.records, signals: table)
        var facts = PageFacts(policy: Sample.policy)
        counts.forEach { facts.labels.append(.init(classifier: "ip", label: $1, census: $2)) }
        let text = page([], facts: facts)
        #expect(
            text.contains(
                "<code>788</code></th><td class=\"n\" data-l=\"frames\">90</td>"
                    + "<td class=\"n\" data-l=\"share\">90.0\u{A0}%</td><td class=\"n\" data-l=\"mean p\">0.75</td>"
                    + "<td class=\"n\" data-l=\"with verdict\">–</td><td><b>candidate?</b></td>"))
        #expect(text.contains("<td class=\"n\" data-l=\"with verdict\">50.0\u{A0}%</td><td></td>"))
        #expect(text.contains("100 frames, 2 labels</span>"))
        facts.labels.removeLast()
        var census = LabelCensus()
        census.add(probability: 1, verdict: false)
        facts.labels = [.init(classifier: "ip", label: 1, census: census)]
        #expect(page([], facts: facts).contains("1 frame, 1 label</span>"))
    }
}
