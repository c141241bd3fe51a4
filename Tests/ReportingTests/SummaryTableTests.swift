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

    @Test func `the table of an empty run is short`() {
        let lines = SummaryTable.text(
            Sample.summary(listed: 0), policy: Sample.policy, report: "out"
        ).split(separator: "\n")
        #expect(lines.count == 9)
        #expect(lines[0] == "audited     0  generations of 0 responses")
    }
}
