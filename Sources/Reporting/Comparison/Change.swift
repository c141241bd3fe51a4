/// How a listed generation differs from the report before (CONTRACT section 13).
package enum Change: String, Sendable, CaseIterable {
    /// Not listed before.
    case new
    /// The rank is higher, or it is equal and a rule flags that did not.
    case worse
    /// Of the same rank and rules, with other signals, values or missing signals.
    case changed
    /// The rank is lower, or it is equal and fewer rules flag.
    case better
    /// Nothing differs.
    case same
    /// Listed before; the input has it, and all of it is clear.
    case cleared
    /// Listed before; the input does not have it.
    case notSeen = "not_seen"
    /// Listed before and not now, where the input is not at hand: only `modaudit diff`.
    case gone

    /// Those of generations that are listed now, in the order of `changes.csv`.
    static let listed: [Change] = [.new, .worse, .changed, .better]
    /// Those of `changes.csv`, in its order.
    static let written: [Change] = listed + [.cleared, .notSeen, .gone]
}

/// What a change comes from (CONTRACT section 13).
package enum ChangeCause: String, Sendable, CaseIterable {
    /// The platform's answers.
    case input
    /// The policy.
    case policy
    /// The answers and the policy.
    case both
    /// Not to be told from two reports.
    case unknown
}
