/// One signal of one generation, as the response gave it (CONTRACT section 3).
public struct SignalReading: Sendable {
    public enum State: UInt8, Sendable {
        /// There, with a usable value.
        case present
        /// A series with sound frames and defective ones.
        case partial
        /// The name is there, a usable value is not. Patterns match it, as missing.
        case missing
    }

    public var signal: SignalID
    public var state: State
    /// The value of a number; 0 or 1 of a boolean.
    public var number: Double
    /// The value of a text.
    public var text: Text
    /// The frames of a series, in `ResponseRecords.frames`.
    public var frames: Range<Int>
}

/// A signal's index in the `SignalTable` it was read with; ids of two tables have nothing to do with each other.
public struct SignalID: Hashable, Sendable {
    public let index: Int
    @inlinable public init(_ index: Int) { self.index = index }
}

/// What kind of value a signal carries, known from its place in the response.
public enum SignalKind: UInt8, Sendable {
    /// `legal.<classifier>.score`: a number 0…1 per sampled frame.
    case scores
    /// `legal.<classifier>.verdict`: a boolean per sampled frame.
    case verdicts
    case number
    case boolean
    case text
}
