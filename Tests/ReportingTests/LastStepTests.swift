import Digests
import Foundation
import TestSupport
import Testing

@testable import Policies
@testable import Reporting
@testable import Responses

/// The columns that the last step adds for reviews and waivers (CONTRACT section 15).
@Suite struct LastStepTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// A report of the sample generations with these IDs; nil for none.
    private func report(
        _ ids: [String?], _ source: PlannedDispositions?, style: ReportStyle = ReportStyle(csv: .data),
        policy: Policy = Sample.policy, isBrief: Bool = false, text: String = "fly man"
    ) throws -> Summary {
        var report = try ReportFolder(
            at: folder.file("out"), style: style, step: LastStep(dispositions: source, policy: policy))
        var pages = BatchRows(style: style)
        if isBrief { pages.roomOfText = 0 }
        for id in ids {
            var sample = Sample(text: text)
            sample.records.generations[0].id = id.map { BorrowedText(copying: $0) }
            pages.list(sample.listed)
        }
        try report.append(&pages)
        var summary = Sample.summary(listed: ids.count)
        try report.annotate(with: nil, &summary, policy)
        try report.finish(summary)
        return summary
    }

    private func rows(_ name: String, _ style: ReportStyle = ReportStyle(csv: .data)) throws -> [[String:
        String]]
    {
        var bytes = try folder.bytes("out/" + name)[...]
        if style.csv == .excel { bytes = bytes.dropFirst(3) }
        let rows = CSVReader.strings(Array(bytes), delimiter: style.delimiter.rawValue)
        let header = try #require(rows.first)
        #expect(rows.allSatisfy { $0.count == header.count })
        return rows.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(header, $0)) }
    }

    private func objects() throws -> [[String: Any]] {
        let json = try JSONSerialization.jsonObject(with: Data(folder.bytes("out/generations.json")))
        return try #require((json as? [String: Any])?["generations"] as? [[String: Any]])
    }

    private static let reopened: ReviewColumns = {
        var columns = ReviewColumns(.reopened, because: [.meaning, .score], by: ["anna", "ben"])
        columns.since = "2026-11-20T08:00:00Z"
        columns.until = "2026-12-01T00:00:00Z"
        columns.waivers = [nil, "brand-x", nil, nil]
        columns.reviews = [
            .init(
                sequence: 1, reviewer: "anna", decision: "dismissed", recordedAt: "2026-11-20T08:00:00Z",
                note: "a \"note\"")
        ]
        return columns
    }()

    @Test(
        arguments: ReportContractTests.styles,
        ["fly man", "a \"quoted\"; text,\twith\r\n\"\"line ends\"\", \"reopened_because\":[],"])
    func `the last step fills in the columns, and changes no other`(style: ReportStyle, text: String) throws {
        _ = try report(["a", "b", nil], nil, style: style, text: text)
        let before = (try rows("generations.csv", style), try rows("findings.csv", style), try objects())
        let source = PlannedDispositions(columns: ["b": Self.reopened])
        _ = try report(["a", "b", nil], source, style: style, text: text)
        let filled = [
            "disposition", "reopened_because", "disposition_by", "disposition_since", "disposition_until",
        ]
        let generations = try rows("generations.csv", style)
        #expect(filled.map { generations[0][$0] } == ["open", "", "", "", ""])
        #expect(
            filled.map { generations[1][$0] } == [
                "reopened", "meaning score", "anna ben", "2026-11-20T08:00:00Z", "2026-12-01T00:00:00Z",
            ])
        #expect(
            generations.map { $0.filter { !filled.contains($0.key) } }
                == before.0.map { $0.filter { !filled.contains($0.key) } })
        let findings = try rows("findings.csv", style)
        #expect(
            findings.map { $0["waiver_id"] } == Array(repeating: "", count: 5) + ["brand-x"]
                + Array(repeating: "", count: 6))
        #expect(
            findings.map { $0.filter { $0.key != "waiver_id" } }
                == before.1.map { $0.filter { $0.key != "waiver_id" } })
        for (object, was) in zip(try objects(), before.2) {
            let rest = object.filter { !filled.contains($0.key) && $0.key != "reviews" }
            #expect(
                NSDictionary(dictionary: rest)
                    == NSDictionary(dictionary: was.filter { !filled.contains($0.key) }))
        }
        let object = try objects()[1]
        #expect(object["reopened_because"] as? [String] == ["meaning", "score"])
        #expect(object["disposition_by"] as? [String] == ["anna", "ben"])
        let review = try #require((object["reviews"] as? [[String: Any]])?.first)
        #expect(review["seq"] as? Int == 1 && review["note"] as? String == "a \"note\"")
        #expect(review["recorded_at"] as? String == "2026-11-20T08:00:00Z")
        #expect((try objects()[0]["reviews"] as? [Any])?.isEmpty == true)
    }

    @Test func `a brief row has the columns with a value`() throws {
        _ = try report(["a", "b"], PlannedDispositions(columns: ["b": Self.reopened]), isBrief: true)
        let found = try objects()
        #expect(found[0]["disposition"] as? String == "open" && found[0]["reopened_because"] == nil)
        #expect(found[1]["reopened_because"] as? [String] == ["meaning", "score"])
        #expect(found[1]["findings"] == nil && (found[1]["reviews"] as? [Any])?.count == 1)
        #expect(try rows("findings.csv").map { $0["waiver_id"] }[5] == "brand-x")
        #expect(try rows("generations.csv")[1]["disposition"] == "reopened")
    }

    @Test func `without a ledger and waivers no column and no key is there`() throws {
        _ = try report(["a"], nil)
        #expect(try rows("generations.csv")[0]["disposition"] == "")
        #expect(try objects()[0]["disposition"] is NSNull && objects()[0]["reviews"] == nil)
        let summary = try folder.text("out/summary.json")
        #expect(!summary.contains("\"review\""))
        #expect(try !folder.names("out").contains { ["restricted.csv", "waivers.csv"].contains($0) })
        #expect(try !folder.text("out/report.html").contains("id=\"review\""))
    }

    @Test func `the summary counts each band, and the reasons`() throws {
        let summary = try report(["a", "b", nil], PlannedDispositions(columns: ["b": Self.reopened]))
        let review = try #require(summary.review)
        #expect(review.dispositions == [.flagged: [.open: 2, .reopened: 1]])
        #expect(review.reopenedBecause == [.meaning: 1, .score: 1])
        #expect(review.flaggedOpen == [.critical: 3])
        let json = try JSONSerialization.jsonObject(with: Data(folder.bytes("out/summary.json")))
        let written = try #require((json as? [String: Any])?["review"] as? [String: Any])
        #expect(Set(written.keys) == ["decisions", "waivers", "dispositions", "reopened_because"])
        let bands = try #require(written["dispositions"] as? [String: [String: Int]])
        #expect(Set(bands.keys) == ["flagged", "near", "incomplete"])
        #expect(bands["flagged"]?.count == 9 && bands["flagged"]?["open"] == 2)
        let ledger = try #require(written["decisions"] as? [String: Any])
        #expect(ledger["sha256"] as? String == "aa" && ledger["entries"] as? Int == 3)
        #expect(ledger["last_sha256"] as? String == "bb" && ledger.count == 3)
    }

    @Test func `no report is written if the dispositions do not add up`() throws {
        var report = try ReportFolder(
            at: folder.file("out"), style: ReportStyle(), step: LastStep(dispositions: PlannedDispositions()))
        var pages = BatchRows(style: ReportStyle())
        pages.list(Sample().listed)
        try report.append(&pages)
        var summary = Sample.summary(listed: 1)
        try report.annotate(with: nil, &summary, Sample.policy)
        summary.review?.dispositions[.near] = [.open: 1]
        let error = #expect(throws: ReportError.self) { try report.finish(summary) }
        #expect(error?.description.contains("the dispositions of near generations come to 1, not 0") == true)
        #expect(try !folder.names().contains("out"))
    }

    @Test(arguments: [false, true])
    func `restricted findings have their table`(isBrief: Bool) throws {
        var policy = Sample.policy
        policy.rules[1].handling = .restricted
        _ = try report(["a", "b"], nil, policy: policy, isBrief: isBrief)
        #expect(try rows("restricted.csv").map { $0["disposition"] } == ["", ""])
        _ = try report(
            ["a", "b"], PlannedDispositions(columns: ["b": Self.reopened]), policy: policy, isBrief: isBrief)
        #expect(
            try rows("restricted.csv")
                == ["a", "b"].map { id in
                    [
                        "rule_id": "sexual", "band": "flagged", "severity": "critical", "generation_id": id,
                        "task_id": "task_1", "created_at": "2025-01-14T15:16:45Z", "user_id": "user-1",
                        "disposition": id == "a" ? "open" : "reopened", "source": "in/a.ndjson:7",
                    ]
                })
        #expect(try folder.text("out/manifest-sha256.txt").contains("  restricted.csv\n"))
        #expect(try folder.text("out/datapackage.json").contains("\"restricted\""))
    }

    @Test func `waivers have their table, and the terminal names all but used ones`() throws {
        var used = WaiverRow(id: "brand-x", expires: "2026-12-31", daysLeft: 39)
        used.status = .used
        used.approver = "j.doe@example.com"
        used.reason = "Contract 4711."
        used.rules = ["ip-likeness", "sexual"]
        used.generations = 1
        used.findings = 2
        used.maxValue = 0.97
        used.ceiling = 0.99
        var old = WaiverRow(id: "old", expires: "2026-11-01", daysLeft: -21)
        old.status = .expired
        let summary = try report(["a"], PlannedDispositions(rows: [used, old]))
        let written = try rows("waivers.csv")
        #expect(written[0]["rules"] == "ip-likeness sexual" && written[0]["max_value"] == "0.97")
        #expect(
            written[1]["days_left"] == "-21" && written[1]["status"] == "expired" && written[1]["ceiling"] == ""
        )
        #expect(summary.review?.waiverNotes == ["waiver old ended on 2026-11-01; it would cover 0 generations"])
    }

    @Test func `the terminal line has the dispositions`() throws {
        let summary = try report(["a", "b", nil], PlannedDispositions(columns: ["b": Self.reopened]))
        let text = SummaryTable.text(summary, policy: Sample.policy, report: "out")
        #expect(text.contains("3 critical   2 open, 1 reopened\n"))
    }

    @Test func `a card has the disposition, the reasons and the notes`() throws {
        var columns = Self.reopened
        columns.reviews[0].note = "<script>&"
        _ = try report(["a", "b"], PlannedDispositions(columns: ["b": columns]))
        let page = try folder.text("out/report.html")
        #expect(page.contains("<b class=\"due\">open</b>"))
        #expect(
            page.contains("<b class=\"due\">reopened</b> because a rule asks something else; a value is higher")
        )
        #expect(page.contains("anna dismissed 2026-11-20T08:00:00Z: &lt;script&gt;&amp;"))
        #expect(page.contains("2 listed generations need a reviewer."))
        #expect(page.contains("<li><b>1</b> a value is higher</li>"))
    }

    @Test func `a report of which generations.csv was imported is replaced`() throws {
        _ = try report(["a"], nil)
        try folder.write("reviewed", to: "out/generations.csv")
        var source = PlannedDispositions()
        #expect(throws: ReportError.edited(path: folder.file("out/generations.csv"), isMissing: false)) {
            _ = try report(["a"], source)
        }
        source.importedSheets = [SHA256Digest.hex(of: Array("reviewed".utf8))]
        _ = try report(["a"], source)
        #expect(try rows("generations.csv").count == 1)
        try folder.write("reviewed", to: "out/findings.csv")
        #expect(throws: ReportError.edited(path: folder.file("out/findings.csv"), isMissing: false)) {
            _ = try report(["a"], source)
        }
    }
}
