/// The value of one signal in one generation (CONTRACT section 3).
public struct SignalReading: Sendable {
    /// Whether the signal has a usable value.
    public enum State: UInt8, Sendable {
        /// Every value is usable.
        case present
        /// A series with sound and defective frames.
        case partial
        /// The name exists without a usable value. Patterns match it as missing.
        case missing
    }

    /// The signal.
    public let signal: SignalID
    /// Whether the signal has a usable value.
    public internal(set) var state: State
    @usableFromInline let firstFrame: UInt32
    @usableFromInline let frameCount: UInt32
    /// The value of a number; 0 or 1 for a boolean; for verdicts 1 if any is true, otherwise 0.
    public let number: Double
    /// The value of a text.
    public let text: BorrowedText

    init(signal: SignalID, state: State, number: Double, text: BorrowedText, frames: Range<Int>) {
        self.signal = signal
        self.state = state
        self.number = number
        self.text = text
        // A text has fewer values than its tape has words, which are counted in 32 bits.
        firstFrame = UInt32(truncatingIfNeeded: frames.lowerBound)
        frameCount = UInt32(truncatingIfNeeded: frames.count)
    }

    /// The frames of a series, a range of `ResponseRecords.frames`.
    @inlinable @inline(__always)
    public var frames: Range<Int> { Int(firstFrame)..<Int(firstFrame) + Int(frameCount) }
}

/// The index of a signal in its `SignalTable`. IDs of different tables are unrelated.
public struct SignalID: Hashable, Sendable {
    @usableFromInline let value: Int32
    /// The index in `SignalTable.signals`.
    @inlinable @inline(__always) public var index: Int { Int(value) }
    /// Creates an ID from an index.
    @inlinable public init(_ index: Int) { value = Int32(truncatingIfNeeded: index) }
}

/// The kind of a signal's values, which its position in the response determines.
public enum SignalKind: UInt8, Sendable {
    /// `legal.<classifier>.score`: a number 0…1 per sampled frame.
    case scores
    /// `legal.<classifier>.verdict`: a boolean per sampled frame.
    case verdicts
    case number
    case boolean
    case text
}
