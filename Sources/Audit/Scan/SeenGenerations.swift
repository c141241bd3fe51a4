import Responses

/// A generation of a batch, as far as later ones with the same id are compared with it.
struct Occurrence {
    var key: IDKey
    /// The bands of all rules (`Judgement.outcome`).
    var outcome: UInt64
}

/// What a generation is to those before it with the same id (CONTRACT section 5).
enum Repeat: Equatable {
    /// Every rule ended in the same band as the first time.
    case duplicate
    /// A rule ended in another band: the revision's number, from 2 on.
    case revision(Int)
}

/// The generations seen so far in the run, each id with the outcome of its first generation, and the number of revisions of
/// those ids that have some.
struct SeenGenerations {
    private var outcomes = IDTable<UInt64>(empty: 0)
    private var revisions: [IDKey: Int] = [:]

    /// Adds a batch's generations in input order; nil stands for one without a sound id, which is never a duplicate.
    /// - Returns: what those are whose id was seen before, by their ordinals.
    mutating func add(_ batch: [Occurrence?]) -> [Int: Repeat] {
        var repeats: [Int: Repeat] = [:]
        for (ordinal, occurrence) in batch.enumerated() {
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
