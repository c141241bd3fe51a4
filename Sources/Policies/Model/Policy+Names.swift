extension Policy {
    /// The signals that a rule names, each name or pattern once, as the policy writes it, with the indices of the
    /// `signals` that it matches.
    package func names(of rule: Rule, among signals: [String]) -> [(written: String, signals: [Int])] {
        let segmented = signals.map(SegmentedName.init)
        var names: [(String, [Int])] = [], seen: Set<String> = []
        rule.condition.forEachTest { patterns, test in
            for pattern in patterns {
                let compiled = CompiledPattern(pattern)
                guard seen.insert(compiled.written).inserted else { continue }
                names.append((compiled.written, segmented.indices.filter { compiled.matches(segmented[$0]) }))
            }
        }
        return names
    }
}
