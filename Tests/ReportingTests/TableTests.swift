import Digests
import Foundation
import TestSupport
import Testing

@testable import Policies
@testable import Reporting
@testable import Responses

/// What the cells of each table say.
@Suite struct TableTests {
    private let style = ReportStyle(scores: .hits, csv: .data)

    private func pages(_ change: (inout Sample) -> Void = { _ in }) -> BatchRows {
        var sample = Sample()
        change(&sample)
        var pages = BatchRows(style: style)
        pages.list(sample.listed)
        return pages
    }

    private func rows(_ sheet: borrowing CSVSheet, _ table: String) -> [[String: String]] {
        let names = ReportContractTests.headers[table] ?? []
        return CSVReader.strings(sheet.copied()).map {
            Dictionary(uniqueKeysWithValues: zip(names, $0))
        }
    }

    @Test func `a generation's row has every column`() {
        let row = rows(pages().generations, "generations.csv")[0]
        let lines = """
            modaudit signals 1
            legal.ip\tseries\t788:0.98486328125:false 12:1e-07:true !
            moderation_api.global.A%2EB\tnumber\t-
            moderation_api.global.S3+\tnumber\t0.6
            moderation_api.type\ttext\t""

            """
        var review = ReviewKey()
        review.begin()
        let meanings = Sample.policy.rules.map { RuleDigests(of: $0, in: Sample.policy).meaning }
        review.add(meaning: meanings[3], .flagged, nil)
        review.add(meaning: meanings[2], .flagged, .text(BorrowedText("fly man")))
        review.add(meaning: meanings[1], .flagged, .number(0.6))
        review.add(meaning: meanings[0], .near, .number(0.875))
        let key = review.key(
            identity: BorrowedText("gen_1"), signals: SHA256Digest.hex(of: Array(lines.utf8)))
        let expected = [
            "decision": "flagged", "severity": "critical", "change": "", "first_listed": "",
            "why": "sexual: moderation_api.global.S3+ 0.6 ≥ 0.5 (+0.1)", "link": "",
            "rules_flagged": "sexual filter-hit gap",
            "rules_near": "ip-likeness", "near_severity": "high", "revision": "",
            "missing_signals": "moderation_api.global.A%2EB *.S9",
            "defects": "/a/0 no p; /b not a number", "generation_id": "gen_1", "task_id": "task_1",
            "created_at": "2025-01-14T15:16:45Z", "user_id": "user-1", "model": "fly man",
            "operation": "simple_compose", "width": "854", "height": "480", "n_frames": "150",
            "is_public": "true", "relay_task_id": "",
            "top_rule": "sexual", "top_signal": "moderation_api.global.S3+", "top_value": "0.6",
            "top_flag_at": "0.5", "top_margin": "0.1", "platform": "flagged", "agreement": "both",
            "output_type": "fly man", "output_is_flagged": "false", "output_risk_level": "0.25",
            "moderation_type": "passed", "task_moderation_type": "passed", "u18_is_child": "false",
            "u18_is_realistic": "", "face_verdicts": "", "ip_verdicts": "1", "trademark_verdicts": "",
            "evidence_sha256": "aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbccccccccccccccccdddddddddddddddd",
            "signals_sha256": SHA256Digest.hex(of: Array(lines.utf8)),
            "source": "in/a.ndjson:7", "title": "fly man", "prompt": "fly man", "review_decision": "",
            "review_note": "", "disposition": "", "reopened_because": "", "disposition_by": "",
            "disposition_since": "", "disposition_until": "", "review_key": key,
        ]
        #expect(row == expected)
    }

    @Test func `an incomplete generation has no top finding`() {
        let pages = pages {
            $0.judgement.decision = .incomplete
            $0.judgement.findings = []
            $0.judgement.matched = []
            $0.judgement.top = nil
            $0.judgement.platformFlagged = false
        }
        let row = rows(pages.generations, "generations.csv")[0]
        #expect(row["decision"] == "incomplete")
        #expect(row["platform"] == "not_flagged")
        for name in [
            "severity", "near_severity", "rules_flagged", "rules_near", "top_rule", "top_signal", "top_value",
        ] {
            #expect(row[name]?.isEmpty == true)
        }
        #expect(pages.findings.rows == 0)
    }

    @Test func `the findings table has a row per finding`() {
        let rows = rows(pages().findings, "findings.csv")
        let names = [
            "band", "severity", "rule_id", "signal", "statistic", "value", "op", "flag_at", "near_at", "margin",
            "label", "frame", "frames_hit", "frames_total",
        ]
        let expected = [
            ["near", "high", "ip-likeness", "legal.ip.score", "max", "0.875", ">=", "0.9", "0.75", "-0.025"]
                + ["12", "1", "2", "3"],
            [
                "flagged", "critical", "sexual", "moderation_api.global.S3+", "", "0.6", ">=", "0.5", "0.4",
                "0.1",
            ]
                + ["", "", "", ""],
            ["flagged", "low", "filter-hit", "moderation_api.type", "", "fly man", "not_in", "", "", ""]
                + ["", "", "", ""],
            ["flagged", "medium", "gap", "", "", "", "", "", "", "", "", "", "", ""],
        ]
        #expect(rows.map { row in names.map { row[$0] ?? "-" } } == expected)
        #expect(rows.allSatisfy { $0["source"] == "in/a.ndjson:7" && $0["prompt"] == "fly man" })
    }

    @Test func `the scores table has a row per score`() {
        let pages = pages()
        let expected = [
            ["gen_1", "legal", "ip", "", "0", "788", "", "0.98486328125", "false", ""],
            ["gen_1", "legal", "ip", "", "1", "12", "", "1e-07", "true", ""],
            ["gen_1", "legal", "ip", "", "2", "", "", "", "", ""],
            ["gen_1", "category", "moderation_api", "global", "", "", "S3+", "0.6", "", ""],
            ["gen_1", "category", "moderation_api", "global", "", "", "A.B", "", "", ""],
            ["gen_1", "filter", "moderation_api", "", "", "", "", "", "", "fly man"],
        ]
        #expect(CSVReader.strings(pages.scores.sheet.copied()) == expected)
    }

    @Test func `a cleared page keeps no signal of the batch before`() {
        let sample = Sample()
        var pages = BatchRows(style: style)
        pages.list(sample.listed)
        let first = pages.generations.copied()
        pages.clear()
        #expect(pages.counts == RowCounts() && pages.scores.sheet.rows == 0)
        let other = Array(Sample.signals.reversed())
        pages.list(
            ListedGeneration(
                generation: sample.records.generations[0], records: sample.records, judgement: sample.judgement,
                signals: other, policy: Sample.policy, tests: Sample.tests, patterns: ["*.S9"],
                place: sample.place, evidence: sample.evidence))
        let categories = CSVReader.strings(pages.scores.sheet.copied()).filter { $0[1] == "category" }
        #expect(categories.map { $0[6] } == ["A.B"])
        #expect(pages.generations.copied() != first)
    }

    @Test func `near_severity is that of a flagged generation alone, the highest`() {
        let more = pages {
            $0.judgement.findings.append(Finding(rule: 1, band: .near, deciding: 0, matched: 0..<1))
        }
        #expect(rows(more.generations, "generations.csv")[0]["near_severity"] == "critical")
        let near = pages {
            $0.judgement.decision = .near
            $0.judgement.findings.removeSubrange(1...)
            $0.judgement.top = 0
        }
        let row = rows(near.generations, "generations.csv")[0]
        #expect(row["severity"] == "high" && row["near_severity"] == "")
    }

    @Test func `a revision has its number, in the row and in the object`() throws {
        let sample = Sample().listed
        sample.revision = 3
        var pages = BatchRows(style: style)
        pages.list(sample)
        #expect(rows(pages.generations, "generations.csv")[0]["revision"] == "3")
        let object = try JSONSerialization.jsonObject(with: Data(pages.objects.copied().dropFirst(2)))
        #expect((object as? [String: Any])?["revision"] as? Int == 3)
    }

    /// Two rows have a task's key; only of one the task turns out to be finished.
    @Test func `the rows of unaudited.csv are written at the end, superseded ones as such`() throws {
        let sample = Sample(), folder = try TemporaryFolder()
        let finished = IDKey(BorrowedText("task_9")), other = IDKey(BorrowedText("task_8"))
        var report = try ReportFolder(at: folder.path + "/out", style: style)
        var pages = BatchRows(style: style)
        for (kind, task) in [(.apiError, finished), (.pending, other), (.empty, finished)]
            as [(Unaudited.Kind, IDKey)]
        {
            pages.addUnaudited(
                Unaudited(
                    kind: kind, taskID: BorrowedText("task_9"), status: BorrowedText("FAILURE"),
                    moderation: ModerationResult(
                        type: BorrowedText("blocked"), code: BorrowedText("c"), isOutputRejection: true),
                    reason: "code 500", generationsBefore: 0),
                task: task, place: sample.place)
        }
        try report.append(&pages)
        pages.clear()
        pages.addUnreadable(
            reason: "not JSON", place: TextPlace(path: "-", line: 1, byteOffset: 0),
            taskID: BorrowedText("task_8"))
        pages.addDuplicate(generation: 0, of: sample.records, place: sample.place, reason: "again")
        try report.append(&pages)
        #expect(try report.writeUnaudited { $0 == finished } == [.apiError: 1])
        var summary = Sample.summary(listed: 0)
        summary.unaudited = [.superseded: 1, .pending: 1, .empty: 1, .unreadable: 1]
        summary.counts.generations = 1
        summary.counts.duplicates = 1
        try report.finish(summary)
        let answer = [
            "in/a.ndjson:7", "1234", "task_9", "", "FAILURE", "blocked", "c", "true", "code 500",
        ]
        let expected = [
            ["superseded"] + answer, ["pending"] + answer, ["empty"] + answer,
            ["unreadable", "-:1", "0", "task_8", "", "", "", "", "", "not JSON"],
            ["duplicate", "in/a.ndjson:7", "1234", "task_1", "gen_1", "", "", "", "", "again"],
        ]
        #expect(try CSVReader.strings(folder.bytes("out/unaudited.csv")).dropFirst() == expected[...])
        #expect(try !folder.names("out").contains { $0.hasPrefix(".") })
    }

    @Test func `the JSON object has typed values`() throws {
        let bytes = pages().objects.copied().dropFirst(2)
        let json = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
        #expect(json["rules_flagged"] as? [String] == ["sexual", "filter-hit", "gap"])
        #expect(json["missing_signals"] as? [String] == ["moderation_api.global.A%2EB", "*.S9"])
        #expect((json["defects"] as? [[String: String]])?.first == ["pointer": "/a/0", "reason": "no p"])
        #expect(json["width"] as? Int == 854)
        #expect(json["is_public"] as? Bool == true)
        #expect(json["top_value"] as? Double == 0.6)
        for name in ["u18_is_realistic", "face_verdicts", "review_decision", "review_note"] {
            #expect(json[name] is NSNull)
        }
        let findings = try #require(json["findings"] as? [[String: Any]])
        #expect(findings.map { $0["rule_id"] as? String } == ["ip-likeness", "sexual", "filter-hit", "gap"])
        let hit = try #require(findings[2]["matched"] as? [[String: Any]])
        #expect(hit.map { $0["signal"] as? String } == ["moderation_api.type", "u18.is_child"])
        #expect(hit[0]["not_in"] as? [String] == ["passed", "ok"])
        #expect(hit[1]["value"] as? Bool == true && hit[1]["op"] as? String == "is")
        #expect(findings[3]["signal"] is NSNull && (findings[3]["matched"] as? [Any])?.isEmpty == true)
        #expect(findings[0]["frames_total"] as? Int == 3)
    }
}
