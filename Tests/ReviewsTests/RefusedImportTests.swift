import Foundation
import TestSupport
import Testing

@testable import Reviews

/// The imports that end without a decision (CONTRACT section 15).
@Suite struct RefusedImportTests {
    private static let ids = ["gen_01", "gen_02", "gen_03"]

    @Test(arguments: ["review_key", "generation_id"])
    func `a sheet of which one column was sorted is refused whole`(column: String) throws {
        let planted = try PlantedReport(ids: (0..<50).map { "gen_\($0 * 7919 % 1000)" })
        let keys = planted.rows.map(\.key), ids = planted.rows.map(\.id)
        func text(_ keys: [String], _ ids: [String]) -> String {
            "review_key,generation_id,review_decision\n" + zip(keys, ids).map { "\($0),\($1),no\n" }.joined()
        }
        let torn = column == "review_key" ? text(keys.sorted(), ids) : text(keys, ids.sorted())
        let moved = zip(
            column == "review_key" ? keys.sorted() : ids.sorted(), column == "review_key" ? keys : ids
        )
        .count { $0 != $1 }
        let error = try #require(try planted.error([text(keys, ids), torn]))
        #expect(
            error
                == .refused(
                    "\(planted.scratch.path)/sheet-1.csv: in \(moved) of 50 rows review_key and generation_id belong to "
                        + "different generations: a column was sorted without the others; undo that, or make a new sheet"
                ))
        #expect(!FileManager.default.fileExists(atPath: planted.ledger))
        // Sorted as a whole it is imported.
        let sorted = zip(keys, ids).sorted { $0.0 < $1.0 }
        #expect(try planted.run([text(sorted.map(\.0), sorted.map(\.1))]).sheets[0].allRecorded == 50)
    }

    @Test func `a sheet with undecided rows is torn too`() throws {
        let planted = try PlantedReport(ids: Self.ids)
        let keys = planted.rows.map(\.key)
        let text =
            "review_key,generation_id,review_decision\n\(keys[0]),gen_02,\n\(keys[1]),gen_01,\n\(keys[2]),gen_03,no\n"
        #expect(try planted.error([text])?.description.contains("in 2 of 3 rows") == true)
    }

    @Test(arguments: ["generations.json", "summary.json"])
    func `a report of which the facts were edited is refused, and other edits do not matter`(name: String)
        throws
    {
        let planted = try PlantedReport(ids: Self.ids)
        let sheet = planted.sheet([(0, "no", "")])
        try planted.scratch.write("other\n", to: "report/generations.csv")
        #expect(try planted.run([sheet]).sheets[0].allRecorded == 1)
        for edit in ["0.97", "2026-11-25"] {
            let text = try planted.scratch.text("report/\(name)")
            guard text.contains(edit) else { continue }
            try planted.scratch.write(text.replacingOccurrences(of: edit, with: "0.98"), to: "report/\(name)")
            let error = try #require(try planted.error([planted.sheet([(1, "no", "")])]))
            #expect(error.description.contains("report/\(name) was edited after it was written"))
            guard case .refused = error else { Issue.record("not refused"); return }
        }
        try FileManager.default.removeItem(atPath: planted.scratch.file("report/summary.json"))
        guard case .refused? = try planted.error([sheet]) else { Issue.record("not refused"); return }
        #expect(try planted.lines().count == 1)
    }

    @Test func `a folder that is no report, a sample with other questions and a missing sheet are errors`()
        throws
    {
        let planted = try PlantedReport(ids: Self.ids)
        let sheet = planted.sheet([(0, "no", "")])
        #expect(
            try planted.error([sheet]) { $0.source = .report(planted.sample) }
                == .refused("\(planted.sample): is no report, because its manifest does not name summary.json"))
        #expect(
            try planted.error([sheet]) { $0.source = .report(planted.scratch.path) }
                == .refused("\(planted.scratch.path): holds no manifest-sha256.txt, so it is no report"))
        #expect(
            try planted.error([sheet]) { $0.sheets = ["/nowhere.csv"] }
                == .failed("cannot read /nowhere.csv: No such file or directory"))
        #expect(
            try planted.error([sheet], fromSample: true)?.description.contains("has the column review_key")
                == true)
        try planted.scratch.write("\"sample_key\",\"x\"\r\n", to: "sample/key.csv")
        let labels = "sample_key,review_decision\nsk_1,no\n"
        #expect(
            try planted.error([labels], fromSample: true)?.description.contains("key.csv was edited") == true)
        #expect(!FileManager.default.fileExists(atPath: planted.ledger))
    }

    @Test func `rejected rows that cannot be written leave the ledger as it was`() throws {
        let planted = try PlantedReport(ids: Self.ids)
        let path = try planted.scratch.write(planted.sheet([(0, "no", ""), (1, "banana", "")]), to: "a.csv")
        let work = SheetImport(
            sheets: [path], source: .report(planted.report), ledger: planted.ledger, reviewer: "anna",
            recordedAt: PlantedReport.moment)
        #expect(throws: ReviewError.failed("no room")) {
            try work.run { _, _ throws(ReviewError) in throw .failed("no room") }
        }
        #expect(try planted.lines().isEmpty)
    }
}
