import TestSupport
import Testing

@testable import Statistics

/// How often the intervals contain the truth, by simulation with a fixed seed.
@Suite struct CoverageTests {
    /// A stratum of the simulated population.
    private struct Group {
        let stratum: Stratum
        let isFlagged: Bool
        let population: Int
        let share: Double
        let drawn: Int
    }

    private static let groups = [
        Group(stratum: .flagged, isFlagged: true, population: 400, share: 0.8, drawn: 50),
        Group(stratum: .near, isFlagged: false, population: 120, share: 0.3, drawn: 50),
        Group(stratum: .clearUpper, isFlagged: false, population: 300, share: 0.1, drawn: 50),
        Group(stratum: .clearLower, isFlagged: false, population: 2_000, share: 0.02, drawn: 60),
        Group(stratum: .clearZero, isFlagged: false, population: 9_000, share: 0.01, drawn: 60),
    ]

    private static func population(
        _ groups: [Group], _ random: inout SeededGenerator
    ) -> [[Bool]] {
        groups.map { group in
            let positives = Int((group.share * Double(group.population)).rounded())
            return (0..<group.population).map { $0 < positives }
        }
    }

    private static func quality(
        _ groups: [Group], _ population: [[Bool]], _ random: inout SeededGenerator
    ) -> ThresholdQuality {
        ThresholdQuality(
            parts: zip(groups, population).map { group, members in
                var indices = Set<Int>()
                while indices.count < group.drawn {
                    indices.insert(Int.random(in: 0..<group.population, using: &random))
                }
                let verdicts = Part.Verdicts(
                    total: group.drawn, positives: indices.count { members[$0] })
                return Part(
                    group.stratum, isFlagged: group.isFlagged, population: group.population, labels: verdicts,
                    all: verdicts)
            })
    }

    @Test func `the intervals of 95 % contain the truth as often as they claim`() throws {
        var random = SeededGenerator(seed: 2_026)
        let population = Self.population(Self.groups, &random)
        let positives = population.map { members in Double(members.count { $0 }) }
        let truth = (
            precision: positives[0] / 400, recall: positives[0] / positives.reduce(0, +),
            prevalence: positives.reduce(0, +) / 11_820
        )
        let rounds = 2_000
        var inside = (precision: 0, recall: 0, prevalence: 0)
        for _ in 0..<rounds {
            let quality = Self.quality(Self.groups, population, &random)
            func holds(_ figure: ThresholdQuality.Figure, _ value: Double) -> Int {
                figure.estimate.map { $0.low <= value && value <= $0.high ? 1 : 0 } ?? 0
            }
            inside.precision += holds(quality.precision, truth.precision)
            inside.recall += holds(quality.recall, truth.recall)
            inside.prevalence += holds(quality.prevalence, truth.prevalence)
        }
        let shares = [inside.precision, inside.recall, inside.prevalence].map { Double($0) / Double(rounds) }
        #expect(shares[0] >= 0.93, "precision \(shares[0])")
        #expect(shares[1] >= 0.93, "recall \(shares[1])")
        #expect(shares[2] >= 0.93, "prevalence \(shares[2])")
    }
}
