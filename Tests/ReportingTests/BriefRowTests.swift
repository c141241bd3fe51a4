import Foundation
import Testing

@testable import Policies
@testable import Reporting
@testable import Responses

/// Rows of a text after its full rows have taken their room (CONTRACT section 6).
@Suite struct BriefRowTests {
    private let style = ReportStyle(scores: .hits, csv: .data)
    private let long = String(repeating: "ü", count: 400)

    /// A generation with long texts and lists.
    private func sample() -> Sample {
        var sample = Sample(text: long)
        let text = sample.records.generations[0].title
        sample.records.generations[0].id = text
        sample.records.generations[0].createdAt = text.map { .text($0) }
        sample.judgement.missing = (0..<9).map { .signal(SignalID($0 % 5)) }
        return sample
    }

    private func rows(room: Int, _ count: Int = 1) -> BatchRows {
        var rows = BatchRows(style: style)
        rows.roomOfText = room
        for _ in 0..<count { rows.list(sample().listed) }
        return rows
    }

    private func cells(_ sheet: borrowing CSVSheet, _ table: String) -> [[String: String]] {
        let names = ReportContractTests.headers[table] ?? []
        return CSVReader.strings(sheet.copied()).map { Dictionary(uniqueKeysWithValues: zip(names, $0)) }
    }

    @Test func `a brief row keeps the decision, cuts texts and lists, and every finding keeps its row`() throws
    {
        let full = rows(room: .max), brief = rows(room: 0)
        let row = cells(brief.generations, "generations.csv")[0]
        let whole = cells(full.generations, "generations.csv")[0]
        let cut = String(repeating: "ü", count: 64) + "…"
        for name in ["title", "prompt", "generation_id", "created_at", "model", "output_type"] {
            #expect(row[name] == cut && whole[name] == long, "\(name)")
        }
        for name in [
            "decision", "severity", "why", "rules_flagged", "rules_near", "top_rule", "top_value", "source",
            "evidence_sha256", "signals_sha256", "platform", "agreement",
        ] {
            #expect(row[name] == whole[name], "\(name)")
        }
        #expect(row["missing_signals"]?.hasSuffix(" …") == true)
        #expect(row["missing_signals"]?.split(separator: " ").count == 4)
        #expect(row["defects"] == "/a/0 no p; … 1 more defects")
        let findings = cells(brief.findings, "findings.csv")
        #expect(findings.count == cells(full.findings, "findings.csv").count)
        #expect(findings.allSatisfy { $0["prompt"] == cut && $0["generation_id"] == cut })
        #expect(brief.counts == full.counts)
    }

    @Test func `the object of a brief row has the fields with a value, and no findings`() throws {
        let text = String(decoding: rows(room: 0).objects.copied().dropFirst(2), as: UTF8.self)
        let object = try #require(
            JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(object["decision"] as? String == "flagged")
        #expect((object["missing_signals"] as? [String])?.last == "…")
        #expect(object["findings"] == nil && object["review_note"] == nil)
        // The comparison fills these in.
        let open = object.filter { $0.value is NSNull }.keys
        #expect(Set(open) == ["change", "first_listed", "disposition"])
    }

    @Test func `the rows of a text are full as long as they fit`() {
        let size = sample().listed.fullSize
        let titles = cells(rows(room: 2 * size, 4).generations, "generations.csv").map { $0["title"] == long }
        #expect(titles == [true, true, false, false])
    }

    @Test func `the size of a row is about what its bytes are`() {
        let bytes = rows(room: .max).count
        #expect((bytes / 2...bytes * 2).contains(sample().listed.fullSize))
    }

    @Test func `an id in the scores has at most 128 bytes`() {
        let scores = cells(rows(room: .max).scores.sheet, "scores.csv")
        #expect(!scores.isEmpty)
        #expect(scores.allSatisfy { $0["generation_id"] == String(repeating: "ü", count: 64) + "…" })
    }
}
