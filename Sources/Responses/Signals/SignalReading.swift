/// The value of one signal in one generation (CONTRACT section 3).
package struct SignalReading: Sendable {
    /// Whether the signal has a usable value.
    package enum State: UInt8, Sendable {
        /// Every value is usable.
        case present
        /// A series with sound and defective frames.
        case partial
        /// The name exists without a usable value. Patterns match it as missing.
        case missing
    }

    /// The signal.
    package let signal: SignalID
    /// Whether the signal has a usable value.
    package internal(set) var state: State
    @usableFromInline let firstFrame: UInt32
    @usableFromInline let frameCount: UInt32
    /// The value of a number; 0 or 1 for a boolean; for verdicts 1 if any is true, otherwise 0.
    package let number: Double
    /// The value of a text.
    package let text: BorrowedText

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
    @inlinable
    package var frames: Range<Int> { Int(firstFrame)..<Int(firstFrame) + Int(frameCount) }
}

/// The index of a signal in its `SignalTable`. IDs of different tables are unrelated.
package struct SignalID: Hashable, Sendable {
    /// Creates an ID from an index.
    /// The index in `SignalTable.signals`.
    @usableFromInline let value: Int32
    @inlinable package var index: Int { Int(value) }
    @inlinable package init(_ index: Int) { value = Int32(truncatingIfNeeded: index) }
}

/// The kind of a signal's values, which its position in the response determines.
package enum SignalKind: UInt8, Sendable {
    /// `legal.<classifier>.score`: a number 0…1 per sampled frame.
    case scores
    /// `legal.<classifier>.verdict`: a boolean per sampled frame.
    case verdicts
    case number
    case boolean
    case text
}
