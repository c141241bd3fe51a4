/// The distribution of a signal's values between 0 and 1, in bins of equal width.
package struct Histogram: Sendable, Equatable {
    /// The number of bins. The first holds values above 0 and below 0.05, the last those from 0.95 to 1.
    package static let binCount = 20

    private var counts = InlineArray<20, Int>(repeating: 0)
    /// Values below 0 or above 1, which only numbers without a defined range have.
    package private(set) var outside = 0

    /// Creates an empty histogram.
    package init() {}

    /// The histogram with these counts.
    /// - Parameter bins: `binCount` counts.
    package init(bins: [Int], outside: Int) {
        for index in counts.indices { counts[index] = bins[index] }
        self.outside = outside
    }

    /// Generations per bin, without exact zeros.
    package var bins: [Int] { counts.indices.map { counts[$0] } }

    /// Adds a value other than 0.
    @inline(__always)
    mutating func add(_ value: Double) {
        guard value > 0, value <= 1 else { return outside += 1 }
        counts[Swift.min(Int(value * Double(Self.binCount)), Self.binCount - 1)] += 1
    }

    /// Adds the counts of another histogram.
    package mutating func merge(_ other: Histogram) {
        // A span: reading an element of a parameter copies all of them.
        let others = other.counts.span
        for bin in counts.indices { counts[bin] += others[bin] }
        outside += other.outside
    }

    /// Compares all counts.
    package static func == (left: Histogram, right: Histogram) -> Bool {
        left.outside == right.outside && left.counts.indices.allSatisfy { left.counts[$0] == right.counts[$0] }
    }
}
