import Foundation
import Policies
import TestSupport
import Testing

@testable import Reviews

/// What an import makes of rows (CONTRACT section 15).
@Suite struct SheetImportTests {
    private static let ids = ["gen_01", "gen_02", "gen_03", "gen_04", "gen_05"]

    @Test func `a decision is recorded with the facts of the report, not of the sheet`() throws {
        let planted = try PlantedReport([
            .init(id: "gen_01"), .init(id: "gen_02", decision: "near", value: "true"),
        ])
        let text = """
            review_key,review_decision,review_note,task_id,evidence_sha256,decision,created_at
            \(planted.rows[1].key),WAHR,"seen
            twice",forged,forged,flagged,1.1.2020
            \(planted.rows[0].key),,,,,,
            """
        let result = try planted.run([text])
        let outcome = try #require(result.sheets.first)
        #expect(outcome.rows == 2)
        #expect(outcome.recorded == [.violation: 1])
        #expect(outcome.blank == 1)
        #expect(outcome.words == [.init(word: "WAHR", decision: .violation, rows: 1)])
        let line = try #require(try planted.lines().first)
        var expected = LedgerLine(
            .violation, of: "gen_02", by: "anna", at: PlantedReport.moment,
            in: ReviewedSheet(name: "sheet-0.csv", sha256: line.sheet.sha256, row: 2))
        expected.seq = 1
        expected.note = "seen twice"
        expected.reviewKey = planted.rows[1].key
        expected.taskID = "task ip-max"
        expected.createdAt = "2026-11-20T08:00:00Z"
        expected.signalsSHA256 = PlantedReport.signals
        expected.evidenceSHA256 = PlantedReport.evidence
        expected.band = .near
        var finding = ReviewedFinding(
            "ip-max", meaning: PlantedReport.meaning, severity: .high, band: .near, value: .boolean(true))
        finding.signal = "legal.ip.score"
        finding.label = 42
        expected.findings = [finding]
        expected.missing = ["legal.face.score"]
        expected.report = ReviewedReport(
            manifestSHA256: line.report?.manifestSHA256 ?? "", asOf: "2026-11-25T00:00:00Z",
            policySHA256: PlantedReport.policy)
        #expect(line == expected)
        let ledger = try planted.scratch.text("decisions/decisions.ndjson")
        for word in ["PROMPT", "TITLE", "USER", "forged"] { #expect(!ledger.contains(word)) }
    }

    @Test func `a label answers a question of a sample`() throws {
        let planted = try PlantedReport([
            .init(id: "gen_01"), .init(id: "gen_01", rule: "face"), .init(id: "-gen"),
        ])
        let keys = planted.rows.map(\.sampleKey)
        let text = """
            sample_key,review_decision,generation_id
            \(keys[0]),yes,gen_01
            \(keys[1]),escalated,gen_01
            ,no,'-gen
            ,no,gen_01
            """
        let outcome = try #require(try planted.run([text], fromSample: true).sheets.first)
        #expect(outcome.recorded == [.violation: 1, .dismissed: 1])
        #expect(outcome.reasons == [.unknownDecision: 1, .unknownKey: 1])
        let lines = try planted.lines()
        #expect(lines.map(\.kind) == [.label, .label])
        #expect(lines.map(\.question?.sampleKey) == [keys[0], keys[2]])
        #expect(lines.map(\.question?.ruleID) == ["ip-max", "ip-max"])
        #expect(lines.allSatisfy { $0.reviewKey == nil && $0.report == nil && $0.question?.stratum == "near" })
        let rejected = try planted.rejected()
        #expect(rejected.map { $0[0] } == ["3", "5"])
        #expect(rejected[0][6] == "escalated is no answer to a question; write violation, dismissed or unsure")
        #expect(rejected[1][6] == "2 questions of the sample are of this id; restore sample_key")
        // The answer to another question about the generation is not a repeat.
        let other = "sample_key,review_decision\n\(keys[1]),yes\n"
        #expect(try planted.run([other], fromSample: true).sheets[0].recorded == [.violation: 1])
        #expect(try planted.run([other], fromSample: true).sheets[0].unchanged == 1)
    }

    @Test func `an answer to another sample is recorded again, from the same sheet`() throws {
        let planted = try PlantedReport(ids: Self.ids)
        let labels = "sample_key,review_decision\n\(planted.rows[0].sampleKey),no\n"
        #expect(try planted.run([labels], fromSample: true).sheets[0].allRecorded == 1)
        #expect(try planted.run([labels], fromSample: true).sheets[0].unchanged == 1)
        // The larger sample has the same questions.
        let larger = try PlantedReport(planted.rows + [.init(id: "gen_06")], in: planted.scratch)
        #expect(try larger.run([labels], fromSample: true).sheets[0].allRecorded == 1)
        #expect(try larger.run([labels], fromSample: true).sheets[0].unchanged == 1)
    }

    @Test func `each reason rejects its row, and the other rows are recorded`() throws {
        var rows = Self.ids.map { PlantedReport.Row(id: $0) }
        rows[4].severity = "critical"
        rows[4].rule = "child"
        let planted = try PlantedReport(rows)
        let keys = rows.map(\.key), other = PlantedReport.Row(id: "gen_01", value: "0.5").key
        let text = """
            review_key,generation_id,review_decision,review_note
            \(keys[0]),gen_01,no,
            ,1.23E+15,no,
            \(other),gen_01,no,
            \(keys[1]),gen_02,banana,note
            \(keys[1]),gen_02,,note
            \(keys[2]),gen_03,yes,
            \(keys[2]),gen_03,no,
            \(keys[4]),gen_05,dismissed,
            \(keys[3]),gen_02,yes,
            rk_broken,gen_02,no,
            ,,no,
            ,,,
            ,03.04.2026,banana,
            \(keys[3]),03.04.2026,,
            """
        let outcome = try #require(try planted.run([text]).sheets.first)
        #expect(outcome.rows == 14)
        #expect(outcome.recorded == [.dismissed: 1])
        #expect(outcome.blank == 2)
        #expect(outcome.rejected == 11)
        #expect(
            outcome.reasons == [
                .unknownKey: 4, .stale: 1, .unknownDecision: 2, .decisionMissing: 1, .contradiction: 2,
                .noteMissing: 1,
                .mismatch: 1,
            ])
        let rejected = try planted.rejected()
        #expect(
            rejected.map { $0[5] } == [
                "unknown_key", "stale", "unknown_decision", "decision_missing", "contradiction",
                "contradiction",
                "note_missing", "mismatch", "unknown_key", "unknown_key", "unknown_key unknown_decision",
            ])
        #expect(
            rejected[0] == [
                "3", "", "1.23E+15", "no", "", "unknown_key",
                "a spreadsheet rounded the id to 1.23E+15; restore it, or review_key",
            ])
        #expect(rejected[4][6] == "row 7 (violation) and row 8 (dismissed) decide differently; keep one")
        #expect(rejected[10][6].contains("the date 03.04.2026"))
        #expect(rejected[10][6].contains("; write violation, dismissed"))
    }

    @Test func `the rejected rows can be corrected and imported`() throws {
        let planted = try PlantedReport(ids: Self.ids)
        try planted.run([planted.sheet([(0, "maybe not", "=1+1"), (1, "no", "")])])
        let rejected = try planted.scratch.text("sheet-0.csv.rejected.csv")
        #expect(rejected.hasPrefix("\u{FEFF}\"row\",\"review_key\",\"generation_id\""))
        #expect(rejected.contains("\"'=1+1\""))
        let corrected = rejected.replacingOccurrences(of: "maybe not", with: "no")
        let outcome = try #require(try planted.run([corrected]).sheets.first)
        #expect(outcome.recorded == [.dismissed: 1])
        #expect(try planted.lines().map(\.note) == [nil, "=1+1"])
    }

    @Test func `the same sheet twice changes nothing, by another reviewer or with --final it is recorded`()
        throws
    {
        let planted = try PlantedReport(ids: Self.ids)
        let sheet = planted.sheet([(0, "no", "a note"), (1, "yes", ""), (2, "", "")])
        #expect(try planted.run([sheet]).sheets[0].recorded == [.dismissed: 1, .violation: 1])
        let before = try planted.scratch.bytes("decisions/decisions.ndjson")
        #expect(try planted.run([sheet]).sheets[0].unchanged == 2)
        #expect(try planted.scratch.bytes("decisions/decisions.ndjson") == before)
        #expect(try planted.run([sheet], by: "ben").sheets[0].allRecorded == 2)
        #expect(try planted.run([sheet]) { $0.isFinal = true }.sheets[0].allRecorded == 2)
        // Another note is another answer; only the last one counts.
        #expect(try planted.run([planted.sheet([(0, "no", "other")])]).sheets[0].allRecorded == 1)
        #expect(try planted.run([planted.sheet([(0, "no", "a note")])]).sheets[0].allRecorded == 1)
        #expect(try planted.lines().count == 8)
        #expect(try planted.lines().map(\.isFinal) == [false, false, false, false, true, true, false, false])
    }

    @Test func `the same decision is recorded again about a later report, and after a withdrawal`() throws {
        let planted = try PlantedReport(ids: Self.ids)
        let first = planted.sheet([(0, "no", "")]), second = planted.sheet([(0, "no", ""), (1, "", "")])
        #expect(try planted.run([first]).sheets[0].allRecorded == 1)
        #expect(try planted.run([second]).sheets[0].unchanged == 1)
        // In a later report it renews a decision that may have expired; the old sheet is not an answer about it.
        let later = try PlantedReport(planted.rows, in: planted.scratch, asOf: "2026-12-25T00:00:00Z")
        #expect(try later.run([first]).sheets[0].unchanged == 1)
        #expect(try later.run([second]).sheets[0].allRecorded == 1)
        #expect(try later.run([second]).sheets[0].unchanged == 1)
        #expect(try later.run([second]) { $0.isDryRun = true }.sheets[0].unchanged == 1)
        // Another reviewer withdraws it.
        #expect(try later.run([later.sheet([(0, "reopen", "")])], by: "ben").sheets[0].allRecorded == 1)
        #expect(try later.run([second]).sheets[0].unchanged == 1)
        let third = later.sheet([(0, "no", ""), (2, "", "")])
        #expect(try later.run([third]) { $0.isDryRun = true }.sheets[0].allRecorded == 1)
        #expect(try later.run([third]).sheets[0].allRecorded == 1)
        #expect(try later.run([third]).sheets[0].unchanged == 1)
        #expect(try later.lines().map(\.decision) == [.dismissed, .dismissed, .reopen, .dismissed])
    }

    @Test func `rows that repeat another of the command are unchanged, also in another sheet`() throws {
        let planted = try PlantedReport(ids: Self.ids)
        let sheet = planted.sheet([(0, "no", ""), (0, "NEIN", ""), (0, "", ""), (1, "yes", "a")])
        let result = try planted.run([sheet, sheet])
        #expect(result.sheets.map(\.allRecorded) == [2, 0])
        #expect(result.sheets.map(\.unchanged) == [1, 3])
        #expect(result.sheets.map(\.blank) == [1, 1])
        let other = try planted.run([
            planted.sheet([(2, "no", "")]), planted.sheet([(2, "yes", ""), (3, "no", "")]),
        ])
        #expect(other.sheets.map(\.rejected) == [1, 1])
        #expect(other.sheets.map(\.allRecorded) == [0, 1])
        #expect(
            try planted.rejected("sheet-1.csv.rejected.csv")[0][6]
                == "sheet-0.csv row 2 (dismissed) and sheet-1.csv row 2 (violation) decide differently; keep one"
        )
    }

    @Test func `two notes on one decision are a contradiction`() throws {
        let planted = try PlantedReport(ids: Self.ids)
        #expect(
            try planted.run([planted.sheet([(0, "no", "a"), (0, "no", "b")])]).sheets[0].reasons == [
                .contradiction: 2
            ])
        #expect(try planted.rejected()[0][6].contains("have different notes"))
    }

    @Test func `a dry run writes nothing`() throws {
        let planted = try PlantedReport(ids: Self.ids)
        let sheet = planted.sheet([(0, "no", ""), (1, "banana", "")])
        let result = try planted.run([sheet]) { $0.isDryRun = true }
        #expect(result.sheets[0].allRecorded == 1)
        #expect(result.sheets[0].rejectedFile == nil)
        #expect(try planted.scratch.names() == ["report", "sample", "sheet-0.csv"])
        try planted.run([sheet])
        let before = try planted.scratch.bytes("decisions/decisions.ndjson")
        #expect(try planted.run([sheet]) { $0.isDryRun = true }.sheets[0].unchanged == 1)
        #expect(try planted.scratch.bytes("decisions/decisions.ndjson") == before)
    }

    @Test func `key or id is enough, and both must agree`() throws {
        let planted = try PlantedReport(ids: ["1234567890123456", "=cmd", "gen\u{202E}x", "'a'"])
        let keys = planted.rows.map(\.key)
        #expect(
            try planted.run([
                "generation_id,review_decision\n1234567890123456,no\n'=cmd,no\ngen\u{FFFD}x,no\n'a',no\n"
            ])
            .sheets[0].allRecorded == 4)
        #expect(
            try planted.run(["review_key,review_decision\n\(keys[0]),yes\n'\(keys[1]),yes\n"]).sheets[0]
                .allRecorded == 2)
        // A spreadsheet rounded the id, and the key is whole.
        let rounded = "review_key,generation_id,review_decision\n\(keys[0]),1.23457E+15,unsure\n"
        #expect(try planted.run([rounded]).sheets[0].allRecorded == 1)
        let wrong = "review_key,generation_id,review_decision\n\(keys[0]),1.24E+15,no\n\(keys[1]),3-Apr,no\n"
        #expect(try planted.run([wrong]).sheets[0].reasons == [.mismatch: 2])
    }

    @Test func `revisions share an id, so only the key tells them apart`() throws {
        let planted = try PlantedReport([.init(id: "gen_01"), .init(id: "gen_01", value: "0.5")])
        let text = "review_key,generation_id,review_decision\n\(planted.rows[1].key),gen_01,no\n,gen_01,no\n"
        #expect(try planted.run([text]).sheets[0].reasons == [.unknownKey: 1])
        #expect(try planted.lines().map(\.reviewKey) == [planted.rows[1].key])
        #expect(try planted.rejected()[0][6] == "2 generations of the report have this id; restore review_key")
    }

    @Test func `a decision on every row of a random sheet has one outcome`() throws {
        var random = SeededGenerator(seed: 7)
        let planted = try PlantedReport(ids: (0..<20).map { "gen_\($0)" })
        let words = ["yes", "no", "", "banana", "unsure", "reopen", "escalate"]
        for _ in 0..<10 {
            let text =
                "generation_id,review_decision,review_note\n"
                + (0..<30).map { _ in
                    "gen_\(Int.random(in: 0..<25, using: &random)),\(words.randomElement(using: &random) ?? ""),"
                        + "\(Bool.random(using: &random) ? "n" : "")\n"
                }.joined()
            let outcome = try #require(try planted.run([text]).sheets.first)
            #expect(outcome.rows == 30)
            #expect(outcome.allRecorded + outcome.unchanged + outcome.blank + outcome.rejected == 30)
            let again = try #require(try planted.run([text]).sheets.first)
            #expect(again.allRecorded == 0 && again.rejected == outcome.rejected)
            try? FileManager.default.removeItem(atPath: planted.scratch.file("sheet-0.csv.rejected.csv"))
        }
    }
}
