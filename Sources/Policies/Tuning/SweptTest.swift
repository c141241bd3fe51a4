/// One numeric test of a rule, at several thresholds in place of its own.
package struct SweptTest: Sendable, Equatable {
    /// The rule: an index into `Policy.rules`.
    package let rule: Int
    /// The test's number among the numeric tests of its rule, in document order, from 1.
    package let number: Int
    /// The test's index in `Evaluator.tests`.
    let test: Int
    /// The signals that the test reads, as the policy writes them.
    package let signals: String
    /// The test as the policy has it.
    package let threshold: Threshold
    /// The thresholds, ascending, each once. `flag_at` and `near_at` of the policy are among them.
    package let thresholds: [Double]
    /// For each threshold, the least value that is near; ascending.
    package let nearLevels: [Double]

    /// The test with the thresholds of `range` (the default ones if it is nil) and its own.
    init(_ found: NumericTest, _ range: DecimalRange?) {
        rule = found.rule
        number = found.number
        test = found.test
        signals = found.signals
        threshold = found.threshold
        let values = range?.values ?? Self.usual(found.threshold.statistic)
        let sorted = (values + [found.threshold.flagAt, found.threshold.nearAt]).sorted()
        let each = sorted.indices.filter { $0 == 0 || sorted[$0 - 1] != sorted[$0] }.map { sorted[$0] }
        thresholds = each
        nearLevels = each.map { found.threshold.nearLevel(flagAt: $0) }
    }

    /// The index of the policy's own threshold in `thresholds`.
    package var current: Int { thresholds.firstIndex(of: threshold.flagAt) ?? 0 }

    /// The thresholds where the command line gives none: frames are counted, other values are mostly in 0…1.
    private static func usual(_ statistic: Statistic) -> [Double] {
        switch statistic {
        case .max, .mean, .share: (1...19).map { Double($0 * 5) / 100 }
        case .run, .count: (1...20).map(Double.init)
        }
    }
}

/// A numeric test of a policy.
package struct NumericTest: Sendable {
    /// The rule: an index into `Policy.rules`.
    package let rule: Int
    /// The test's number among the numeric tests of its rule, in document order, from 1.
    package let number: Int
    /// The test's index in `Evaluator.tests`.
    let test: Int
    /// The signals that the test reads, as the policy writes them.
    package let signals: String
    /// The test.
    package let threshold: Threshold
}

extension Policy {
    /// The numeric tests of all rules, in document order.
    package var numericTests: [NumericTest] {
        var found: [NumericTest] = [], tests = 0
        for (index, rule) in rules.enumerated() {
            var number = 0
            rule.condition.forEachTest { signals, test in
                defer { tests += 1 }
                guard case .threshold(let threshold) = test else { return }
                number += 1
                let names = signals.map(\.text).joined(separator: " ")
                let exceptions = signals.first.map(PolicyProse.except) ?? ""
                found.append(
                    NumericTest(
                        rule: index, number: number, test: tests, signals: names + exceptions,
                        threshold: threshold))
            }
        }
        return found
    }
}
