/// The statistics of one signal over a run, in generations.
package struct SignalCensus: Sendable, Equatable {
    /// Generations that name the signal, with or without a usable value.
    package private(set) var named = 0
    /// Generations with a usable value.
    package var present = 0
    /// Generations with the value 0 or false; for a series, in every sound frame.
    package var zero = 0
    /// Generations that the platform flagged and that have a value above 0.5 or true.
    package var platformFlagged = 0
    /// The greatest value; nil for a text and if there is no value.
    package var max: Double?
    /// The distribution of the values other than 0.
    package var histogram = Histogram()

    /// Creates an empty census.
    package init() {}

    /// A census with these generations that name the signal, to be filled.
    package init(named: Int) { self.named = named }

    /// Adds one generation's value of the signal.
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

    /// Adds the census of another part of the run.
    package mutating func merge(_ other: SignalCensus) {
        named += other.named
        present += other.present
        zero += other.zero
        platformFlagged += other.platformFlagged
        histogram.merge(other.histogram)
        if let theirs = other.max { max = Swift.max(max ?? theirs, theirs) }
    }
}

/// A reading as one value; a series gives its greatest frame.
enum ReadingValue {
    case missing
    case text
    case number(Double)
}
