/// What a page has room for yet. It spares workers what can't get onto the page any more, and what it says may be
/// out of date: then they only do more than needed.
package struct ListingCutoffs: Sendable {
    /// The least of the cards there are, once the page is full: a card must rank above it.
    var floor: CardRank?
    /// Disagreements there are, of each sort.
    var disagreements = (policyOnly: 0, platformOnly: 0)

    package init() {}

    init(floor: CardRank?, disagreements: (policyOnly: Int, platformOnly: Int)) {
        self.floor = floor
        self.disagreements = disagreements
    }
}
