package import Responses

extension Summary {
    /// The counts of one signal, in generations.
    package struct SignalCount: Sendable, Equatable {
        /// The signal's name.
        package var signal: String
        /// The kind of its values; nil if unknown.
        package var kind: SignalKind?
        /// Generations by value, in 20 bins of equal width from 0 to 1, without exact zeros; empty unless the
        /// signal is a number or a series of numbers.
        package var bins: [Int] = []
        /// Generations with a usable value.
        package var present = 0
        /// Generations with the value 0 or false.
        package var zero = 0
        /// Judged generations without a usable value.
        package var missing = 0
        /// The greatest value; nil for a text and if there is no value.
        package var max: Double?
        /// The IDs of the rules that read it, in the policy's order.
        package var rules: [String] = []
        /// Generations that the platform flagged and in which it is above 0.5 or true.
        package var platformFlagged = 0

        /// Creates counts of 0 for a signal.
        package init(signal: String) { self.signal = signal }
    }
}

extension Summary {
    /// The signals that no rule reads and that are above 0.5 or true in a generation, by name (CONTRACT section 6).
    var unreadSignals: [SignalCount] {
        signals.filter { $0.rules.isEmpty && ($0.max ?? 0) > 0.5 }
            .sorted { $0.signal.utf8.lexicographicallyPrecedes($1.signal.utf8) }
    }
}
