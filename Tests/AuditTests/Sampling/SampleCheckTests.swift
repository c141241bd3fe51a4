import Foundation
import Reporting
import TestSupport
import Testing

@testable import Audit

/// A sample that is drawn again (CONTRACT sections 11 and 16).
@Suite struct SampleCheckTests {
    private func sampled() async throws -> SamplePlace {
        let place = try SamplePlace()
        try place.write(SamplePlace.random(200, seed: 8), to: "a.ndjson")
        _ = try await place.sampling(reviewers: 2, overlap: 0.5).write(to: place.path("sample"))
        return place
    }

    private func check(
        _ place: SamplePlace, seed: SampleSeed? = SampleSeed(text: "2026-11-22")
    ) async throws -> Verification.Outcome {
        var request = place.request()
        request.output = ""
        return try await SampleCheck.outcome(of: place.path("sample"), request, seed: seed)
    }

    private func holds(_ place: SamplePlace) throws -> Verification.Outcome {
        .holds("\(try place.rows(of: "key.csv").count) questions of 200 generations, drawn again")
    }

    private func isBroken(_ outcome: Verification.Outcome, by words: String) -> Bool {
        if case .broken(let faults) = outcome { faults.contains { $0.contains(words) } } else { false }
    }

    @Test func `the same input gives the same sample again, under any name`() async throws {
        let place = try await sampled()
        try FileManager.default.moveItem(
            atPath: place.path("input/a.ndjson"), toPath: place.path("input/b.jsonl"))
        #expect(try await check(place) == (try holds(place)))
    }

    @Test func `another input, another seed and an exchanged row are found`() async throws {
        let place = try await sampled()
        #expect(isBroken(try await check(place, seed: SampleSeed(text: "other")), by: "another seed"))
        #expect(
            isBroken(try await check(place, seed: SampleSeed(secret: Array("other".utf8))), by: "another seed"))
        #expect(try await check(place, seed: nil) == .unchecked("give --seed-file or --seed to check it"))
        try place.write([.init(id: "more", s: 0, v: 0)], to: "b.ndjson")
        #expect(isBroken(try await check(place), by: "the input has 201 audited generations, the sample 200"))
    }

    @Test func `a row that was not drawn is found, even with a manifest that fits`() async throws {
        let place = try await sampled()
        let row = try #require(place.rows(of: "key.csv").first?["generation_id"])
        try place.edit("key.csv") { $0 = $0.replacing("\"\(row)\"", with: "\"gen_chosen\"") }
        #expect(isBroken(try await check(place), by: "was edited after the sample was written"))
        try place.seal("key.csv")
        #expect(isBroken(try await check(place), by: "another generation_id"))
    }

    @Test func `a sheet that was dealt otherwise is found, and one that is filled in is not`() async throws {
        let place = try await sampled()
        try place.edit("sheet-2.csv") { $0 = $0.replacing("\"\",\"\"", with: "\"dismissed\",\"\"") }
        #expect(try await check(place) == (try holds(place)))
        try place.seal("sheet-2.csv")
        #expect(isBroken(try await check(place), by: "sheet-2.csv is another one"))
    }

    @Test func `another input of the same size is found by its strata`() async throws {
        let place = try await sampled()
        try place.write(SamplePlace.random(200, seed: 7), to: "a.ndjson")
        let outcome = try await check(place)
        #expect(isBroken(outcome, by: "score "))
    }
}
