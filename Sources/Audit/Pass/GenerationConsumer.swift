import Policies
import Reporting
import Responses

/// What a pass over the inputs makes of each judged generation, for commands other than `scan`.
///
/// Each batch auditor has a consumer of its own, so that the work is done on all processors. A batch has one or more
/// parts, and a part may be examined twice: the second time without its duplicates and with the numbers of its revisions.
/// Only the last result of a part is committed.
protocol GenerationConsumer {
    /// What was made of the last part.
    associatedtype Part: Sendable

    /// Forgets the part before.
    /// - Parameter hasNewSignals: Whether later `SignalID`s belong to another table. An evaluator of the consumer's own must
    ///   then be compiled again.
    mutating func beginPart(hasNewSignals: Bool)

    /// Receives the next generation in input order.
    mutating func take(_ generation: JudgedGeneration)

    /// What was made of the generations since `beginPart`.
    var part: Part { get }
}

/// A generation with its judgement. It is valid until `GenerationConsumer.take` returns.
struct JudgedGeneration {
    /// The index in `records.generations`.
    let index: Int
    let records: ResponseRecords
    let signals: SignalTable
    /// The evaluator that has just judged the generation.
    let evaluator: Evaluator
    let judgement: Judgement
    /// The number of the revision, from 2; nil unless the ID occurred before with another outcome.
    let revision: Int?
    let place: TextPlace
    /// The JSON text with the generation.
    let text: BorrowedText
    /// The SHA-256 of the text in 64 hexadecimal digits, if it is already known.
    let knownEvidence: String?

    var record: GenerationRecord { records.generations[index] }
}

extension BatchAuditor {
    /// Passes the generation that was judged last to the consumer.
    mutating func consume(_ index: Int, of text: TextCursor.OpenText, revision: Int?) {
        let generation = JudgedGeneration(
            index: index, records: flattener.records, signals: flattener.signals, evaluator: evaluator,
            judgement: judgement, revision: revision, place: text.place, text: bytes(of: text),
            knownEvidence: text.evidence)
        consumer?.take(generation)
    }
}
