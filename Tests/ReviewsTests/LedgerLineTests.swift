import Digests
import Policies
import Responses
import Testing
import Utilities

@testable import Reviews

/// A line of a ledger as bytes and back (CONTRACT section 15).
@Suite struct LedgerLineTests {
    private static let a = String(repeating: "a", count: 64), b = String(repeating: "b", count: 64)

    private static var decision: LedgerLine {
        get throws {
            var line = LedgerLine(
                .dismissed, of: "gen_01", by: "anna", at: try #require(UTCTime("2026-11-26T09:00:00Z")),
                in: ReviewedSheet(name: "monday.csv", sha256: a, row: 2))
            line.seq = 1
            line.reviewKey = "rk_v4285xz70hdydphz"
            line.taskID = "task_01"
            line.createdAt = "2026-11-20T08:00:00Z"
            line.signalsSHA256 = a
            line.evidenceSHA256 = b
            line.band = .flagged
            var finding = ReviewedFinding(
                "ip-max", meaning: a, severity: .high, band: .flagged, value: .number(0.97))
            finding.signal = "legal.ip.score"
            finding.label = 42
            line.findings = [finding]
            line.report = ReviewedReport(manifestSHA256: a, asOf: "2026-11-26T08:00:00Z", policySHA256: b)
            return line
        }
    }

    private static var label: LedgerLine {
        get throws {
            var line = LedgerLine(
                .violation, of: "gen \"02\"\\", by: "a.b_c@d-1",
                at: try #require(UTCTime("2026-11-26T09:00:00Z")),
                in: ReviewedSheet(name: "sheet-1.csv", sha256: b, row: 1_048_576))
            line.seq = 7
            line.previous = b
            line.kind = .label
            line.note = "tab\tand \u{1} and ü"
            line.missing = ["legal.ip.score", "moderation_api.*.S1"]
            line.findings = [
                ReviewedFinding("x", meaning: b, severity: .critical, band: .near, value: .text("blo\"cked")),
                ReviewedFinding("y", meaning: a, severity: .low, band: .near, value: .boolean(true)),
                ReviewedFinding("z", meaning: a, severity: .medium, band: .flagged),
            ]
            line.question = ReviewQuestion(
                sampleKey: "sk_mdnn2ca78fd11h5p", ruleID: "ip-likeness", meaningSHA256: a,
                stratum: "clear_upper",
                sampleManifestSHA256: b)
            return line
        }
    }

    private func read(_ bytes: [UInt8]) throws -> LedgerLine? {
        var json = JSONTexts()
        let line = try? json.value(of: bytes) { LedgerLine(LedgerView($0)) }
        return line ?? nil
    }

    private func fault(_ text: String) -> String? {
        var json = JSONTexts()
        let fault = try? json.value(of: Array(text.utf8)) { LedgerView($0).fault.map { "\($0)" } ?? "sound" }
        return fault ?? "not JSON"
    }

    @Test func `a decision has all keys in their order, null where unknown`() throws {
        let text = String(decoding: try Self.decision.bytes, as: UTF8.self)
        let a = Self.a, b = Self.b
        #expect(
            text
                == #"{"seq":1,"previous":"\#(LedgerLine.noPrevious)","recorded_at":"2026-11-26T09:00:00Z","#
                + #""kind":"decision","reviewer":"anna","final":false,"decision":"dismissed","note":null,"#
                + #""review_key":"rk_v4285xz70hdydphz","generation_id":"gen_01","task_id":"task_01","#
                + #""created_at":"2026-11-20T08:00:00Z","signals_sha256":"\#(a)","evidence_sha256":"\#(b)","#
                + #""band":"flagged","findings":[{"rule_id":"ip-max","meaning_sha256":"\#(a)","severity":"high","#
                + #""band":"flagged","signal":"legal.ip.score","value":0.97,"label":42}],"missing":[],"#
                + #""question":null,"report":{"manifest_sha256":"\#(a)","as_of":"2026-11-26T08:00:00Z","#
                + #""policy_sha256":"\#(b)"},"sheet":{"name":"monday.csv","sha256":"\#(a)","row":2}}"#)
    }

    @Test func `a line is read back as it was written`() throws {
        for line in [try Self.decision, try Self.label] { #expect(try read(line.bytes) == line) }
    }

    @Test func `a line is one line of UTF-8`() throws {
        var line = try Self.label
        line.note = String(String.UnicodeScalarView((0..<0x300).compactMap { Unicode.Scalar($0) }))
        #expect(!line.bytes.contains(10))
        #expect(try read(line.bytes) == line)
    }

    @Test(arguments: [
        ("\"seq\":1", "\"seq\":0", "seq"), ("\"seq\":1,", "", "seq"), ("\"seq\":1", "\"seq\":\"1\"", "seq"),
        ("000\",\"recorded_at", "00\",\"recorded_at", "previous"), ("26T09", "26 09", "recorded_at"),
        ("\"kind\":\"decision\"", "\"kind\":\"label\"", "question"),
        ("\"kind\":\"decision\"", "\"kind\":\"x\"", "kind"),
        ("\"anna\"", "\"an na\"", "reviewer"), ("\"anna\"", "\"\"", "reviewer"), ("false", "0", "final"),
        ("\"dismissed\"", "\"waived\"", "decision"), ("\"note\":null", "\"note\":1", "note"),
        ("\"gen_01\"", "\"\"", "generation_id"), ("\"gen_01\"", "null", "generation_id"),
        ("\"band\":\"flagged\",\"findings\"", "\"band\":\"missing\",\"findings\"", "band"),
        ("\"band\":\"flagged\",\"signal\"", "\"band\":\"clear\",\"signal\"", "findings"),
        ("\"label\":42", "\"label\":\"42\"", "findings"), ("\"label\":42", "\"label\":42,\"x\":1", "findings"),
        ("\"value\":0.97", "\"value\":[]", "findings"), ("\"missing\":[]", "\"missing\":[1]", "missing"),
        ("\"missing\":[]", "\"missing\":null", "missing"), ("\"question\":null", "\"question\":{}", "question"),
        ("\"as_of\"", "\"asof\"", "report"), ("\"row\":2", "\"row\":0", "sheet"),
        ("\"row\":2}", "\"row\":2},\"x\":1", "sheet"),
        ("\"task_id\":\"task_01\",", "", "task_id"), ("}}", "}", "not JSON"),
    ])
    func `a line that is not as the contract has it names the key`(old: String, new: String, key: String) throws
    {
        let text = String(decoding: try Self.decision.bytes, as: UTF8.self)
        try #require(text.ranges(of: old).count >= 1)
        var changed = text
        changed.replaceSubrange(try #require(text.firstRange(of: old)), with: new)
        #expect(fault(text) == "sound")
        #expect(fault(changed) == key)
    }

    @Test func `a label has a question, no key, no report, and an answer to a question`() throws {
        var line = try Self.label
        #expect(fault(String(decoding: line.bytes, as: UTF8.self)) == "sound")
        line.reviewKey = "rk_v4285xz70hdydphz"
        #expect(fault(String(decoding: line.bytes, as: UTF8.self)) == "review_key")
        line.reviewKey = nil
        line.decision = .escalated
        #expect(fault(String(decoding: line.bytes, as: UTF8.self)) == "decision")
        line.decision = .unsure
        line.report = try Self.decision.report
        #expect(fault(String(decoding: line.bytes, as: UTF8.self)) == "report")
    }
}
