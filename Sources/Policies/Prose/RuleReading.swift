public import Responses

/// How a rule came to its band with one generation: the conditions as the policy nests them, each with what it saw.
public struct RuleReading: Sendable {
    /// Index into `Policy.rules`.
    public let rule: Int
    /// Before the rule's `missing` mode turns missing into something else.
    public let band: Band
    public let condition: ConditionReading
}

public indirect enum ConditionReading: Sendable {
    case all([ConditionReading], Band)
    case any([ConditionReading], Band)
    case test(TestReading)
}

/// One name or pattern, held against a generation.
public struct TestReading: Sendable {
    /// As the policy writes it.
    public let pattern: String
    public let test: Test
    public let band: Band
    /// The signals it looked at; none where it matched nothing of its kind.
    public let signals: [SignalMeasure]
}

/// A signal's value as a test sees it.
public struct SignalMeasure: Sendable {
    public let signal: SignalID
    public let state: SignalReading.State
    /// What the test said of it; nil where no test was asked.
    public let band: Band?
    /// Of a series its statistic; nil where there is no usable value.
    public let value: MatchedValue?
    /// Of a series.
    public let frames: MatchedFrames?
}
