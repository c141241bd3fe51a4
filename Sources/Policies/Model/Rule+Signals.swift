extension Rule {
    /// The number of conditions that hold beside the deciding one in the `all` lists around it; 0 for a rule
    /// without `all`.
    ///
    /// - Parameters:
    ///   - signal: The deciding signal.
    ///   - test: The test that it met.
    package func othersOfAll(deciding signal: String, _ test: Test) -> Int {
        guard condition.hasAll else { return 0 }
        return condition.othersOfAll(deciding: SegmentedName(signal), test) ?? 0
    }

    /// The first of `names` that the rule reads: a signal, or a pattern as the policy writes it.
    package func firstRead(of names: [String]) -> String? {
        var patterns: [SignalPattern] = []
        condition.forEachTest { signals, _ in patterns += signals }
        // Most names appear verbatim in the policy.
        if let name = names.first(where: { name in patterns.contains { $0.text == name } }) { return name }
        let compiled = patterns.filter { !$0.isExact }.map { CompiledPattern($0) }
        return names.first { name in
            let segmented = SegmentedName(name)
            return compiled.contains { $0.written == name || $0.matches(segmented) }
        }
    }
}

extension Condition {
    fileprivate var hasAll: Bool {
        switch self {
        case .all: true
        case .any(let conditions): conditions.contains(where: \.hasAll)
        case .test: false
        }
    }

    /// Nil if the test is not among the conditions.
    func othersOfAll(deciding signal: SegmentedName, _ test: Test) -> Int? {
        switch self {
        case .test(let patterns, let own):
            return own == test && patterns.contains { CompiledPattern($0).matches(signal) } ? 0 : nil
        case .any(let conditions):
            return Self.othersOfAll(in: conditions, deciding: signal, test)
        case .all(let conditions):
            return Self.othersOfAll(in: conditions, deciding: signal, test).map { $0 + conditions.count - 1 }
        }
    }

    /// The result of the first condition that has one. Each condition is asked once: `lazy.compactMap` asks it twice, and a
    /// nested condition twice as often at each level.
    private static func othersOfAll(
        in conditions: [Condition], deciding signal: SegmentedName, _ test: Test
    ) -> Int? {
        for condition in conditions {
            if let others = condition.othersOfAll(deciding: signal, test) { return others }
        }
        return nil
    }
}
