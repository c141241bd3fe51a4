import Responses

/// A generation's id, as 128 bits.
///
/// Both halves are keyed with the process's random hashing secret, so that no answer can be made up whose id
/// passes for another's; the keys never reach a report, so the report doesn't depend on the secret.
struct GenerationKey: Hashable {
    private let high: Int
    private let low: Int

    init(_ id: Text) {
        var first = Hasher(), second = Hasher()
        second.combine(1)
        unsafe first.combine(bytes: UnsafeRawBufferPointer(id.bytes))
        unsafe second.combine(bytes: UnsafeRawBufferPointer(id.bytes))
        high = first.finalize()
        low = second.finalize()
    }

    func hash(into hasher: inout Hasher) { hasher.combine(low) }
}

/// The generations seen so far in the run, 16 bytes each and the room a hash table needs (22 to 43 bytes in all).
struct SeenGenerations {
    private var keys: Set<GenerationKey> = []

    /// Adds a batch's generations in input order; nil stands for one without an id, which is nobody's duplicate.
    /// - Returns: the ordinals of those seen before.
    mutating func add(_ batch: [GenerationKey?]) -> Set<Int> {
        var duplicates: Set<Int> = []
        for (ordinal, key) in batch.enumerated() {
            if let key, !keys.insert(key).inserted { duplicates.insert(ordinal) }
        }
        return duplicates
    }
}
