import Foundation
import Reporting
import TestSupport
import Testing
import Utilities

@testable import Reviews

/// The sheets that `review sheet` makes (CONTRACT section 15).
@Suite struct ReviewSheetTests {
    private static let rows: [PlantedReport.Row] = [
        .init(id: "gen_01", severity: "critical", rule: "child"), .init(id: "gen_02"),
        .init(id: "gen_03", decision: "near", value: "0.8"), .init(id: "gen_04"),
    ]

    /// The cells of a sheet by column, and its counts.
    private func sheet(
        _ planted: PlantedReport, _ change: (inout ReviewSheet) -> Void = { _ in }
    ) throws -> (rows: [[String: String]], text: String, counts: ReviewSheet.Counts) {
        var sheet = try ReviewSheet(of: planted.report, asOf: PlantedReport.moment)
        change(&sheet)
        var bytes: [UInt8] = []
        let counts = try sheet.write { bytes += $0 }
        let text = String(decoding: bytes, as: UTF8.self)
        let lines = text.split(separator: "\r\n").map { line in
            line.drop { $0 != "\"" }.dropFirst().dropLast().components(separatedBy: "\",\"")
        }
        let rows = lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(lines[0], $0)) }
        return (rows, text, counts)
    }

    @Test func `a sheet has the columns of the contract, in the order of the report`() throws {
        let planted = try PlantedReport(Self.rows)
        let (rows, text, counts) = try sheet(planted)
        let header =
            "review_key review_decision review_note disposition reopened_because change decision severity why question "
            + "title prompt link generation_id task_id created_at user_id top_rule top_value rules_flagged rules_near "
            + "missing_signals platform previous_decisions"
        let names = header.split(separator: " ").map { "\"\($0)\"" }.joined(separator: ",")
        #expect(text.hasPrefix("\u{FEFF}\(names)\r\n"))
        #expect(rows.map { $0["generation_id"] } == ["gen_01", "gen_02", "gen_03", "gen_04"])
        #expect(counts.rows == 4 && counts.withoutID == 0)
        let expected = [
            "review_key": planted.rows[1].key, "review_decision": "", "review_note": "", "disposition": "open",
            "reopened_because": "", "change": "new", "decision": "flagged", "severity": "high",
            "why": "ip-max: why",
            "question": "Is it ip-max?", "title": "'=TITLE", "prompt": "PROMPT", "link": "https://a.example/x",
            "generation_id": "gen_02", "task_id": "task ip-max", "created_at": "2026-11-20T08:00:00Z",
            "user_id": "USER",
            "top_rule": "ip-max", "top_value": "0.97", "rules_flagged": "ip-max", "rules_near": "",
            "missing_signals": "legal.face.score", "platform": "passed", "previous_decisions": "",
        ]
        #expect(rows[1] == expected)
    }

    @Test func `a restricted generation has no title and no prompt`() throws {
        let rows = try sheet(PlantedReport(Self.rows)).rows
        #expect(rows[0]["title"] == "" && rows[0]["prompt"] == "")
        #expect(rows[0]["question"] == "Is it child?")
        #expect(rows[1...].allSatisfy { $0["prompt"] == "PROMPT" })
    }

    @Test func `with a ledger, a sheet has what is left to decide`() throws {
        let planted = try PlantedReport(Self.rows)
        let first = planted.sheet([(0, "no", "seen"), (1, "yes", ""), (2, "unsure", ""), (3, "no", "")])
        try planted.run([first])
        try planted.run([planted.sheet([(3, "yes", "")])], by: "ben")
        let (rows, _, counts) = try sheet(planted) { $0.ledger = planted.ledger }
        #expect(rows.map { $0["generation_id"] } == ["gen_03", "gen_04"])
        #expect(rows.map { $0["disposition"] } == ["unsure", "conflict"])
        #expect(rows[1]["previous_decisions"] == "anna dismissed 2025-11-26; ben violation 2025-11-26")
        #expect(counts.rows == 2)
        let all = try sheet(planted) {
            $0.ledger = planted.ledger
            $0.choice = .all
        }.rows
        #expect(all.map { $0["disposition"] } == ["dismissed", "confirmed", "unsure", "conflict"])
        let near = try sheet(planted) { $0.choice = .near }.rows
        #expect(near.map { $0["generation_id"] } == ["gen_03"])
    }

    @Test func `a sheet that is computed anew needs the ledger and the waivers of its report`() throws {
        let ledger = #""decisions":{"sha256":"a","entries":1,"last_sha256":"b"}"#
        let waivers = #""waivers":{"sha256":"a","entries":1}"#
        let some = try WaiverReader.read(
            Array("waivers: []\n".utf8), named: "w", for: Reviewing.policy())
        func error(_ review: String, ledger hasLedger: Bool, waivers hasWaivers: Bool) throws -> String? {
            let planted = try PlantedReport(Self.rows, review: review)
            try planted.run([planted.sheet([(0, "yes", "")])])
            do {
                _ = try sheet(planted) {
                    if hasLedger { $0.ledger = planted.ledger }
                    if hasWaivers { $0.waivers = some }
                }
                return nil
            } catch ReviewError.misused(let reason) { return reason }
        }
        let both = "{\(ledger),\(waivers)}"
        #expect(
            try error(both, ledger: true, waivers: false) == "the report was made with --waivers; give it too")
        #expect(
            try error(both, ledger: false, waivers: true) == "the report was made with --decisions; give it too"
        )
        #expect(try error(both, ledger: true, waivers: true) == nil)
        #expect(try error(both, ledger: false, waivers: false) == nil)
        #expect(try error("{\(ledger),\"waivers\":null}", ledger: true, waivers: false) == nil)
        #expect(try error("{\"decisions\":null,\(waivers)}", ledger: false, waivers: true) == nil)
        #expect(try error("null", ledger: true, waivers: false) == nil)
    }

    @Test func `a sheet that is filled in is imported`() throws {
        let planted = try PlantedReport(Self.rows)
        for delimiter in ReportStyle.Delimiter.allCases {
            let text = try sheet(planted) { $0.style = ReportStyle(delimiter: delimiter) }.text
            let byte = String(UnicodeScalar(delimiter.rawValue))
            let filled = text.replacingOccurrences(
                of: "\"\(byte)\"\"\(byte)\"\"\(byte)\"open\"",
                with: "\"\(byte)\"no\"\(byte)\"note\"\(byte)\"open\"")
            let outcome = try #require(try planted.run([filled], by: "anna\(delimiter.rawValue)").sheets.first)
            #expect(outcome.recorded == [.dismissed: 4])
        }
    }

    @Test func `a link is that of the report, or of the template`() throws {
        let planted = try PlantedReport([.init(id: "gen 1")])
        let template = try LinkTemplate("https://b.example/{generation_id}?t={task_id}")
        let rows = try sheet(planted) { $0.style = ReportStyle(link: template) }.rows
        #expect(rows[0]["link"] == "https://b.example/gen%201?t=task%20ip-max")
    }

    @Test func `a report with an edited policy is refused`() throws {
        let planted = try PlantedReport(Self.rows)
        try planted.scratch.write(planted.scratch.text("report/policy.yaml") + "\n", to: "report/policy.yaml")
        #expect(throws: ReviewError.self) { try sheet(planted) }
    }
}

/// The numbers of `review status`, and the ledger as a table (CONTRACT section 15).
@Suite struct LedgerStatusTests {
    private func status(_ planted: PlantedReport) throws -> LedgerStatus {
        var reader = LedgerStatus.Reader()
        for line in try planted.lines() { reader.add(line) }
        return reader.status
    }

    @Test func `conflicts, escalations and agreement are those of counting decisions`() throws {
        let planted = try PlantedReport(ids: (0..<6).map { "gen_\($0)" })
        try planted.run([
            planted.sheet([(0, "no", ""), (1, "no", ""), (2, "yes", ""), (3, "escalated", ""), (4, "no", "")])
        ])
        try planted.run(
            [planted.sheet([(0, "yes", ""), (1, "no", ""), (2, "unsure", ""), (4, "yes", "")])], by: "ben")
        var found = try status(planted)
        #expect(found.lines == 9 && found.labels == 0 && found.generations == 5)
        #expect(found.conflicts == ["gen_0", "gen_4"])
        #expect(found.escalations == [PlantedReport.moment])
        #expect(found.pairs == [.init(reviewers: ["anna", "ben"], both: 3, agreed: 1)])
        #expect(found.reviewers.map(\.name) == ["anna", "ben"])
        #expect(found.reviewers[0].decisions == [.dismissed: 3, .violation: 1, .escalated: 1])
        // A final decision settles, a withdrawal removes.
        try planted.run([planted.sheet([(0, "no", "settled")])], by: "lead") { $0.isFinal = true }
        try planted.run([planted.sheet([(4, "reopen", ""), (3, "withdraw", "")])], by: "lead")
        found = try status(planted)
        #expect(found.conflicts.isEmpty && found.escalations.isEmpty)
        #expect(found.generations == 3)
        #expect(found.pairs == [.init(reviewers: ["anna", "ben"], both: 1, agreed: 1)])
    }

    @Test func `a generation that several reviewers escalate is one escalation, as old as the first`() throws {
        let planted = try PlantedReport(ids: ["gen_1", "gen_2"])
        for (number, name) in ["anna", "ben", "cara"].enumerated() {
            try planted.run([planted.sheet([(0, "esc", "")])], by: name) {
                $0.recordedAt = UTCTime(seconds: 1_764_000_000 - Int64(number))
            }
        }
        try planted.run([planted.sheet([(1, "esc", "")])]) { $0.recordedAt = UTCTime(seconds: 1_764_000_001) }
        let found = try status(planted)
        #expect(found.escalations.map(\.seconds) == [1_763_999_998, 1_764_000_001])
    }

    @Test func `labels are counted by themselves`() throws {
        let planted = try PlantedReport(ids: ["gen_1"])
        try planted.run(["sample_key,review_decision\n\(planted.rows[0].sampleKey),no\n"], fromSample: true)
        let found = try status(planted)
        #expect(found.lines == 1 && found.labels == 1 && found.generations == 0 && found.reviewers.isEmpty)
    }

    @Test func `questions with different answers are counted, and a final answer settles them`() throws {
        let planted = try PlantedReport(ids: ["gen_1", "gen_2", "gen_3"])
        let keys = planted.rows.map(\.sampleKey)
        func answers(_ words: [String]) -> String {
            zip(keys, words).map { "\($0),\($1)\n" }.reduce("sample_key,review_decision\n", +)
        }
        try planted.run([answers(["no", "no", "yes"])], fromSample: true)
        try planted.run([answers(["yes", "no", "unsure"])], by: "ben", fromSample: true)
        var found = try status(planted)
        #expect(found.labels == 6 && found.questions == 3 && found.questionsInConflict == 1)
        #expect(found.conflicts.isEmpty)
        try planted.run([answers(["no"])], by: "lead", fromSample: true) { $0.isFinal = true }
        found = try status(planted)
        #expect(found.questions == 3 && found.questionsInConflict == 0)
    }

    @Test func `the ledger is a table with a row per line`() throws {
        let planted = try PlantedReport(ids: ["gen_1"])
        try planted.run([planted.sheet([(0, "no", "=note")])])
        var table = LedgerTable()
        for line in try planted.lines() { table.add(line) }
        let lines = String(decoding: table.take(), as: UTF8.self).split(separator: "\r\n")
        #expect(lines.count == 2)
        #expect(lines[0].split(separator: ",").count == LedgerTable.columns.count)
        let cells = lines[1].dropFirst().dropLast().components(separatedBy: "\",\"")
        #expect(
            Array(cells[..<11]) == [
                "1", "2025-11-26T09:00:00Z", "decision", "anna", "false", "dismissed", "'=note",
                planted.rows[0].key, "",
                "gen_1", "task ip-max",
            ])
        #expect(cells.count == LedgerTable.columns.count)
    }
}
