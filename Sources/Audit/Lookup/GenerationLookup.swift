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

    /// Hands the first generation of that id to `body`; reads on to the end of the inputs.
    /// - Returns: where the id stands, first the one that counts, then its duplicates; and how many texts and files could
    ///   not be read, in any of which it may stand too.
    package func run(_ body: (Found) -> Void) throws(ScanError) -> (places: [TextPlace], unreadable: Int) {
        var places: [TextPlace] = []
        var walk = TextWalk(inputs, maxResponse: maxResponse)
        try unsafe walk.forEach { text, flattener, place, _ in
            let records = flattener.records
            for (index, generation) in records.generations.enumerated() {
                guard let found = generation.id, isWanted(found) else { continue }
                places.append(place)
                if places.count > 1 { continue }
                var evaluator = Evaluator(policy), judgement = Judgement()
                let signals = flattener.signals
                evaluator.judge(index, of: records, signals: signals, into: &judgement)
                body(
                    Found(
                        generation: generation, records: records, signals: signals, judgement: judgement,
                        policy: policy, patterns: evaluator.patterns,
                        rules: evaluator.ruleReadings(of: generation, records, signals),
                        measures: evaluator.signalMeasures(of: generation, records, signals), place: place,
                        evidence: unsafe records.evidence(in: text) ?? ""))
            }
        }
        return (places, walk.unreadable)
    }

    private func isWanted(_ text: BorrowedText) -> Bool {
        unsafe text.count == id.utf8.count && text.bytes.elementsEqual(id.utf8)
    }
}
