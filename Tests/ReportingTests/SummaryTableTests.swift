import Testing

@testable import Policies
@testable import Reporting
@testable import Responses

@Suite struct SummaryTableTests {
    @Test func `what the platform withheld is printed and is in the file`() {
        var summary = Sample.summary(listed: 1)
        summary.counts.withheld = 1204
        let text = SummaryTable.text(summary, policy: Sample.policy, report: "out")
        #expect(text.contains("\nwithheld by the platform 1,204\n"))
        #expect(String(decoding: SummaryJSON.text(summary), as: UTF8.self).contains("\"withheld\": 1204,\n"))
    }

    @Test func `reasons are printed with a place, and severities in colour on request`() {
        var summary = Sample.summary(listed: 1)
        summary.unauditedReasons = [
            .init(kind: .apiError, reason: "429: too many requests", count: 1200, source: "in/a.ndjson:7"),
            .init(kind: .unreadable, reason: "cut off\u{1B}[31m", count: 1, source: "in/b.json:1"),
        ]
        let text = SummaryTable.text(summary, policy: Sample.policy, report: "out")
        #expect(
            text.contains(
                """
                why responses and tasks gave no generation, with the first place of each:
                  api_error   429: too many requests  in/a.ndjson:7  1,200
                  unreadable  cut off\u{FFFD}[31m            in/b.json:1        1

                """), "\(text)")
        #expect(!text.contains("\u{1B}"))
        let styled = SummaryTable.text(summary, policy: Sample.policy, report: "out", isStyled: true)
        #expect(styled.contains("  \u{1B}[1;31m1 critical\u{1B}[0m\n"))
        #expect(styled.contains("sexual       \u{1B}[1;31mcritical\u{1B}[0m  "))
        let plain = styled.replacing(/\u{1B}\[[0-9;]*m/, with: "")
        #expect(plain == text)
    }

    @Test func `the table of an empty run is short`() {
        let lines = SummaryTable.text(
            Sample.summary(listed: 0), policy: Sample.policy, report: "out"
        ).split(separator: "\n")
        #expect(lines.count == 9)
        #expect(lines[0] == "audited     0  generations of 0 responses")
    }

    @Test func `lists on the terminal end after 20 names and say how many more there are`() {
        var summary = Sample.manyCounts
        summary.signals = (0..<25).map {
            var signal = Summary.SignalCount(signal: "a.b.c\(100 + $0)")
            signal.max = 1
            return signal
        }
        summary.unrecognised = Dictionary(uniqueKeysWithValues: (0..<22).map { (ByteName("/x\(100 + $0)"), 1) })
        let text = SummaryTable.text(summary, policy: Sample.policy, report: "out")
        #expect(text.contains("a.b.c119") && !text.contains("a.b.c120") && text.contains("\n  and 5 more\n"))
        #expect(text.contains("/x119") && !text.contains("/x120") && text.contains("\n  and 7 more\n"))
    }

    @Test func `the printed table has every count`() {
        let expected = """
            audited     1,007,035  generations of 4,141 responses
            flagged           120  20 critical, 100 low
            near               33  33 medium
            incomplete          2
            clear       1,006,880
            duplicates          3
            unaudited          10  unreadable 1, failed 9
            revisions           4  of the audited: their ids came before, with another outcome

            rule         severity  flagged  near  missing
            ip-likeness  high        1,120    33        0

            files in the folders that were not read, for their endings: 2
              in/a.txt
              and 1 more

            not recognised, so not audited (generations and tasks):
              /Z                         2
              /moderation_result/�[31m  12
              /z                         1
              and 5 more

            signals that no rule reads, above 0.5 or true in a generation:
              signal         max  present  platform flagged
              u18.is_child  0.75       10                 7

            clear by the policy, flagged by the platform: 6 generations

            policy: baseline 2026-11-22
            report: reports/latest

            """
        #expect(
            SummaryTable.text(Sample.manyCounts, policy: Sample.policy, report: "reports/latest") == expected)
    }

    /// A signal's name with a slip in it is missing everywhere, and a rule may ignore that.
    @Test func `the printed table names rules that lack a signal in every generation`() {
        let exact = Condition.test([SignalPattern("legal.IP.score")], .is(true))
        let pattern = Condition.test([SignalPattern("moderation_api.*.Z*")], .is(true))
        var policy = Sample.policy
        policy.rules[0].condition = exact
        policy.rules[1].condition = pattern
        policy.rules[2].condition = .all([exact, exact])
        policy.rules[3].condition = exact
        var summary = Sample.summary(listed: 4)
        summary.counts.duplicates = 1
        for rule in 0...2 { summary.rules[rule].missing = 3 }
        summary.rules[3].missing = 2
        let text = SummaryTable.text(summary, policy: policy, report: "out")
        #expect(
            text.contains(
                "\nrules that lacked a signal in every generation: ip-likeness (legal.IP.score), sexual, filter-hit\n"
            ))
        summary.counts = Summary.Counts()
        for rule in 0...3 { summary.rules[rule].missing = 0 }
        #expect(!SummaryTable.text(summary, policy: policy, report: "out").contains("lacked"))
    }

    @Test func `a long list of rules that lack a signal is cut`() {
        var summary = Sample.summary(listed: 1)
        summary.rules = (0..<1021).map {
            var rule = summary.rules[0]
            rule.id = "r\($0)"
            rule.missing = 1
            return rule
        }
        #expect(
            SummaryTable.text(summary, policy: Sample.policy, report: "out").contains(", r19 and 1,001 more\n"))
    }

    @Test func `the printed table names the policy`() throws {
        let text = SummaryTable.text(Sample.summary(listed: 1), policy: try Baseline.policy(), report: "out")
        #expect(text.hasSuffix("\npolicy: baseline 2026-11-26 (built-in)\nreport: out\n"))
        var policy = Sample.policy
        policy.name = "ours\u{1B}"
        policy.version = ""
        #expect(
            SummaryTable.text(Sample.summary(listed: 1), policy: policy, report: "out")
                .contains("\npolicy: ours\u{FFFD}\n"))
    }

    @Test func `the printed table of an empty run is short`() {
        let lines = SummaryTable.text(
            Sample.summary(listed: 0), policy: Sample.policy, report: "out"
        ).split(separator: "\n")
        #expect(lines.count == 9)
        #expect(lines[0] == "audited     0  generations of 0 responses")
    }
}
