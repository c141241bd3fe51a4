import Foundation
import Reporting
import Statistics
import TestSupport
import Testing

@testable import Audit

/// The folder of a sample (CONTRACT section 16).
@Suite struct SampleFolderTests {
    private func place() throws -> SamplePlace {
        let place = try SamplePlace()
        try place.write(SamplePlace.random(300, seed: 5), to: "a.ndjson")
        return place
    }

    @Test func `sheets show nothing of what was decided`() async throws {
        let place = try place()
        _ = try await place.sampling(reviewers: 3, overlap: 0.1).write(to: place.path("sample"))
        for sheet in 1...3 {
            let rows = try place.rows(of: "sheet-\(sheet).csv")
            #expect(rows.count > 30)
            #expect(
                Set(try #require(rows.first).keys) == [
                    "sample_key", "review_decision", "review_note", "question", "title", "prompt", "link",
                    "generation_id", "task_id", "created_at",
                ])
            #expect(rows.allSatisfy { $0["review_decision"]?.isEmpty == true && $0["title"] == "'=1+1" })
            #expect(Set(rows.map { $0["question"] }) == ["Is it bad?", "Is it both?"])
        }
    }

    @Test func `rows of a sheet are in the order of their codes`() async throws {
        let place = try place()
        _ = try await place.sampling().write(to: place.path("sample"))
        let rules = Dictionary(
            uniqueKeysWithValues: try place.rows(of: "key.csv").map {
                ($0["sample_key"] ?? "", $0["rule_id"] ?? "")
            })
        let draw = SampleDraw(seed: Array("2026-11-22".utf8))
        let codes = try place.rows(of: "sheet-1.csv").map { row in
            draw.code(.order, rule: rules[row["sample_key"] ?? ""] ?? "", .init(id: row["generation_id"] ?? ""))
        }
        #expect(codes.count > 100)
        #expect(zip(codes, codes.dropFirst()).allSatisfy { $0.lexicographicallyPrecedes($1) })
    }

    @Test func `the first of each stratum are in every sheet, and the others are dealt in turn`() async throws {
        let place = try place()
        var sizes = SampleSizes()
        (sizes.flagged, sizes.near, sizes.clear, sizes.incomplete) = (50, 10, 0, 0)
        let outcome = try await place.sampling(sizes: sizes, reviewers: 4, overlap: 0.07).write(
            to: place.path("sample"))
        let key = try place.rows(of: "key.csv")
        for rule in ["score", "both"] {
            for stratum in ["flagged", "near"] {
                let sheets = key.filter { $0["rule_id"] == rule && $0["stratum"] == stratum }.map {
                    $0["sheets"]
                }
                // In decimals, 0.07 of 50 is 3.5, and 0.07 of 100 is 7.
                let shared = (7 * sheets.count + 99) / 100
                #expect(sheets.prefix(shared).allSatisfy { $0 == "1 2 3 4" })
                #expect(sheets.dropFirst(shared).allSatisfy { $0?.count == 1 })
            }
        }
        let alone = key.compactMap { $0["sheets"] }.filter { $0.count == 1 }
        #expect(alone == alone.indices.map { String($0 % 4 + 1) })
        let expected = (1...4).map { sheet in key.count { $0["sheets"]?.contains(String(sheet)) == true } }
        #expect(outcome.sheets == expected)
        for (sheet, count) in zip(1..., expected) {
            let rows = try place.rows(of: "sheet-\(sheet).csv")
            #expect(rows.count == count)
        }
    }

    @Test func `a share of a stratum is counted in decimals`() async throws {
        let place = try SamplePlace()
        try place.write((0..<100).map { .init(id: "gen_\($0)", s: 0.95, v: 0) }, to: "a.ndjson")
        var sizes = SampleSizes()
        sizes.flagged = 100
        _ = try await place.sampling(rules: [0], sizes: sizes, reviewers: 2, overlap: 0.07).write(
            to: place.path("sample"))
        // 0.07 × 100 is more than 7 in doubles.
        #expect(try place.rows(of: "key.csv").count { $0["sheets"] == "1 2" } == 7)
    }

    @Test func `a weight is the number of generations that a row represents`() async throws {
        let place = try place()
        var sizes = SampleSizes()
        sizes.clear = 10
        _ = try await place.sampling(rules: [0], sizes: sizes).write(to: place.path("sample"))
        let key = try place.rows(of: "key.csv"), strata = try place.rows(of: "strata.csv")
        #expect(strata.count == 6)
        for row in strata {
            let weights = key.filter { $0["stratum"] == row["stratum"] }.compactMap {
                $0["weight"].flatMap(Double.init)
            }
            let population = try #require(row["population"].flatMap(Double.init))
            #expect(String(weights.count) == row["drawn"])
            #expect(abs(weights.reduce(0, +) - population) < 1e-9)
        }
    }

    @Test func `long texts are cut`() async throws {
        let place = try SamplePlace()
        let text = SamplePlace.Generation(id: "gen_1", s: 0.95, v: 0).text
        try place.write(text.replacing("a bird", with: String(repeating: "é", count: 3_000)), to: "a.json")
        _ = try await place.sampling().write(to: place.path("sample"))
        let prompt = try place.rows(of: "sheet-1.csv").first?["prompt"]
        #expect(prompt == String(repeating: "é", count: 2_048) + "…")
    }

    @Test func `strata that do not add up give no folder`() async throws {
        let place = try place()
        var contents = try await place.sampling().contents()
        contents.rules[1].strata[3].population += 1
        var folder = try SealedFolder(at: place.path("sample"), as: .sample)
        #expect(throws: ReportError.contradiction("the strata of both come to 301, not 300")) {
            _ = try SampleFiles(contents).write(to: &folder)
        }
        _ = consume folder
        #expect(try place.names() == [])
    }

    @Test func `a folder of another kind is not replaced`() async throws {
        let place = try place()
        var request = place.request()
        request.output = place.path("report")
        _ = try await Scan(request).run()
        await #expect(throws: ScanError.self) { try await place.sampling().write(to: place.path("report")) }
        _ = try await place.sampling().write(to: place.path("sample"))
        await #expect(throws: ScanError.self) { _ = try await Scan(place.request()).run() }
        #expect(try place.names() == ["report", "sample"])
        _ = try await place.sampling().write(to: place.path("sample"))
    }

    @Test func `every column of every table has a note`() async throws {
        let place = try place()
        _ = try await place.sampling().write(to: place.path("sample"))
        let package = try #require(
            JSONSerialization.jsonObject(with: place.files()["datapackage.json"] ?? Data()) as? [String: Any])
        let resources = try #require(package["resources"] as? [[String: Any]])
        #expect(resources.map { $0["name"] as? String } == ["sheet-1", "key", "strata"])
        for resource in resources {
            let schema = try #require(resource["schema"] as? [String: Any])
            for field in try #require(schema["fields"] as? [[String: Any]]) {
                #expect((field["description"] as? String)?.isEmpty == false, "\(field)")
            }
        }
    }
}
