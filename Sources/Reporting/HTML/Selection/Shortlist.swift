/// The generations that the page shows: of all that are added, the `limit` that rank highest, the earlier of equals.
/// Holds no more than twice that, whatever the input.
struct Shortlist: Sendable {
    static let limit = 2_000

    private var entries: [(rank: CardRank, number: Int, card: Card)] = []
    /// Cards offered so far, kept or not: their order.
    private var offered = 0
    /// The least of `limit` cards; nil while there are fewer.
    private(set) var floor: CardRank?

    mutating func removeAll() {
        entries.removeAll(keepingCapacity: true)
        offered = 0
        floor = nil
    }

    /// Adds a card behind all others, unless `limit` others or one at `known` outrank it.
    mutating func add(_ rank: CardRank, above known: CardRank?, _ card: () -> Card) {
        offered += 1
        if let known, rank <= known { return }
        if let floor, rank <= floor { return }
        entries.append((rank, offered, card()))
        if entries.count == 2 * Self.limit { prune() }
    }

    /// Adds what another list kept, all of it behind what is here.
    mutating func add(_ other: Shortlist) {
        let before = offered
        // In the order they were offered: of equals the earlier must find room first.
        let entries = other.floor == nil ? other.entries : other.entries.sorted { $0.number < $1.number }
        for entry in entries {
            if let floor, entry.rank <= floor { continue }
            self.entries.append((entry.rank, before + entry.number, entry.card))
            if self.entries.count == 2 * Self.limit { prune() }
        }
        offered = before + other.offered
        if floor == nil, self.entries.count >= Self.limit { prune() }
    }

    /// Highest rank first; the number of a card is its place among all that were offered.
    var best: [(number: Int, card: Card)] { ranked.map { ($0.number, $0.card) } }

    private var ranked: ArraySlice<(rank: CardRank, number: Int, card: Card)> {
        entries.sorted { $0.rank == $1.rank ? $0.number < $1.number : $0.rank > $1.rank }.prefix(Self.limit)
    }

    private mutating func prune() {
        entries = Array(ranked)
        floor = entries.last?.rank
    }
}
