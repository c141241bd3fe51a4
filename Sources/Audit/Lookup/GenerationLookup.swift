import Digests
import Intake
package import Policies
package import Reporting
package import Responses

/// Finds one generation in the inputs, and judges it: for `explain`.
package struct GenerationLookup {
    /// What was found. Its texts are valid until the lookup goes on.
    package struct Found {
        package let generation: GenerationRecord
        package let records: ResponseRecords
        package let signals: SignalTable
        package let judgement: Judgement
        package let policy: Policy
        /// As the policy writes them; `MissingSignal.pattern` points in here.
        package let patterns: [String]
        package let rules: [RuleReading]
        package let measures: [SignalMeasure]
        package let place: TextPlace
        /// SHA-256 of the JSON text.
        package let evidence: String
    }

    private let id: String
    private let inputs: Inputs
    private let policy: Policy
    private let maxResponse: Int

    /// - Throws: where an input is not there.
    package init(id: String, inputs: [String], policy: Policy, maxResponse: Int = 64 << 20) throws(ScanError) {
        self.id = id
        self.policy = policy
        self.maxResponse = maxResponse
        do { self.inputs = try Inputs(inputs) } catch { throw .intake(error.description) }
    }

    /// Where the id came again, and what it is there (CONTRACT section 5).
    package struct Repetition: Sendable {
        package let place: TextPlace
        /// 2, 3 and so on; nil of a duplicate.
        package let revision: Int?
        package let decision: Decision

        package init(place: TextPlace, revision: Int?, decision: Decision) {
            self.place = place
            self.revision = revision
            self.decision = decision
        }
    }

    /// Hands the first generation of that id to `body`; reads on to the end of the inputs.
    /// - Returns: where the id came again, in input order; and how many texts and files could not be read, in any of which it
    ///   may stand too.
    package func run(_ body: (Found) -> Void) throws(ScanError) -> (again: [Repetition], unreadable: Int) {
        var again: [Repetition] = []
        var first: UInt64?
        var revisions = 1
        var walk = TextWalk(inputs, maxResponse: maxResponse)
        try unsafe walk.forEach { text, flattener, place, _ in
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
                        evidence: unsafe records.evidence(in: text) ?? ""))
            }
        }
        return (again, walk.unreadable)
    }

    private func isWanted(_ text: BorrowedText) -> Bool {
        unsafe text.count == id.utf8.count && text.bytes.elementsEqual(id.utf8)
    }
}
