/// What a `Shortlist` keeps.
protocol ShortlistItem: Sendable {
    /// How many of them the page shows at most.
    static var limit: Int { get }
    /// Bytes that it takes on the page.
    var byteCount: Int { get }
}

/// The items that the page shows: of all that are added, those that rank highest, the earlier of equals; `Item.limit` of
/// them, or fewer where these fill the page. Holds no more than twice that, in items and in bytes, whatever the input.
struct Shortlist<Item: ShortlistItem>: Sendable {
    private struct Entry {
        let rank: CardRank
        let number: Int
        let item: Item
    }

    private var entries: [Entry] = []
    /// Bytes of all entries.
    private var bytes = 0
    /// Items offered so far, kept or not: their order.
    private var offered = 0
    /// The least that the page has room for; nil while it has room for any.
    private(set) var floor: CardRank?

    /// Keeps its storage.
    mutating func removeAll() {
        entries.removeAll(keepingCapacity: true)
        bytes = 0
        offered = 0
        floor = nil
    }

    /// Adds an item behind all others, unless those here or one at `known` leave no room for it.
    mutating func add(_ rank: CardRank, above known: CardRank?, _ item: () -> Item) {
        offered += 1
        if let known, rank <= known { return }
        if let floor, rank <= floor { return }
        add(Entry(rank: rank, number: offered, item: item()))
    }

    /// Adds what another list kept, all of it behind what is here.
    mutating func add(_ other: Shortlist) {
        let before = offered
        // In the order they were offered: of equals the earlier must find room first.
        let entries = other.floor == nil ? other.entries : other.entries.sorted { $0.number < $1.number }
        for entry in entries {
            if let floor, entry.rank <= floor { continue }
            add(Entry(rank: entry.rank, number: before + entry.number, item: entry.item))
        }
        offered = before + other.offered
        if floor == nil, isFull(1) { prune() }
    }

    /// Highest rank first; the number of an item is its place among all that were offered.
    var best: [(number: Int, item: Item)] { ranked.map { ($0.number, $0.item) } }

    private mutating func add(_ entry: Entry) {
        entries.append(entry)
        bytes += entry.item.byteCount
        if isFull(2) { prune() }
    }

    /// Whether the entries fill so many pages.
    private func isFull(_ pages: Int) -> Bool {
        entries.count >= pages * Item.limit || bytes >= pages * HTMLReport.byteLimit
    }

    private var ranked: ArraySlice<Entry> {
        entries.sorted { $0.rank == $1.rank ? $0.number < $1.number : $0.rank > $1.rank }.prefix(Item.limit)
    }

    private mutating func prune() {
        var kept = 0
        bytes = 0
        let ranked = ranked
        for entry in ranked where bytes < HTMLReport.byteLimit {
            bytes += entry.item.byteCount
            kept += 1
        }
        entries = Array(ranked.prefix(kept))
        floor = entries.last?.rank
    }
}
