import Responses

/// The dispositions of the generations that the page shows.
struct CardDispositions {
    /// By the card's key. Nil until the generation's row is seen, and if two rows with the same key differ: then the page
    /// cannot tell them apart.
    private var columns: [String: ReviewColumns?]
    private var ambiguous: Set<String> = []

    init(_ cards: [(number: Int, item: DrawnCard)] = []) {
        columns = Dictionary(cards.map { ($0.item.key, nil) }, uniquingKeysWith: { first, _ in first })
    }

    /// The keys of the cards.
    var keys: Set<String> { Set(columns.keys) }

    mutating func add(_ review: ReviewColumns, of row: ListedRow) {
        if columns.isEmpty { return }
        let key = PageAnchor.key(of: row)
        guard let known = columns[key] else { return }
        if let known, known != review { ambiguous.insert(key) }
        columns[key] = .some(review)
    }

    /// The columns of a card's generation; nil if they are unknown.
    subscript(key: String) -> ReviewColumns? {
        ambiguous.contains(key) ? nil : columns[key] ?? nil
    }
}
