import Testing

@testable import Statistics

/// Precision, recall, accuracy and prevalence from verdicts.
@Suite struct ThresholdQualityTests {
    /// A part with labels of a sample only.
    private static func sampled(
        _ stratum: Stratum, flagged: Bool = false, _ positives: Int, _ labels: Int, of population: Int
    ) -> Part {
        let verdicts = Part.Verdicts(total: labels, positives: positives)
        return Part(stratum, isFlagged: flagged, population: population, labels: verdicts, all: verdicts)
    }

    private static let fiveStrata = [
        sampled(.flagged, flagged: true, 42, 50, of: 400), sampled(.near, 12, 50, of: 120),
        sampled(.clearUpper, 5, 50, of: 300), sampled(.clearLower, 1, 30, of: 2_000),
        sampled(.clearZero, 0, 20, of: 9_000),
    ]

    private func expect(
        _ figure: ThresholdQuality.Figure, _ value: Double, _ low: Double, _ high: Double,
        _ status: ThresholdQuality.Status = .estimated, _ location: SourceLocation = #_sourceLocation
    ) {
        let estimate = figure.estimate ?? Estimate(value: -1, low: -1, high: -1)
        for (is_, wanted) in [(estimate.value, value), (estimate.low, low), (estimate.high, high)] {
            #expect(abs(is_ - wanted) < 0.00005, "\(estimate)", sourceLocation: location)
        }
        #expect(figure.status == status, sourceLocation: location)
    }

    @Test func `the figures of five strata equal the vectors`() {
        let quality = ThresholdQuality(parts: Self.fiveStrata)
        expect(quality.precision, 0.84, 0.7149, 0.9166)
        expect(quality.recall, 0.7281, 0.1239, 0.8519)
        expect(quality.accuracy, 0.9840, 0.8591, 0.9896)
        expect(quality.prevalence, 0.0390, 0.0325, 0.1639)
    }

    @Test func `the figures of a threshold within a stratum equal the vectors`() {
        let quality = ThresholdQuality(
            parts: [
                Self.fiveStrata[0], Self.sampled(.near, flagged: true, 8, 20, of: 40),
                Self.sampled(.near, 4, 30, of: 80),
            ] + Self.fiveStrata[2...])
        expect(quality.precision, 0.8, 0.6850, 0.8723)
        expect(quality.recall, 0.7663, 0.1310, 0.8915)
    }

    @Test func `a census has no uncertainty, and a sample beside it has`() {
        let listed = [
            Self.sampled(.flagged, flagged: true, 60, 86, of: 86), Self.sampled(.near, 5, 18, of: 18),
        ]
        let quality = ThresholdQuality(parts: listed + [Self.sampled(.clear, 1, 100, of: 15_201)])
        expect(quality.recall, 0.2765, 0.0566, 0.6887)
        expect(quality.precision, 60 / 86, 60 / 86, 60 / 86, .census)
        let unlabelled = ThresholdQuality(parts: listed + [Self.sampled(.clear, 0, 0, of: 15_201)])
        #expect(unlabelled.recall == .init(estimate: nil, status: .unlabelled(.clear)))
        #expect(unlabelled.recall.status.text == "not_estimable:unlabelled:clear")
        expect(ThresholdQuality(parts: listed).recall, 60 / 65, 60 / 65, 60 / 65, .census)
    }

    @Test func `labels of flagged generations alone tell only the precision`() {
        let quality = ThresholdQuality(parts: [Self.fiveStrata[0], Self.sampled(.clear, 0, 0, of: 900)])
        expect(quality.precision, 0.84, 0.7149, 0.9166)
        #expect(
            [quality.recall, quality.accuracy, quality.prevalence].allSatisfy {
                $0 == .init(estimate: nil, status: .onlyFlaggedLabelled)
            })
    }

    @Test func `a threshold above all values has no precision`() {
        let quality = ThresholdQuality(parts: Array(Self.fiveStrata[1...]))
        #expect(quality.precision == .init(estimate: nil, status: .noneFlagged))
        expect(quality.recall, 0, 0, 0, .estimated)
    }

    @Test func `decisions about chosen generations estimate nothing until all have one`() {
        func part(_ decided: Int) -> Part {
            Part(
                .flagged, isFlagged: true, population: 10, labels: .none,
                all: .init(total: decided, positives: decided / 2))
        }
        #expect(ThresholdQuality(parts: [part(9)]).precision.status == .chosenByPeople)
        expect(ThresholdQuality(parts: [part(10)]).precision, 0.5, 0.5, 0.5, .census)
    }

    @Test func `without verdicts nothing is estimable`() {
        let quality = ThresholdQuality(parts: [Self.sampled(.flagged, flagged: true, 0, 0, of: 5)])
        #expect(quality.precision.status == .noLabels && quality.recall.status == .noLabels)
    }

    @Test func `few verdicts are marked, and no violation leaves no recall`() {
        let few = ThresholdQuality(
            parts: [
                Self.sampled(.flagged, flagged: true, 4, 9, of: 100), Self.sampled(.clear, 1, 90, of: 900),
            ])
        #expect(few.precision.status == .fewLabels && few.recall.status == .fewLabels)
        #expect(few.prevalence.status == .estimated)
        let none = ThresholdQuality(
            parts: [
                Self.sampled(.flagged, flagged: true, 0, 20, of: 100), Self.sampled(.clear, 0, 90, of: 900),
            ])
        #expect(none.recall == .init(estimate: nil, status: .noPositives))
    }

    @Test func `one positive among a million gives a wide interval`() throws {
        let quality = ThresholdQuality(
            parts: [
                Self.sampled(.flagged, flagged: true, 40, 50, of: 50),
                Self.sampled(.clearZero, 1, 100, of: 1_000_000),
            ])
        let recall = try #require(quality.recall.estimate)
        #expect(recall.low < 0.001 && recall.high > 0.02)
    }
}
