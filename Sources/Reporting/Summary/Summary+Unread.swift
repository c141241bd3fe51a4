extension Summary {
    /// The signals that no rule reads and that are above 0.5 or true in a generation, by name (CONTRACT section 6).
    var unreadSignals: [SignalCount] {
        signals.filter { $0.rules.isEmpty && ($0.max ?? 0) > 0.5 }
            .sorted { $0.signal.utf8.lexicographicallyPrecedes($1.signal.utf8) }
    }
}
