import Responses

/// A generation of a batch, with the data for comparison with later ones of the same ID.
struct Occurrence {
    var key: IDKey
    /// The bands of all rules (`Judgement.outcome`).
    var outcome: UInt64
}

/// The relation of a generation to earlier ones with the same ID (CONTRACT section 5).
enum Repeat: Equatable {
    /// Every rule ended in the same band as the first time.
    case duplicate
    /// A rule ended in another band. The number of the revision, from 2.
    case revision(Int)
}

/// The generations seen so far in the run: for each ID the outcome of its first generation, and for IDs with
/// revisions their number.
struct SeenGenerations {
    private var outcomes = IDTable<UInt64>(empty: 0)
    private var revisions: [IDKey: Int] = [:]

    /// Adds a batch's generations in input order; nil is a generation without a valid ID, which is never a
    /// duplicate.
    /// - Parameter known: Repeats of IDs that occurred before the run, by ordinal.
    /// - Returns: These, and the repeats of IDs that occurred before in the run, by ordinal.
    mutating func add(_ batch: [Occurrence?], knowing known: [Int: Repeat] = [:]) -> [Int: Repeat] {
        var repeats = known
        for (ordinal, occurrence) in batch.enumerated() where known.isEmpty || known[ordinal] == nil {
            guard let occurrence, let first = outcomes.insert(occurrence.key, occurrence.outcome) else {
                continue
            }
            if first == occurrence.outcome {
                repeats[ordinal] = .duplicate
            } else {
                let number = revisions[occurrence.key, default: 1] + 1
                revisions[occurrence.key] = number
                repeats[ordinal] = .revision(number)
            }
        }
        return repeats
    }
}
