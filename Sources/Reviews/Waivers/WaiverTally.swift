package import Reporting
package import Utilities

/// What the waivers of a run are for: the rows of `waivers.csv` (CONTRACT section 15).
package struct WaiverTally: Sendable, Equatable {
    /// What became of a waiver.
    package typealias Status = WaiverStatus

    /// The counts of a waiver. Those of an expired one are of what it would accept.
    package struct Counts: Sendable, Equatable {
        /// The generations with an accepted finding.
        package internal(set) var generations = 0
        /// The accepted findings.
        package internal(set) var findings = 0
        /// The findings that match, with a value above the ceiling.
        package internal(set) var overCeiling = 0
        /// The greatest value of the findings that match; nil without a number.
        package internal(set) var maxValue: Double?
    }

    /// By the places of the waivers in their file.
    package private(set) var counts: [Counts]

    /// - Parameter count: The number of waivers.
    package init(count: Int) { counts = Array(repeating: Counts(), count: count) }

    /// Adds a listed generation.
    package mutating func add(_ outcome: ReviewOutcome, of subject: ReviewSubject) {
        var accepting: Set<Int> = []
        for (finding, fits) in zip(subject.findings, outcome.fits) {
            for fit in fits {
                if fit.isOverCeiling {
                    counts[fit.waiver].overCeiling += 1
                } else {
                    counts[fit.waiver].findings += 1
                    accepting.insert(fit.waiver)
                }
                if case .number(let value) = finding.value {
                    counts[fit.waiver].maxValue = max(value, counts[fit.waiver].maxValue ?? value)
                }
            }
        }
        for waiver in accepting { counts[waiver].generations += 1 }
    }

    /// What became of the waiver at a place.
    package func status(of index: Int, _ waivers: Waivers, asOf: UTCTime) -> Status {
        let waiver = waivers[index]
        if waiver.isExpired(asOf: asOf) { return .expired }
        if counts[index].findings == 0 { return .unused }
        return waiver.daysLeft(asOf: asOf) <= 14 ? .expiresSoon : .used
    }
}
