/// The generations on which the policy and the platform disagree, the worst first.
struct Disagreements: Sendable {
    /// Generations flagged by the policy only, and by the platform only.
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
