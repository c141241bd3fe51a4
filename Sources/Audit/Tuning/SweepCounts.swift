import Policies
import Reporting

/// The generations of a swept test at each of its thresholds, as differences from one threshold to the next. Adding a
/// generation takes the same time for any number of thresholds.
struct SweepCounts: Sendable {
    private let length: Int
    private var flagged: [Int]
    private var near: [Int]
    private var missing: [Int]
    private var only: [Int]
    /// Flagged generations by stratum and threshold.
    private var strata: [Int]

    /// - Parameter strata: The number of strata of the rule.
    init(_ test: SweptTest, strata: Int) {
        length = test.thresholds.count + 1
        flagged = Array(repeating: 0, count: length)
        (near, missing, only) = (flagged, flagged, flagged)
        self.strata = Array(repeating: 0, count: length * strata)
    }

    mutating func clear() {
        for index in flagged.indices {
            flagged[index] = 0
            near[index] = 0
            missing[index] = 0
            only[index] = 0
        }
        for index in strata.indices { strata[index] = 0 }
    }

    mutating func merge(_ other: SweepCounts) {
        for index in flagged.indices {
            flagged[index] += other.flagged[index]
            near[index] += other.near[index]
            missing[index] += other.missing[index]
            only[index] += other.only[index]
        }
        for index in strata.indices { strata[index] += other.strata[index] }
    }

    /// Adds a generation.
    ///
    /// - Parameters:
    ///   - rule: The rule of the test.
    ///   - isOnly: Whether no other rule flags it.
    ///   - stratum: Its stratum; nil if no figure has it.
    mutating func add(_ bands: SweptBands, of rule: Rule, isOnly: Bool, stratum: Int?) {
        bands.forEachRange(of: length - 1) { range, band in
            if band == .missing { Self.add(range, to: &missing) }
            switch rule.effect(of: band) {
            case .flagged:
                Self.add(range, to: &flagged)
                if isOnly { Self.add(range, to: &only) }
                if let stratum { Self.add(range, to: &strata, from: stratum * length) }
            case .near: Self.add(range, to: &near)
            case .missing, .clear: break
            }
        }
    }

    private static func add(_ range: Range<Int>, to counts: inout [Int], from start: Int = 0) {
        counts[start + range.lowerBound] += 1
        counts[start + range.upperBound] -= 1
    }

    /// The counts at each threshold.
    /// - Parameters:
    ///   - others: Generations that another rule flags.
    ///   - now: Generations that the policy flags.
    func workload(others: Int, now: Int) -> [Workload] {
        var sums = Workload()
        return (0..<length - 1).map { index in
            sums.flagged += flagged[index]
            sums.near += near[index]
            sums.missing += missing[index]
            sums.onlyThisRule += only[index]
            sums.policyFlagged = others + sums.onlyThisRule
            sums.policyChange = sums.policyFlagged - now
            return sums
        }
    }

    /// The flagged generations of each stratum, at each threshold.
    var flaggedByStratum: [[Int]] {
        let count = strata.count / length
        var sums = Array(repeating: 0, count: count)
        return (0..<length - 1).map { index in
            for stratum in 0..<count { sums[stratum] += strata[stratum * length + index] }
            return sums
        }
    }
}

extension SweptBands {
    /// Passes the ranges of thresholds with one band each, of `count` thresholds.
    func forEachRange(of count: Int, _ body: (Range<Int>, Band) -> Void) {
        if flaggedUpTo > 0 { body(0..<flaggedUpTo, whereFlagged) }
        if nearUpTo > flaggedUpTo { body(flaggedUpTo..<nearUpTo, whereNear) }
        if count > nearUpTo { body(nearUpTo..<count, above) }
    }
}
