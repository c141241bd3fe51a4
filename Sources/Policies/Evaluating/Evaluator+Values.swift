package import Responses

/// The values of rules that are one numeric test.
extension Evaluator {
    /// For each rule, the highest value of the signals that its patterns match, as its test measures it, and the first signal
    /// that has it, for the generation that was judged last. Nil for a rule that is not one numeric test (`Rule.soleThreshold`), and where no matched signal
    /// has a value.
    ///
    /// - Parameter values: The result, one element per rule. It keeps its storage.
    package func measureRules(
        of generation: GenerationRecord, _ records: ResponseRecords, _ signals: SignalTable,
        into values: inout [RuleMeasure?]
    ) {
        values.removeAll(keepingCapacity: true)
        values.append(contentsOf: repeatElement(nil, count: policy.rules.count))
        for index in generation.readings {
            let reading = records.readings[index]
            guard reading.signal.index < links.count else { continue }
            let links = links.ranges[reading.signal.index]
            if links.isEmpty { continue }
            guard case .number(let number) = value(of: reading, signals, records) else { continue }
            for position in links {
                let link = self.links.links[position]
                let rule = program.ruleOfProbe[link.probe]
                guard program.hasSoleThreshold[rule], case .threshold(let threshold) = program.tests[link.test]
                else {
                    continue
                }
                let measured = measure(reading, number, threshold, signals, records)
                if let known = values[rule], known.value >= measured { continue }
                values[rule] = RuleMeasure(value: measured, signal: reading.signal)
            }
        }
    }
}

/// The value of a rule that is one numeric test.
package struct RuleMeasure: Sendable {
    /// The highest value of the matched signals, as the test measures them.
    package let value: Double
    /// The first signal that has it.
    package let signal: SignalID
}

extension Rule {
    /// The threshold of a rule that is one numeric test; nil for any other rule.
    package var soleThreshold: Threshold? { condition.soleThreshold }
}

extension Condition {
    fileprivate var soleThreshold: Threshold? {
        switch self {
        case .test(_, .threshold(let threshold)): threshold
        case .test: nil
        case .all(let conditions), .any(let conditions):
            conditions.count == 1 ? conditions[0].soleThreshold : nil
        }
    }
}
