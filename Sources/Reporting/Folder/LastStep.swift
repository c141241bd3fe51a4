package import Policies

/// What the last step of a run adds to the report's rows, when all of them are known. Without it, rows are written as the
/// workers made them.
package struct LastStep: Sendable {
    /// Whether the rows are compared with the report before.
    package var isCompared: Bool
    /// Gives the dispositions; nil without a ledger and waivers.
    package var dispositions: (any DispositionSource)?
    /// The policy of the run. Its restricted rules have a table.
    package var policy: Policy?

    /// A last step that does what is given.
    package init(
        isCompared: Bool = false, dispositions: (any DispositionSource)? = nil, policy: Policy? = nil
    ) {
        self.isCompared = isCompared
        self.dispositions = dispositions
        self.policy = policy
    }

    var hasWaivers: Bool { dispositions?.sources.waivers != nil }
    var hasRestrictedRules: Bool { policy?.hasRestrictedRules ?? false }

    /// Whether rows have to be read again.
    var isNeeded: Bool { isCompared || dispositions != nil || hasRestrictedRules }
}
