/// An item of a `Shortlist`.
protocol ShortlistItem: Sendable {
    /// The maximum number of items in the HTML report.
    static var limit: Int { get }
    /// Its size in the HTML report, in bytes.
    var byteCount: Int { get }
}

/// The items that the HTML report shows: the highest-ranking ones of all that are added, the earlier of equals
/// first. At most `Item.limit`, or fewer if they fill the report. It holds at most twice that, in items and in
/// bytes, whatever the input.
struct Shortlist<Item: ShortlistItem>: Sendable {
    struct Entry {
        let rank: CardRank
        let number: Int
        let item: Item
    }

    private var entries: [Entry] = []
    /// The size of all entries in bytes.
    private var bytes = 0
    /// The number of items offered so far, kept or not; it defines their order.
    private(set) var offered = 0
    /// The lowest rank that fits; nil while any item fits.
    private(set) var floor: CardRank?

    /// Removes all items and keeps the storage.
    mutating func removeAll() {
        entries.removeAll(keepingCapacity: true)
        bytes = 0
        offered = 0
        floor = nil
    }

    /// Adds an item after all others, unless the existing ones or one at `known` leave no space for it.
    mutating func add(_ rank: CardRank, above known: CardRank?, _ item: () -> Item) {
        offered += 1
        if let known, rank <= known { return }
        if let floor, rank <= floor { return }
        add(Entry(rank: rank, number: offered, item: item()))
    }

    /// Adds the items of another list, all after the existing ones.
    mutating func add(_ other: Shortlist) {
        let before = offered
        // In the order in which they were offered, because of equals the earlier comes first.
        let entries = other.floor == nil ? other.entries : other.entries.sorted { $0.number < $1.number }
        for entry in entries {
            if let floor, entry.rank <= floor { continue }
            add(Entry(rank: entry.rank, number: before + entry.number, item: entry.item))
        }
        offered = before + other.offered
        if floor == nil, isFull(1) { prune() }
    }

    /// The items with the highest rank first. The number of an item is its index among all that were offered.
    var best: [(number: Int, item: Item)] { kept.map { ($0.number, $0.item) } }

    /// The entries of `best` in the order in which they were offered. The list that is made of them gives the same
    /// results as this one, whatever is added.
    var bestInOrder: [Entry] { kept.sorted { $0.number < $1.number } }

    /// The list of the entries of `bestInOrder`.
    init(offered: Int, _ entries: [Entry]) {
        self.offered = offered
        self.entries = entries
        bytes = entries.reduce(0) { $0 + $1.item.byteCount }
    }

    init() {}

    private mutating func add(_ entry: Entry) {
        entries.append(entry)
        bytes += entry.item.byteCount
        if isFull(2) { prune() }
    }

    /// Whether the entries fill this many reports.
    private func isFull(_ pages: Int) -> Bool {
        entries.count >= pages * Item.limit || bytes >= pages * HTMLReport.byteLimit
    }

    private var ranked: ArraySlice<Entry> {
        entries.sorted { $0.rank == $1.rank ? $0.number < $1.number : $0.rank > $1.rank }.prefix(Item.limit)
    }

    /// The entries of a full report. They depend only on the items that were offered, not on when the list was pruned.
    private var kept: ArraySlice<Entry> {
        let ranked = ranked
        var kept = 0, bytes = 0
        for entry in ranked where bytes < HTMLReport.byteLimit {
            bytes += entry.item.byteCount
            kept += 1
        }
        return ranked.prefix(kept)
    }

    private mutating func prune() {
        entries = Array(kept)
        bytes = entries.reduce(0) { $0 + $1.item.byteCount }
        floor = entries.last?.rank
    }
}
