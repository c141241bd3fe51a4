/// A signal pattern of a policy file, with the shapes that it can match.
struct WrittenSignal {
    var pattern: SignalPattern
    var position: SourcePosition
    /// At least one.
    var shapes: [SignalShape]
}
