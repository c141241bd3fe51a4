/// The values of the keys of one condition, each read independently; nil if a key is absent or its value is
/// invalid.
struct ConditionValues {
    /// The valid patterns of `signal`.
    var signals: [WrittenSignal]
    /// The valid patterns of `except`.
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
