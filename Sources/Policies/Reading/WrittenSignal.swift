/// A signal pattern of a policy file, and what it can match.
struct WrittenSignal {
    var pattern: SignalPattern
    var position: SourcePosition
    /// At least one.
    var shapes: [SignalShape]
}
