package import Statistics

/// The generations of a stratum of a rule.
package struct StratumCount: Sendable, Equatable {
    /// The stratum.
    package var stratum: Stratum
    /// Its generations: those that can be drawn, those with restricted findings, and those without identity.
    package var population = 0, restricted = 0, noID = 0
    /// Generations with a verdict that counts.
    package var labelled = 0

    /// A stratum without generations.
    package init(_ stratum: Stratum) { self.stratum = stratum }

    /// Whether the same generations are in the stratum, whatever their verdicts.
    package func hasGenerations(of other: StratumCount) -> Bool {
        stratum == other.stratum && population == other.population && restricted == other.restricted
            && noID == other.noID
    }
}
