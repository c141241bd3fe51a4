package import Responses

/// How a rule came to its band with one generation: the conditions as the policy nests them, each with what it saw.
package struct RuleReading: Sendable {
    /// Index into `Policy.rules`.
    package let rule: Int
    /// Before the rule's `missing` mode turns missing into something else.
    package let band: Band
    package let condition: ConditionReading
}

package indirect enum ConditionReading: Sendable {
    case all([ConditionReading], Band)
    case any([ConditionReading], Band)
    case test(TestReading)
}

/// One name or pattern, held against a generation.
package struct TestReading: Sendable {
    /// As the policy writes it, with what it leaves out.
    package let pattern: String
    package let test: Test
    package let band: Band
    /// The signals it looked at; none where it matched nothing of its kind.
    package let signals: [SignalMeasure]
}

/// A signal's value as a test sees it.
package struct SignalMeasure: Sendable {
    package let signal: SignalID
    package let state: SignalReading.State
    /// What the test said of it; nil where no test was asked.
    package let band: Band?
    /// Of a series its statistic; nil where there is no usable value.
    package let value: MatchedValue?
    /// Of a series.
    package let frames: MatchedFrames?
}
