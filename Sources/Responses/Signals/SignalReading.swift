/// One signal of one generation, as the response gave it (CONTRACT section 3).
package struct SignalReading: Sendable {
    package enum State: UInt8, Sendable {
        /// There, with a usable value.
        case present
        /// A series with sound frames and defective ones.
        case partial
        /// The name is there, a usable value is not. Patterns match it, as missing.
        case missing
    }

    package let signal: SignalID
    package internal(set) var state: State
    @usableFromInline let firstFrame: UInt32
    @usableFromInline let frameCount: UInt32
    /// The value of a number; 0 or 1 of a boolean, and of verdicts: whether any is true.
    package let number: Double
    /// The value of a text.
    package let text: BorrowedText

    init(signal: SignalID, state: State, number: Double, text: BorrowedText, frames: Range<Int>) {
        self.signal = signal
        self.state = state
        self.number = number
        self.text = text
        // A text has fewer values than its tape has words, and those are counted in 32 bits.
        firstFrame = UInt32(truncatingIfNeeded: frames.lowerBound)
        frameCount = UInt32(truncatingIfNeeded: frames.count)
    }

    /// The frames of a series, in `ResponseRecords.frames`.
    @inlinable
    package var frames: Range<Int> { Int(firstFrame)..<Int(firstFrame) + Int(frameCount) }
}

/// A signal's index in the `SignalTable` it was read with; ids of two tables have nothing to do with each other.
package struct SignalID: Hashable, Sendable {
    @usableFromInline let value: Int32
    @inlinable package var index: Int { Int(value) }
    @inlinable package init(_ index: Int) { value = Int32(truncatingIfNeeded: index) }
}

/// What kind of value a signal carries, known from its place in the response.
package enum SignalKind: UInt8, Sendable {
    /// `legal.<classifier>.score`: a number 0…1 per sampled frame.
    case scores
    /// `legal.<classifier>.verdict`: a boolean per sampled frame.
    case verdicts
    case number
    case boolean
    case text
}
