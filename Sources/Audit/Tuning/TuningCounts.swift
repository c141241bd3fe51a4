import Policies
import Reporting
import Statistics

/// The counts of a part, or of the run.
struct TuningCounts: Sendable {
    /// The generations of a stratum, and those of them that the policy's rule flags.
    struct Stratum: Sendable {
        var population = 0, restricted = 0, noID = 0
        /// Of the population.
        var flagged = 0

        mutating func merge(_ other: Stratum) {
            population += other.population
            restricted += other.restricted
            noID += other.noID
            flagged += other.flagged
        }
    }

    /// By swept test.
    var sweeps: [SweepCounts]
    /// For each swept test, generations that another rule flags.
    var others: [Int]
    /// By rule of the policy and stratum.
    var rules: [[Stratum]]
    /// By sample, sampled rule and stratum.
    var samples: [[[Stratum]]]
    /// Generations that the policy flags; those of them with an identity and without restricted findings are its population.
    var flagged = Stratum()
    /// Generations that the policies judge differently.
    var differing = 0

    init(_ plan: TuningPlan) {
        sweeps = plan.tests.map { SweepCounts($0, strata: plan.sources[$0.rule].strata.count) }
        others = plan.tests.map { _ in 0 }
        rules = plan.sources.map { $0.strata.map { _ in Stratum() } }
        samples = plan.samples.map { sample in
            sample.rules.map { sample.strata.strata[$0].map { _ in Stratum() } }
        }
    }

    /// Sets all counts to 0 and keeps the storage.
    mutating func clear() {
        for index in sweeps.indices { sweeps[index].clear() }
        for index in others.indices { others[index] = 0 }
        for rule in rules.indices {
            for stratum in rules[rule].indices { rules[rule][stratum] = Stratum() }
        }
        for sample in samples.indices {
            for rule in samples[sample].indices {
                for stratum in samples[sample][rule].indices { samples[sample][rule][stratum] = Stratum() }
            }
        }
        flagged = Stratum()
        differing = 0
    }

    mutating func merge(_ other: TuningCounts) {
        for index in sweeps.indices { sweeps[index].merge(other.sweeps[index]) }
        for index in others.indices { others[index] += other.others[index] }
        for rule in rules.indices { Self.merge(&rules[rule], other.rules[rule]) }
        for sample in samples.indices {
            for rule in samples[sample].indices {
                Self.merge(&samples[sample][rule], other.samples[sample][rule])
            }
        }
        flagged.merge(other.flagged)
        differing += other.differing
    }

    private static func merge(_ strata: inout [Stratum], _ other: [Stratum]) {
        for index in strata.indices { strata[index].merge(other[index]) }
    }
}

extension TuningCounts.Stratum {
    /// Counts a generation.
    mutating func add(hasID: Bool, isRestricted: Bool, isFlagged: Bool) {
        if isRestricted {
            restricted += 1
        } else if !hasID {
            noID += 1
        } else {
            population += 1
            if isFlagged { flagged += 1 }
        }
    }

    /// The counts without those of the policy.
    func count(_ stratum: Statistics.Stratum) -> StratumCount {
        var count = StratumCount(stratum)
        (count.population, count.restricted, count.noID) = (population, restricted, noID)
        return count
    }
}
