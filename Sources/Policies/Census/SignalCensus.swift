/// What a run saw of one signal, in generations.
package struct SignalCensus: Sendable, Equatable {
    /// Named it, be its value usable or not.
    package private(set) var named = 0
    /// Had a usable value.
    package var present = 0
    /// Of those, the value was 0 or false (of a series: in every sound frame).
    package var zero = 0
    /// Of those, the value was above 0.5 or true, and the platform flagged the generation.
    package var platformFlagged = 0
    /// The greatest value; nil of texts and where there was none.
    package var max: Double?
    /// How the values lie.
    package var histogram = Histogram()

    package init() {}

    /// Adds one generation's reading; nil for a signal that was missing.
    @inline(__always)
    mutating func add(_ value: ReadingValue, platformFlagged isFlagged: Bool) {
        named += 1
        switch value {
        case .missing: break
        case .text: present += 1
        case .number(let number):
            present += 1
            if number == 0 { zero += 1 } else { histogram.add(number) }
            platformFlagged += isFlagged && number > 0.5 ? 1 : 0
            max = Swift.max(max ?? number, number)
        }
    }

    /// Adds what another part of the run saw.
    package mutating func merge(_ other: SignalCensus) {
        named += other.named
        present += other.present
        zero += other.zero
        platformFlagged += other.platformFlagged
        histogram.merge(other.histogram)
        if let theirs = other.max { max = Swift.max(max ?? theirs, theirs) }
    }
}

/// A reading as one value: a series by its greatest frame.
enum ReadingValue {
    case missing
    case text
    case number(Double)
}
