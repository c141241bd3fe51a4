package import Responses

/// How a rule reached its band for one generation: its conditions as the policy nests them, each with its values.
package struct RuleReading: Sendable {
    /// Index into `Policy.rules`.
    package let rule: Int
    /// The band before the rule's `missing` mode applies.
    package let band: Band
    /// The rule's condition with its values.
    package let condition: ConditionReading
}

/// A condition with its band and the values behind it.
package indirect enum ConditionReading: Sendable {
    case all([ConditionReading], Band)
    case any([ConditionReading], Band)
    case test(TestReading)
}

/// One name or pattern, applied to a generation.
package struct TestReading: Sendable {
    /// The pattern with its exceptions, as the policy writes it.
    package let pattern: String
    /// The test of the condition.
    package let test: Test
    /// The band of the pattern.
    package let band: Band
    /// The signals that it matched; empty if none has the test's kind.
    package let signals: [SignalMeasure]
}

/// A signal's value as a test sees it.
package struct SignalMeasure: Sendable {
    /// The signal.
    package let signal: SignalID
    /// Whether it is present, partial or missing.
    package let state: SignalReading.State
    /// The band under the test; nil without a test.
    package let band: Band?
    /// The value; for a series, its statistic. Nil without a usable value.
    package let value: MatchedValue?
    /// The frames of a series; nil for a single value.
    package let frames: MatchedFrames?
}
