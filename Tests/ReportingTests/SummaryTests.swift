import TestSupport
import Testing

@testable import Policies
@testable import Reporting
@testable import Responses

@Suite struct SummaryTests {
    private var summary: Summary { Sample.manyCounts }

    @Test func `the summary file is stable`() {
        let expected = """
            {
              "tool": {
                "name": "modaudit",
                "version": "1.0"
              },
              "policy": {
                "name": "baseline",
                "version": "2026-11-22",
                "sha256": "00ff"
              },
              "as_of": "2025-01-14T15:16:45Z",
              "inputs": [
                {
                  "path": "in/a.ndjson",
                  "bytes": 1234567
                }
              ],
              "counts": {
                "responses": 4141,
                "tasks": 4140,
                "generations": 1007038,
                "flagged": 120,
                "near": 33,
                "incomplete": 2,
                "clear": 1006880,
                "duplicates": 3,
                "revisions": 4,
                "withheld": 0,
                "by_severity": {
                  "flagged": {
                    "critical": 20,
                    "high": 0,
                    "medium": 0,
                    "low": 100
                  },
                  "near": {
                    "critical": 0,
                    "high": 0,
                    "medium": 33,
                    "low": 0
                  }
                }
              },
              "unaudited": {
                "unreadable": 1,
                "api_error": 0,
                "rejected": 0,
                "failed": 9,
                "pending": 0,
                "empty": 0,
                "superseded": 0
              },
              "rules": [
                {
                  "id": "ip-likeness",
                  "severity": "high",
                  "flagged": 1120,
                  "near": 33,
                  "missing": 0,
                  "condition": "any of these does, and is near when one is",
                  "meaning_sha256": "d6c22ebb78213771ad3c19e6509cb5afebaace60f6490594e8cb47e2bc348d86",
                  "definition_sha256": "16f11af41051ebcd1e6ff48f0015bd59f9f84c1ea8347188ddb7009920c1fa0a"
                },
                {
                  "id": "sexual",
                  "severity": "critical",
                  "flagged": 0,
                  "near": 0,
                  "missing": 0,
                  "condition": "any of these does, and is near when one is",
                  "meaning_sha256": "ee9f5ed7936b772d5051e4cfa193c8b106a8ac86da2428525255ee1653e57105",
                  "definition_sha256": "3bee4574a67341135df5827e8b6044d029a2fe8034823e912d09d2c0517e3d7f"
                }
              ],
              "agreement": {
                "both": 100,
                "policy_only": 20,
                "platform_only": 5,
                "neither": 1006910
              },
              "signals": [
                {
                  "signal": "legal.ip.score",
                  "present": 0,
                  "zero": 0,
                  "missing": 0,
                  "max": null,
                  "rules": [
                    "ip-likeness"
                  ],
                  "bins": [0, 12, 3]
                },
                {
                  "signal": "u18.is_child",
                  "present": 10,
                  "zero": 0,
                  "missing": 0,
                  "max": 0.75,
                  "rules": [],
                  "bins": []
                }
              ],
              "signals_omitted": 0,
              "unread_signals": [
                {
                  "signal": "u18.is_child",
                  "present": 10,
                  "max": 0.75,
                  "platform_flagged": 7
                }
              ],
              "unrecognised": {
                "/Z": 2,
                "/moderation_result/\\u001b[31m": 12,
                "/z": 1
              },
              "unrecognised_omitted": 5,
              "defective": 0,
              "skipped_files": 2,
              "skipped": {
                "count": 2,
                "names": [
                  "in/a.txt"
                ]
              }
            }
            """
        #expect(String(decoding: SummaryJSON.text(summary), as: UTF8.self) == expected)
    }

    @Test func `sound sums give no contradiction`() {
        #expect(summary.contradiction() == nil)
        #expect(Sample.summary(listed: 3).contradiction() == nil)
    }

    @Test func `every wrong count is found`() {
        for count in [
            \Summary.counts.generations, \.counts.flagged, \.counts.near, \.counts.incomplete, \.counts.clear,
            \.counts.duplicates, \.agreement.both, \.agreement.neither,
        ] {
            var wrong = summary
            wrong[keyPath: count] += 1
            #expect(wrong.contradiction() != nil, "\(count)")
        }
    }

    @Test func `missing and surplus rows are found`() throws {
        var rows = RowCounts()
        rows.flagged = 2
        rows.findingsFlagged = 6
        rows.findingsNear = 2
        let summary = Sample.summary(listed: 2)
        #expect(summary.contradiction(rows: rows) == nil)
        for count in [
            \RowCounts.flagged, \.near, \.incomplete, \.clear, \.findingsFlagged, \.findingsNear, \.duplicates,
        ] {
            var wrong = rows
            wrong[keyPath: count] += 1
            let contradiction = try #require(summary.contradiction(rows: wrong), "\(count)")
            #expect(contradiction.contains("rows of"))
        }
    }

    @Test(arguments: Unaudited.Kind.allCases)
    func `a wrong count of an unaudited kind is found`(_ kind: Unaudited.Kind) {
        var rows = RowCounts()
        rows.unaudited[kind] = 1
        #expect(
            Sample.summary(listed: 0).contradiction(rows: rows)
                == "the \(kind.rawValue) rows of unaudited.csv come to 1, not 0")
    }

    @Test func `severities that do not add up to the decisions are found`() {
        var wrong = summary
        wrong.counts.bySeverity.flagged[.low] = 99
        #expect(wrong.contradiction() == "the severities of flagged generations come to 119, not 120")
        wrong = summary
        wrong.counts.bySeverity.near[.critical] = 1
        #expect(wrong.contradiction() == "the severities of near generations come to 34, not 33")
    }

    @Test func `more revisions than judged generations do not add up`() {
        var wrong = Sample.summary(listed: 2)
        wrong.counts.revisions = 3
        #expect(wrong.contradiction() != nil)
    }

    @Test func `a signal that a rule reads, or that stays at 0.5, is no blind spot`() {
        var summary = summary
        summary.signals[0].max = 0.5
        summary.signals[1].max = 1
        #expect(summary.unreadSignals.isEmpty)
    }

    @Test func `an input of answers without one generation is not fully audited, and the terminal says so`() {
        var summary = Sample.summary(listed: 0)
        #expect(summary.isFullyAudited)
        summary.counts.responses = 3
        summary.unaudited = [.pending: 3]
        #expect(!summary.isFullyAudited && summary.shortfalls == ["not one generation audited"])
        #expect(
            SummaryTable.text(summary, policy: Sample.policy, report: "out").contains(
                "\nnot one generation was audited: no answer of the input holds one; "))
        summary.unaudited = [.superseded: 2]
        summary.counts.generations = 1
        summary.counts.clear = 1
        #expect(summary.isFullyAudited)
    }

    @Test func `a report that does not add up is not finished`() throws {
        let folder = try TemporaryFolder()
        var report = try ReportFolder(at: folder.path + "/out", style: ReportStyle())
        #expect(throws: ReportError.contradiction("the flagged rows of generations.csv come to 0, not 1")) {
            try report.finish(Sample.summary(listed: 1))
        }
        report.discard()
        #expect(try folder.names().isEmpty)
    }
}
