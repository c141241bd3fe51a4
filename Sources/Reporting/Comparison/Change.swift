/// The difference of a listed generation from the previous report (CONTRACT section 13).
package enum Change: String, Sendable, CaseIterable {
    /// The generation was not listed before.
    case new
    /// The rank is higher, or it is equal and a rule flags that did not flag before.
    case worse
    /// The rank and the rules are equal, and the signals, values or missing signals differ.
    case changed
    /// The rank is lower, or it is equal and fewer rules flag.
    case better
    /// Nothing differs.
    case same
    /// The generation was listed before; the input has it, and it is clear.
    case cleared
    /// The generation was listed before, and the input does not have it.
    case notSeen = "not_seen"
    /// The generation was listed before and is not now, and the input is unknown. Only `modaudit diff` has this change.
    case gone

    /// The changes of generations that are listed now, in the order of `changes.csv`.
    static let listed: [Change] = [.new, .worse, .changed, .better]
    /// The changes in `changes.csv`, in its order.
    static let written: [Change] = listed + [.cleared, .notSeen, .gone]
}

/// The cause of a change (CONTRACT section 13).
package enum ChangeCause: String, Sendable, CaseIterable {
    /// The platform's answers.
    case input
    /// The policy.
    case policy
    /// The answers and the policy.
    case both
    /// The two reports do not show the cause.
    case unknown
}
