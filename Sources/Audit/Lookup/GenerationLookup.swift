import Digests
import Intake
package import Policies
package import Reporting
package import Responses

/// Finds one generation, or what belongs to one task, in the inputs and judges it, for `explain`.
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
        /// Its deciding finding in words.
        package let words: DecisionWords
    }

    /// A generation of the task with the ID, or a row of `unaudited.csv` about it.
    package enum TaskPart: Sendable {
        /// `id` is nil for a generation without one.
        case generation(id: String?, decision: Decision, words: DecisionWords, place: TextPlace)
        case row(kind: Unaudited.Kind, reason: String, place: TextPlace)
    }

    /// What the inputs hold beside the first generation with the ID.
    package struct Others: Sendable {
        /// The later occurrences of the ID in input order.
        package var again: [Repetition] = []
        /// The parts of the task with the ID in input order.
        package var task: [TaskPart] = []
        /// The number of unreadable texts and files, which may also contain the ID.
        package var unreadable = 0
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

    /// The limit on the parts of a task.
    private static let partsKept = 10_000

    /// Passes the first generation with the ID to `body`, and reads to the end of the inputs.
    package func run(_ body: (Found) -> Void) throws(ScanError) -> Others {
        var others = Others()
        var first: UInt64?
        var revisions = 1
        var walk = TextWalk(inputs, maxResponse: maxResponse)
        try walk.forEach { text, flattener, place, _ in
            let records = flattener.records
            addTask(of: records, flattener.signals, place, to: &others.task)
            for (index, generation) in records.generations.enumerated() {
                guard let found = generation.id, isWanted(found) else { continue }
                var evaluator = Evaluator(policy), judgement = Judgement()
                let signals = flattener.signals
                evaluator.judge(index, of: records, signals: signals, into: &judgement)
                if let first {
                    if judgement.outcome != first { revisions += 1 }
                    others.again.append(
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
                        evidence: records.evidence(in: text) ?? "",
                        words: DecisionWords(
                            generation: index, of: records, judgement: judgement, signals: signals,
                            evaluator: evaluator)))
            }
        }
        others.unreadable = walk.unreadable
        return others
    }

    /// Adds what a text holds of the task with the ID.
    private func addTask(
        of records: ResponseRecords, _ signals: SignalTable, _ place: TextPlace, to parts: inout [TaskPart]
    ) {
        for (index, generation) in records.generations.enumerated() where parts.count < Self.partsKept {
            let task = records.tasks[generation.task]
            guard [generation.taskID, task.id, task.relayID].contains(where: { $0.map(isWanted) ?? false })
            else { continue }
            var evaluator = Evaluator(policy), judgement = Judgement()
            evaluator.judge(index, of: records, signals: signals, into: &judgement)
            let words = DecisionWords(
                generation: index, of: records, judgement: judgement, signals: signals, evaluator: evaluator)
            parts.append(
                .generation(
                    id: generation.id.map { String($0) }, decision: judgement.decision, words: words,
                    place: place))
        }
        for row in records.unaudited where parts.count < Self.partsKept {
            if row.taskID.map(isWanted) ?? false {
                parts.append(.row(kind: row.kind, reason: row.reason, place: place))
            }
        }
    }

    private func isWanted(_ text: BorrowedText) -> Bool {
        text == id
    }
}
