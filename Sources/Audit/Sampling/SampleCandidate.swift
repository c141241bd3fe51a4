import Reporting
import Statistics

/// A generation that can be drawn for a rule, in the order of the draw: by code, then by identity.
struct SampleCandidate: Comparable, Sendable {
    /// The 32 bytes of the code as four numbers of the same order.
    let code: (UInt64, UInt64, UInt64, UInt64)
    let identity: SampleDraw.Identity
    /// Nil while it is only compared.
    var row: SampledRow?

    /// - Parameter code: 32 bytes.
    init(code: [UInt8], _ identity: SampleDraw.Identity) {
        func word(_ index: Int) -> UInt64 {
            code[8 * index..<8 * index + 8].reduce(0) { $0 << 8 | UInt64($1) }
        }
        self.code = (word(0), word(1), word(2), word(3))
        self.identity = identity
    }

    static func < (left: SampleCandidate, right: SampleCandidate) -> Bool {
        if left.code != right.code { return left.code < right.code }
        if left.identity.id != right.identity.id {
            return left.identity.id.utf8.lexicographicallyPrecedes(right.identity.id.utf8)
        }
        return (left.identity.revision ?? 0) < (right.identity.revision ?? 0)
    }

    static func == (left: SampleCandidate, right: SampleCandidate) -> Bool {
        left.code == right.code && left.identity == right.identity
    }
}

/// The counts and the candidates of one stratum of a rule.
struct StratumCandidates: Sendable {
    var population = 0
    var restricted = 0
    var withoutID = 0
    var smallest: SmallestElements<SampleCandidate>

    /// - Parameter capacity: The most generations that are drawn.
    init(capacity: Int) { smallest = SmallestElements(capacity: capacity) }

    /// Sets all counts to 0, and keeps the storage.
    mutating func clear() {
        (population, restricted, withoutID) = (0, 0, 0)
        smallest.removeAll()
    }

    mutating func merge(_ other: StratumCandidates) {
        population += other.population
        restricted += other.restricted
        withoutID += other.withoutID
        for candidate in other.smallest.elements { smallest.offer(candidate) }
    }
}
