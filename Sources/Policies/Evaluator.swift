/// A policy, compiled: judges generations by their signals.
public struct Evaluator {
    public let policy: Policy
    /// The tests of all conditions; `MatchedSignal.test` points in here.
    public let tests: [Test]
    /// The names and patterns of all conditions as the policy writes them; `MissingSignal.pattern` points in here.
    public let patterns: [String]

    public init(_ policy: Policy) {
        self.policy = policy
        tests = []
        patterns = []
    }
}
