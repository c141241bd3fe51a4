/// The signals met so far, each with an id. What is open in a response (classifiers, filters, scopes,
/// categories) gets its id when it is first seen, and keeps it.
public struct SignalTable {
    /// By `SignalID.index`.
    public private(set) var signals: [Signal] = []

    public init() {}

    public subscript(id: SignalID) -> Signal { signals[id.index] }
}
