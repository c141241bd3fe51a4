/// What the keys of one condition hold, each read by itself; nil where a key is absent or its value was refused.
struct ConditionValues {
    /// The sound ones.
    var signals: [WrittenSignal]
    /// The sound ones of what is left out.
    var exceptions: [WrittenSignal]
    var statistic: Statistic?
    var flagAt: Double?
    var nearAt: Double?
    var frameAt: Double?
    var isTrue: Bool?
    var isIn: [String]?
    var notIn: [String]?
    var all: [Condition]?
    var any: [Condition]?
}
