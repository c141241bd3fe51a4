/// Cut-offs that let workers skip rows that the HTML report cannot list. Stale values only cost work.
package struct ListingCutoffs: Sendable {
    /// The lowest rank among the cards once the list is full: a new card must rank above it.
    var cards: CardRank?
    /// The same for each sort of disagreement.
    var policyOnly: CardRank?
    var platformOnly: CardRank?

    /// Creates cut-offs that skip nothing.
    package init() {}

    init(cards: CardRank?, _ disagreements: Disagreements) {
        self.cards = cards
        policyOnly = disagreements.policyOnly.floor
        platformOnly = disagreements.platformOnly.floor
    }
}
