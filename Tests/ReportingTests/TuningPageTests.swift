import Digests
import Foundation
import Policies
import Statistics
import Testing

@testable import Reporting

/// `tuning.html`, and the choice of a threshold (CONTRACT section 16).
@Suite struct TuningPageTests {
    private static let nasty = #"</code><script>alert("1")</script>'&"#

    /// A result of one swept rule.
    /// - Parameter parts: The parts at a threshold, by its index.
    private static func result(
        _ range: String = "0.1..0.9/0.1", why: String = "Bad?", _ parts: (Int) -> [Part] = { _ in [] }
    ) throws -> TuningResult {
        let text = """
            policy: 'p \(why.replacing("'", with: "''"))'
            rules: [{id: bad, why: '\(why.replacing("'", with: "''"))', signal: f.g.S, flag_at: 0.55}]
            """
        let policy = try PolicyFile.read(Array(text.utf8), named: "p.yaml")
        let test = try #require(try Sweep.tests(["bad=\(range)"], of: policy).first)
        var summary = Summary(
            tool: .init(name: "modaudit", version: "test"), policy: .init(policy), asOf: 1_700_000_000)
        summary.counts.generations = 1_234
        summary.counts.flagged = 56
        var result = TuningResult(summary, policy, whole: Quality(parts: [], outside: .init()))
        let workload = test.thresholds.indices.map { index in
            var workload = Workload()
            workload.flagged = 1_000 - index
            return workload
        }
        result.tests = [
            TunedTest(
                test, of: policy.rules[0], name: "bad", workload: workload,
                quality: test.thresholds.indices.map { Quality(parts: parts($0), outside: .init()) })
        ]
        return result
    }

    private static func page(_ result: TuningResult) -> String {
        String(decoding: TuningPage(result).text(), as: UTF8.self)
    }

    private static func parts(flagged: Int, below: Int) -> [Part] {
        [
            Part(
                .flagged, isFlagged: true, population: 500, labels: .init(total: 50, positives: flagged),
                all: .init(total: 50, positives: flagged)),
            Part(
                .clear, isFlagged: false, population: 700, labels: .init(total: 50, positives: below),
                all: .init(total: 50, positives: below)),
        ]
    }

    @Test func `the page has no script, and its policy allows only its own style`() throws {
        let page = Self.page(try Self.result())
        #expect(!page.contains("<script") && !page.contains("script-src") && !page.contains("href=\"http"))
        let start = try #require(page.range(of: "<style>")), end = try #require(page.range(of: "</style>"))
        let style = Array(page[start.upperBound..<end.lowerBound].utf8)
        #expect(page.contains("default-src 'none'; style-src 'sha256-\(SHA256Digest.base64(of: style))';"))
    }

    @Test func `texts of the policy cannot become markup`() throws {
        let page = Self.page(try Self.result(why: Self.nasty))
        #expect(!page.contains("<script"))
        #expect(page.contains("&lt;/code&gt;&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&#39;&amp;"))
    }

    @Test func `the curves have today's threshold, and bands where there is an estimate`() throws {
        let page = Self.page(
            try Self.result { index in Self.parts(flagged: 40 + index % 5, below: index < 4 ? 0 : 2) })
        #expect(page.contains("class=\"flag-line\""))
        #expect(page.contains("class=\"c-precision-band\" d=\"M"))
        #expect(page.contains("class=\"c-recall-band\" d=\"M"))
        #expect(page.contains("<tr class=\"now\"><th scope=\"row\" class=\"n\">0.55"))
        #expect(page.contains("of 1,234 generations"))
        #expect(page.contains("They do not include errors of reviewers."))
    }

    @Test func `without labels the page says so and has no empty curve`() throws {
        let page = Self.page(try Self.result())
        #expect(page.contains("Precision: no labels. Recall: no labels."))
        #expect(!page.contains("c-precision-band\""))
        #expect(page.contains("No ledger was given"))
    }

    @Test func `limits have the decimal that values have`() throws {
        let page = Self.page(try Self.result { _ in Self.parts(flagged: 0, below: 0) })
        #expect(page.contains("0.0\u{A0}% (0.0 to 7.1)"))
    }

    @Test func `a thousand thresholds give a short table with today's among them`() throws {
        let page = Self.page(try Self.result("0.001..1/0.001"))
        #expect(page.count(of: "<tr") < 80)
        #expect(page.contains("0.55 <span class=\"dim\">flag_at</span>"))
        #expect(page.contains("more thresholds in <code>workload.csv</code>"))
    }

    @Test func `the limit meets the goal, not the value`() throws {
        // 40 of 50 is 0.8, and its lower limit is 0.67.
        let result = try Self.result { _ in Self.parts(flagged: 40, below: 2) }
        let test = try #require(result.tests.first)
        func choice(_ goal: String) throws -> TuningChoice {
            TuningChoice(try #require(TuningGoal(goal)), for: test)
        }
        #expect(try choice("precision=0.8").status == .metNowhere)
        #expect(try choice("precision=0.66").threshold == 0.1)
        #expect(try choice("precision=0.66").flagged == 1_000)
        let few = try Self.result { _ in
            [
                Part(
                    .flagged, isFlagged: true, population: 500, labels: .init(total: 9, positives: 9),
                    all: .init(total: 9, positives: 9))
            ]
        }
        #expect(
            TuningChoice(try #require(TuningGoal("precision=0.1")), for: few.tests[0]).status == .notEstimable)
    }

    @Test(arguments: [
        "precision", "precision=", "precision=0", "precision=1.1", "recall=nan", "accuracy=0.5", "=1",
    ])
    func `a goal is a figure and a share`(text: String) { #expect(TuningGoal(text) == nil) }
}

extension String {
    fileprivate func count(of text: String) -> Int { components(separatedBy: text).count - 1 }
}
