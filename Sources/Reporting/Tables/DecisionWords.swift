package import Policies
package import Responses

/// The deciding finding of a generation in words, as `generations.csv` has it in `severity` and `why`.
package struct DecisionWords: Sendable {
    /// The severity of the deciding finding; nil if there is none.
    package let severity: Severity?
    /// The phrase; empty for a clear generation.
    package let why: String

    /// - Parameters:
    ///   - index: The index of the generation in `records.generations`.
    ///   - judgement: Its judgement by `evaluator`.
    package init(
        generation index: Int, of records: ResponseRecords, judgement: Judgement, signals: SignalTable,
        evaluator: Evaluator
    ) {
        let listed = ListedGeneration(
            generation: records.generations[index], records: records, judgement: judgement,
            signals: signals.signals, policy: evaluator.policy, tests: evaluator.tests,
            patterns: evaluator.patterns, place: TextPlace(path: "", line: 0, byteOffset: 0), evidence: "")
        severity = listed.top?.rule.severity
        why = judgement.decision == .clear ? "" : listed.why
    }
}
