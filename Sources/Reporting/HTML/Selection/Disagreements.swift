/// The first generations, in input order, about which the policy and the platform disagree.
struct Disagreements: Sendable {
    /// Of each sort.
    static let limit = 50

    struct List: Sendable {
        private(set) var items: [Disagreement] = []

        /// Adds one behind all others, unless with `known` before them there are enough.
        mutating func add(beyond known: Int, _ item: () -> Disagreement) {
            if known + items.count < limit { items.append(item()) }
        }

        mutating func add(_ other: List) { items += other.items.prefix(limit - items.count) }
    }

    /// Flagged by us alone, and by the platform alone.
    var policyOnly = List()
    var platformOnly = List()

    var counts: (policyOnly: Int, platformOnly: Int) { (policyOnly.items.count, platformOnly.items.count) }

    mutating func add(_ other: Disagreements) {
        policyOnly.add(other.policyOnly)
        platformOnly.add(other.platformOnly)
    }
}
