package import Responses

/// Finds, for a judged generation, the bands that swept rules have at each of their thresholds.
///
/// A test is flagged up to its value, near up to the level that belongs to its value, and clear or missing above. So three
/// bands and two numbers describe a rule at any number of thresholds. Nothing is allocated for a generation.
package struct Sweeper: Sendable {
    /// The swept tests.
    package let tests: [SweptTest]

    /// For each test of the policy, its index in `tests`, or -1.
    private let sweptOfTest: [Int]
    /// For each swept test, its probes.
    private let probes: [Range<Int>]
    /// For each swept test, the conditions around it, from the inside to the outside.
    private let contexts: [[Context]]
    /// For each swept test, the greatest value of the generation, and whether a signal lacks a value.
    private var greatest: [Double]
    private var isMissing: [Bool]

    /// A list of conditions that holds a swept test.
    private struct Context {
        let isAny: Bool
        /// The nodes of the other conditions of the list.
        let others: [Int]
    }

    /// - Parameter tests: Tests of the evaluator's policy.
    package init(_ tests: [SweptTest], of evaluator: Evaluator) {
        let program = evaluator.program
        self.tests = tests
        var swept = Array(repeating: -1, count: program.tests.count)
        for (index, test) in tests.enumerated() { swept[test.test] = index }
        sweptOfTest = swept
        probes = tests.map { program.testProbes[$0.test] }
        contexts = tests.map { Self.contexts(of: program.testNodes[$0.test], in: program) }
        greatest = tests.map { _ in 0 }
        isMissing = tests.map { _ in false }
    }

    /// The bands of a test's rule for the generation that `read` was called for last.
    package func bands(of test: Int, judgedBy evaluator: borrowing Evaluator) -> SweptBands {
        let value = greatest[test]
        let bands = Self.bands(
            contexts[test], below: isMissing[test] ? .missing : .clear, nodes: evaluator.nodeBands)
        return SweptBands(
            flaggedUpTo: Self.count(tests[test].thresholds, upTo: value),
            nearUpTo: Self.count(tests[test].nearLevels, upTo: value), bands)
    }

    /// Reads generation `index`, which the evaluator judged last: the greatest value of each swept test, and whether a signal
    /// lacks a value.
    package mutating func read(
        _ index: Int, of records: ResponseRecords, signals: SignalTable, judgedBy evaluator: borrowing Evaluator
    ) {
        for test in tests.indices {
            greatest[test] = -.infinity
            isMissing[test] = false
            for probe in probes[test] where evaluator.probeBands[probe] == nil { isMissing[test] = true }
        }
        for index in records.generations[index].readings {
            let reading = records.readings[index]
            for position in evaluator.links.ranges[reading.signal.index] {
                let test = sweptOfTest[evaluator.links.links[position].test]
                guard test >= 0 else { continue }
                if reading.state != .present { isMissing[test] = true }
                guard case .number(let number) = evaluator.value(of: reading, signals, records) else {
                    continue
                }
                let value = evaluator.measure(reading, number, tests[test].threshold, signals, records)
                if value > greatest[test] { greatest[test] = value }
            }
        }
    }

    /// The rule's bands where the test is flagged, near, or `below`.
    ///
    /// `any` is the maximum of bands and `all` the minimum, so lists around the test limit its band from below and
    /// above.
    private static func bands(_ contexts: [Context], below: Band, nodes: [Band]) -> (Band, Band, Band) {
        var low = Band.clear, high = Band.flagged
        for context in contexts {
            for other in context.others {
                let band = nodes[other]
                low = context.isAny ? max(low, band) : min(low, band)
                high = context.isAny ? max(high, band) : min(high, band)
            }
        }
        func limited(_ band: Band) -> Band { min(max(band, low), high) }
        return (limited(.flagged), limited(.near), limited(below))
    }

    /// The number of values in an ascending list that are at most `limit`.
    private static func count(_ values: [Double], upTo limit: Double) -> Int {
        var low = 0, high = values.count
        while low < high {
            let middle = (low + high) / 2
            if values[middle] <= limit { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private static func contexts(of node: Int, in program: PolicyProgram) -> [Context] {
        var contexts: [Context] = [], inner = node
        // Children come before their parents.
        for outer in program.nodes.indices.dropFirst(node + 1) {
            switch program.nodes[outer] {
            case .any(let children) where children.contains(inner):
                contexts.append(Context(isAny: true, others: children.filter { $0 != inner }))
            case .all(let children) where children.contains(inner):
                contexts.append(Context(isAny: false, others: children.filter { $0 != inner }))
            default: continue
            }
            inner = outer
        }
        return contexts
    }
}

/// The bands of a rule at each threshold of a swept test, for one generation, before the rule's `missing` mode applies.
package struct SweptBands: Sendable, Equatable {
    /// The number of thresholds at which the test is flagged: the lowest ones.
    package let flaggedUpTo: Int
    /// The number of thresholds at which the test is flagged or near; at least `flaggedUpTo`.
    package let nearUpTo: Int
    /// The rule's bands where the test is flagged, near, and neither.
    package let whereFlagged: Band, whereNear: Band, above: Band

    init(flaggedUpTo: Int, nearUpTo: Int, _ bands: (Band, Band, Band)) {
        self.flaggedUpTo = flaggedUpTo
        self.nearUpTo = nearUpTo
        (whereFlagged, whereNear, above) = bands
    }

    /// The rule's band at a threshold, by its index.
    package func band(at threshold: Int) -> Band {
        threshold < flaggedUpTo ? whereFlagged : threshold < nearUpTo ? whereNear : above
    }
}
