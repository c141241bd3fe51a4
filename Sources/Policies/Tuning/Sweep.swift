import Utilities

/// The tests that a run sweeps: `--sweep RULE[#N][=LOW..HIGH/STEP]`.
package enum Sweep {
    /// Why a sweep cannot be run: one line for each fault.
    package struct Fault: Error, Equatable, CustomStringConvertible {
        /// The messages, with their fixes.
        package let description: String
    }

    /// The limit on the thresholds of all tests together.
    static let limit = 100_000

    /// The tests that `arguments` name; without arguments, the test of each rule that has exactly one numeric test.
    ///
    /// - Throws: `Fault` for an argument that names no test or more than one, and for an invalid range.
    package static func tests(_ arguments: [String], of policy: Policy) throws(Fault) -> [SweptTest] {
        let numeric = policy.numericTests
        var swept: [SweptTest] = [], faults: [String] = []
        if arguments.isEmpty {
            swept = policy.rules.indices.compactMap { rule in
                let tests = numeric.filter { $0.rule == rule }
                return tests.count == 1 ? SweptTest(tests[0], nil) : nil
            }
        }
        for argument in arguments {
            do throws(Fault) {
                let test = try self.test(argument, among: numeric, of: policy)
                if swept.contains(where: { $0.test == test.test }) {
                    throw Fault(description: "--sweep \(argument.visible): the test is named twice")
                }
                swept.append(test)
            } catch {
                faults.append(error.description)
            }
        }
        if swept.reduce(0, { $0 + $1.thresholds.count }) > limit {
            faults.append("the tests have more than 100,000 thresholds; sweep fewer tests, or larger steps")
        }
        guard faults.isEmpty else { throw Fault(description: faults.joined(separator: "\n")) }
        return swept.sorted { $0.test < $1.test }
    }

    private static func test(
        _ argument: String, among numeric: [NumericTest], of policy: Policy
    ) throws(Fault) -> SweptTest {
        let sides = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let name = sides[0].split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        let id = String(name[0])
        func fault(_ words: String) -> Fault { Fault(description: "--sweep \(argument.visible): \(words)") }
        guard let rule = policy.rules.firstIndex(where: { $0.id == id }) else {
            let near = Spelling.suggestion(for: id, among: policy.rules.map(\.id))
            throw fault(
                "the policy has no rule \(id.quoted)" + (near.map { "; did you mean `\($0)`?" } ?? ""))
        }
        let tests = numeric.filter { $0.rule == rule }
        guard !tests.isEmpty else { throw fault("the rule has no numeric test") }
        var number: Int? = tests.count == 1 ? 1 : nil
        if name.count == 2 { number = Int(name[1]) }
        guard let number, let test = tests.first(where: { $0.number == number }) else {
            throw fault(
                (name.count == 2 ? "the rule has no test #\(name[1])" : "the rule has several numeric tests")
                    + "; name one of them:" + tests.map { "\n  \(id)#\($0.number)  \($0.words)" }.joined())
        }
        guard sides.count == 2 else { return SweptTest(test, nil) }
        guard let range = DecimalRange(String(sides[1])) else {
            throw fault(
                "\(String(sides[1]).quoted) is no range; as in `0.5..0.95/0.05`: decimals, at most 1,000 thresholds"
            )
        }
        return SweptTest(test, range)
    }
}

extension NumericTest {
    /// The test in a list of tests: its signals, its statistic unless it is `max`, and its threshold.
    fileprivate var words: String {
        let statistic = threshold.statistic == .max ? "" : " \(threshold.statistic.rawValue)"
        return "\(signals)\(statistic) ≥ \(threshold.flagAt.shortest)"
    }
}
