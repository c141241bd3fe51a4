/// What a reviewer decided about a generation (CONTRACT section 15).
package enum ReviewDecision: String, Sendable, CaseIterable {
    /// The generation violates the rules.
    case violation
    /// The generation does not violate the rules.
    case dismissed
    /// The reviewer abstains.
    case unsure
    /// Another person decides. Not an answer to a question of a sample.
    case escalated
    /// Earlier decisions are withdrawn. Not an answer to a question of a sample.
    case reopen

    /// Whether the decision can answer a question of a sample.
    package var isLabel: Bool { self != .escalated && self != .reopen }
}
