/// The generations about which the policy and the platform disagree, the worst first.
struct Disagreements: Sendable {
    /// Flagged by the policy alone, and by the platform alone.
    var policyOnly = Shortlist<Disagreement>()
    var platformOnly = Shortlist<Disagreement>()

    mutating func removeAll() {
        policyOnly.removeAll()
        platformOnly.removeAll()
    }

    mutating func add(_ other: Disagreements) {
        policyOnly.add(other.policyOnly)
        platformOnly.add(other.platformOnly)
    }
}
