/// Cut-offs that let workers skip what the page has no room for. Stale values only cost work.
package struct ListingCutoffs: Sendable {
    /// The least of the cards there are, once the page is full: a card must rank above it.
    var cards: CardRank?
    /// The same of the disagreements, of each sort.
    var policyOnly: CardRank?
    var platformOnly: CardRank?

    package init() {}

    init(cards: CardRank?, _ disagreements: Disagreements) {
        self.cards = cards
        policyOnly = disagreements.policyOnly.floor
        platformOnly = disagreements.platformOnly.floor
    }
}
