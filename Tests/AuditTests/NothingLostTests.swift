import Foundation
import Reporting
import Responses
import TestSupport
import Testing

/// Every part of the input is in exactly one place of the report (CONTRACT section 5).
@Suite struct NothingLostTests {
    @Test(arguments: [4, 5, 6] as [UInt64])
    func `every generation is listed, clear or a duplicate, and the counts add up`(seed: UInt64) async throws {
        let corpus = Corpus(seed: seed, texts: 200)
        let workplace = try Workplace()
        try workplace.write(corpus.texts.map { $0.compact + "\n" }.joined(), to: "all.ndjson")
        let report = try await workplace.scan(batchSize: 2000)
        let counts = report.summary.counts
        #expect(
            counts.generations == counts.flagged + counts.near + counts.incomplete + counts.clear
                + counts.duplicates)
        #expect(counts.generations == corpus.ids.count)

        let listed = try report.listed
        #expect(listed.count == counts.flagged + counts.near + counts.incomplete)
        let firsts = try report.generations.filter { $0["revision"] is NSNull }
        #expect(Set(firsts.compactMap { $0["generation_id"] as? String }).count == firsts.count)
        #expect(Set(listed).isSubset(of: corpus.ids))
        #expect(Set(corpus.ids).count == listed.count + counts.clear - counts.revisions)

        let rows = try report.rows(of: "unaudited.csv")
        let duplicates = rows.filter { $0["kind"] == "duplicate" }.compactMap { $0["generation_id"] }
        var seen: Set<String> = []
        let again = corpus.ids.filter { !seen.insert($0).inserted }
        #expect(again.count == duplicates.count + counts.revisions)
        #expect(counts.duplicates == duplicates.count && counts.revisions > 0)
        for (kind, count) in report.summary.unaudited {
            #expect(rows.count { $0["kind"] == kind.rawValue } == count)
        }
        #expect(rows.count == duplicates.count + report.summary.unaudited.values.reduce(0, +))

        let agreement = report.summary.agreement
        #expect(
            agreement.both + agreement.policyOnly + agreement.platformOnly + agreement.neither
                == counts.generations - counts.duplicates)
    }

    @Test(arguments: [1, 300, 1 << 20])
    func `a generation repeated many batches later is a duplicate`(batchSize: Int) async throws {
        let workplace = try Workplace()
        let first = #"{"id": "task_a", "generations": [{"id": "gen_a"}, {"id": "gen_b"}]}"#
        let others = (0..<40).map { #"{"id": "task_\#($0)", "generations": [{"id": "gen_\#($0)"}]}"# }
        let again = #"{"id": "task_z", "generations": [{"id": "gen_b"}, {"id": "gen_c"}, {"id": "gen_c"}]}"#
        try workplace.write(([first] + others + [again]).joined(separator: "\n"), to: "all.ndjson")
        let report = try await workplace.scan(jobs: 3, batchSize: batchSize)
        let duplicates = try report.rows(of: "unaudited.csv").filter { $0["kind"] == "duplicate" }
        #expect(duplicates.map { $0["generation_id"] } == ["gen_b", "gen_c"])
        #expect(duplicates.map { $0["task_id"] } == ["task_z", "task_z"])
        #expect(report.summary.counts.generations == 45)
        #expect(try report.listed.last == "gen_c")
    }

    @Test func `unusable values of clear generations and files that are not read are counted`() async throws {
        let workplace = try Workplace()
        try workplace.write(
            #"{"id": "t", "generations": [{"id": "a", "width": "x"}, {"id": "b"}]}"#, to: "a.json")
        try workplace.write("{}", to: "b.json.bak")
        try workplace.write("{}", to: "c.txt")
        let summary = try await workplace.scan().summary
        #expect(summary.defective == 1)
        #expect(summary.skippedFiles == 2)
    }

    @Test(arguments: [1, 1 << 20])
    func `with duplicates allowed every generation is judged, and the summary records it`(
        batchSize: Int
    ) async throws {
        let workplace = try Workplace()
        let texts = (0..<50).map { #"{"id": "task_\#($0)", "generations": [{"id": "gen_\#($0 % 3)"}]}"# }
        try workplace.write(texts.joined(separator: "\n"), to: "all.ndjson")
        let report = try await workplace.scan(jobs: 3, batchSize: batchSize, allowsDuplicates: true)
        #expect(report.summary.counts.generations == 50)
        #expect(report.summary.counts.duplicates == 0)
        #expect(try report.listed == (0..<50).map { "gen_\($0 % 3)" })
        #expect(try report.rows(of: "unaudited.csv").isEmpty)
        #expect(try report.counted.contains("duplicates_allowed"))

        let usual = try await workplace.scan(jobs: 3, batchSize: batchSize)
        #expect(usual.summary.counts.duplicates == 47)
        #expect(try !usual.counted.contains("duplicates_allowed"))
    }
}
