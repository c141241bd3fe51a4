import Digests
import Intake
package import Policies
package import Reporting
package import Responses

/// Finds one generation in the inputs and judges it, for `explain`.
package struct GenerationLookup {
    /// The generation found. Its texts are valid until the lookup continues.
    package struct Found {
        /// The generation's record.
        package let generation: GenerationRecord
        /// The records of its text.
        package let records: ResponseRecords
        /// The signals of `records`.
        package let signals: SignalTable
        /// The judgement of the generation.
        package let judgement: Judgement
        /// The policy that judged it.
        package let policy: Policy
        /// The patterns as the policy writes them; `MissingSignal.pattern` is an index into it.
        package let patterns: [String]
        /// How each rule reached its band, in rule order.
        package let rules: [RuleReading]
        /// The value of every signal of the generation, in document order.
        package let measures: [SignalMeasure]
        /// The position of its text.
        package let place: TextPlace
        /// SHA-256 of the JSON text.
        package let evidence: String
    }

    private let id: String
    private let inputs: Inputs
    private let policy: Policy
    private let maxResponse: Int

    /// - Throws: `ScanError` if an input does not exist.
    package init(id: String, inputs: [String], policy: Policy, maxResponse: Int = 64 << 20) throws(ScanError) {
        self.id = id
        self.policy = policy
        self.maxResponse = maxResponse
        do { self.inputs = try Inputs(inputs) } catch { throw .intake(error.description) }
    }

    /// A later occurrence of the ID (CONTRACT section 5).
    package struct Repetition: Sendable {
        /// The position of its text.
        package let place: TextPlace
        /// The number of the revision, from 2; nil for a duplicate.
        package let revision: Int?
        /// The policy's decision about it.
        package let decision: Decision

        /// Creates an occurrence. Parameters have the meaning of the properties.
        package init(place: TextPlace, revision: Int?, decision: Decision) {
            self.place = place
            self.revision = revision
            self.decision = decision
        }
    }

    /// Passes the first generation with the ID to `body`, and reads to the end of the inputs.
    /// - Returns: The later occurrences in input order, and the number of unreadable texts and files, which may
    ///   also contain the ID.
    package func run(_ body: (Found) -> Void) throws(ScanError) -> (again: [Repetition], unreadable: Int) {
        var again: [Repetition] = []
        var first: UInt64?
        var revisions = 1
        var walk = TextWalk(inputs, maxResponse: maxResponse)
        try walk.forEach { text, flattener, place, _ in
            let records = flattener.records
            for (index, generation) in records.generations.enumerated() {
                guard let found = generation.id, isWanted(found) else { continue }
                var evaluator = Evaluator(policy), judgement = Judgement()
                let signals = flattener.signals
                evaluator.judge(index, of: records, signals: signals, into: &judgement)
                if let first {
                    if judgement.outcome != first { revisions += 1 }
                    again.append(
                        Repetition(
                            place: place, revision: judgement.outcome == first ? nil : revisions,
                            decision: judgement.decision))
                    continue
                }
                first = judgement.outcome
                body(
                    Found(
                        generation: generation, records: records, signals: signals, judgement: judgement,
                        policy: policy, patterns: evaluator.patterns,
                        rules: evaluator.ruleReadings(of: generation, records, signals),
                        measures: evaluator.signalMeasures(of: generation, records, signals), place: place,
                        evidence: records.evidence(in: text) ?? ""))
            }
        }
        return (again, walk.unreadable)
    }

    private func isWanted(_ text: BorrowedText) -> Bool {
        text == id
    }
}
