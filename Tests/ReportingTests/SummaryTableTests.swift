import Responses
import Testing

@testable import Reporting

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
}
