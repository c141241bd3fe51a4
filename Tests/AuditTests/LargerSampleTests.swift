import Foundation
import Reporting
import Reviews
import Statistics
import TestSupport
import Testing
import Utilities

@testable import Audit

/// Labels that were imported with another sample than the given one (CONTRACT section 16).
@Suite struct LargerSampleTests {
    /// 200 generations with the scores 0, 0.005 … 0.995.
    private static let generations = (0..<200).map {
        TuningBench.generation("g\($0)", score: Double($0) / 200)
    }

    private static let few: SampleSizes = {
        var sizes = SampleSizes()
        (sizes.flagged, sizes.near, sizes.clear) = (12, 12, 24)
        return sizes
    }()

    /// The sizes of a sample of everything.
    private static let all: SampleSizes = {
        var sizes = SampleSizes()
        (sizes.flagged, sizes.near, sizes.clear) = (200, 200, 400)
        return sizes
    }()

    private func bench(_ generations: [String] = Self.generations) throws -> TuningBench {
        let bench = try TuningBench()
        try bench.write(generations)
        return bench
    }

    /// Whether a generation is a violation: with scores from 0.9 on.
    private static func truth(_ row: [String: String]) -> ReviewDecision {
        (Double(row["value"] ?? "") ?? 0) >= 0.9 ? .violation : .dismissed
    }

    private func tune(_ bench: TuningBench, sample: String? = "large") async throws -> TuningResult {
        try await bench.tune {
            ($0.samples, $0.hasLedger) = (sample.map { [$0] } ?? [], true)
        }
    }

    @Test func `answers to a smaller sample count for a larger one with the same seed`() async throws {
        let bench = try bench()
        try bench.add(TuningBench.labels(await bench.sample(sizes: Self.few), Self.truth))
        let large = try await bench.sample(sizes: Self.all, name: "large")
        let small = try await tune(bench, sample: "sample"), result = try await tune(bench)
        #expect(result.rules[0].strata.map(\.labelled) == [12, 12, 0, 15, 8, 1])
        let figures = try result.quality(0.8).figures
        #expect(figures.precision.status == .estimated)
        #expect(try figures == small.quality(0.8).figures)
        #expect(result.rules[0].quality.outside.waiting == 0 && result.lackingSample == nil)
        // The other questions complete it.
        let answered = Set(try bench.ledger().compactMap(\.question?.sampleKey))
        try bench.add(
            TuningBench.labels(large) { answered.contains($0["sample_key"] ?? "") ? nil : Self.truth($0) })
        let whole = try await tune(bench).quality(0.8)
        #expect(whole.flagged == Part.Verdicts(total: 40, positives: 20))
        #expect(whole.figures.recall.status == .census && whole.figures.recall.estimate?.value == 1)
    }

    @Test func `answers count for the same sample that was drawn at another time`() async throws {
        let bench = try bench()
        let first = try await bench.sample(sizes: Self.few)
        try bench.add(TuningBench.labels(first, Self.truth))
        let later = try await bench.sample(sizes: Self.few, name: "large", asOf: 1_800_000_000)
        #expect(first.report.manifestSHA256 != later.report.manifestSHA256)
        let figures = try await tune(bench).quality(0.8).figures
        #expect(try await figures == tune(bench, sample: "sample").quality(0.8).figures)
        #expect(figures.precision.status == .estimated)
    }

    @Test func `answers of another input count up to the first question that it could not ask`() async throws {
        let bench = try bench(Self.generations.enumerated().filter { $0.offset % 4 != 0 }.map(\.element))
        let small = try await bench.sample(sizes: Self.all)
        try bench.add(TuningBench.labels(small, Self.truth))
        try bench.write(Self.generations)
        let large = try await bench.sample(sizes: Self.all, name: "large")
        let known = Set(try small.key().compactMap { $0["sample_key"] })
        let flagged = try large.key().filter { $0["stratum"] == "flagged" }
        let first = flagged.prefix { known.contains($0["sample_key"] ?? "") }.count
        let quality = try await tune(bench).rules[0].quality
        #expect(quality.flagged.total == first && first < 30)
        #expect(quality.outside.waiting > 20)
        // With answers to the others nothing is left out.
        try bench.add(
            TuningBench.labels(large, by: "ben") {
                known.contains($0["sample_key"] ?? "") ? nil : Self.truth($0)
            })
        let whole = try await tune(bench).rules[0].quality
        #expect(whole.flagged.total == 40 && whole.outside.waiting == 0)
    }

    @Test func `an answer that was imported with the given sample counts wherever it is`() async throws {
        let bench = try bench()
        let sample = try await bench.sample(sizes: Self.all)
        let last = try #require(try sample.key().last { $0["stratum"] == "flagged" }?["sample_key"])
        try bench.add(TuningBench.labels(sample) { $0["sample_key"] == last ? .violation : nil })
        #expect(try await tune(bench, sample: "sample").quality(0.8).flagged.total == 1)
    }

    @Test func `answers about another meaning do not count for a larger sample`() async throws {
        let bench = try bench()
        try bench.add(
            TuningBench.labels(
                await bench.sample(TuningBench.policy(why: "Is it very bad?"), sizes: Self.few), Self.truth))
        try await bench.sample(sizes: Self.all, name: "large")
        let result = try await tune(bench)
        #expect(try result.quality(0.8).figures.precision.status == .noLabels)
        #expect(result.rules[0].quality.outside.stale == 48)
    }

    @Test func `labels of a sample that is not given, and of generations that the input lacks, are named`()
        async throws
    {
        let bench = try bench()
        let labels = try TuningBench.labels(await bench.sample(sizes: Self.few), Self.truth)
        var lost = labels[0]
        lost.generationID = "no such generation"
        try bench.add(labels.dropFirst() + [lost])
        let result = try await tune(bench, sample: nil)
        #expect(result.lackingSample == "47 labels answer a sample that is not given; name it with --sample")
        #expect(result.ledger?.lacking == 1)
        let page = try bench.folder.text("tuning/tuning.html")
        #expect(page.contains("the sample is not given") && !page.contains("people chose"))
        #expect(page.contains("47 labels answer a sample that is not given; name it with --sample.</p>"))
        #expect(try await tune(bench, sample: "sample").lackingSample == nil)
    }

    @Test func `answers about ids that a spreadsheet cannot hold are recorded and count`() async throws {
        let ids = [
            #"a\tb"#, #"a\u0001b"#, #"a\u200bb"#, "semi;=1", "'=1+1", "=1+1", "+1", "@x", #"\u202ea"#,
            " blank ", "plain",
        ]
        let bench = try bench(ids.map { TuningBench.generation($0, score: 0.9) })
        try await bench.sample(csv: .excel)
        let sheet = try bench.folder.text("sample/sheet-1.csv").replacing(
            "\",\"\",\"\",\"Is it", with: "\",\"violation\",\"\",\"Is it")
        try bench.folder.write(sheet, to: "anna.csv")
        let sheets = SheetImport(
            sheets: [bench.folder.file("anna.csv")], source: .sample(bench.folder.file("sample")),
            ledger: bench.folder.file("ledger"), reviewer: "anna", recordedAt: UTCTime(seconds: 1_700_000_000))
        let outcome = try sheets.run { _, _ in Issue.record("a row was rejected") }
        #expect(outcome.sheets.count == 1)
        #expect(Set(try bench.ledger().map(\.generationID)).contains("a\u{200B}b"))
        let result = try await tune(bench, sample: "sample")
        #expect(result.ledger?.found == ids.count && result.ledger?.lacking == 0)
        #expect(try result.quality(0.8).flagged == Part.Verdicts(total: ids.count, positives: ids.count))
        let package = try bench.folder.text("sample/datapackage.json")
        #expect(package.contains("\"modaudit:byteOrderMark\": true"))
        #expect(package.contains("\"modaudit:byteOrderMark\": false"))
    }
}

extension TuningBench {
    /// The lines of the ledger.
    fileprivate func ledger() throws -> [LedgerLine] {
        var lines: [LedgerLine] = []
        try Ledger(in: folder.file("ledger")).forEachLine { line in
            lines.append(line)
            return true
        }
        return lines
    }
}
