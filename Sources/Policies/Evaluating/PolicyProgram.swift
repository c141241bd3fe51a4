/// A policy's conditions in flat arrays: probes (one signal pattern and one test each) and the nodes over them.
struct PolicyProgram {
    /// One name or pattern of one condition.
    struct Probe {
        /// Index into `patterns`.
        let pattern: Int
        /// Index into `tests`.
        let test: Int
        let isExact: Bool
    }

    enum Node {
        case probe(Int)
        case any([Int])
        case all([Int])
    }

    private(set) var tests: [Test] = []
    private(set) var patterns: [CompiledPattern] = []
    private(set) var probes: [Probe] = []
    /// Children come before their parents.
    private(set) var nodes: [Node] = []
    /// For each rule, its topmost node and its probes.
    private(set) var roots: [Int] = []
    private(set) var ruleProbes: [Range<Int>] = []
    /// For each test, its node and its probes.
    private(set) var testNodes: [Int] = []
    private(set) var testProbes: [Range<Int>] = []
    /// For each probe, its rule.
    private(set) var ruleOfProbe: [Int] = []
    /// For each rule, whether it is one numeric test.
    private(set) var hasSoleThreshold: [Bool] = []
    /// Indices by the bytes of a pattern and of its exceptions. `String` treats two Unicode forms of a name as
    /// equal.
    private var patternIndex: [PatternKey: Int] = [:]
    /// For each pattern, the first one with the same text, whatever the exceptions.
    private(set) var firstOfText: [Int] = []
    private var textIndex: [[UInt8]: Int] = [:]

    private struct PatternKey: Hashable {
        let name: [UInt8]
        let exceptions: [UInt8]
    }

    init(_ policy: Policy) {
        for (index, rule) in policy.rules.enumerated() {
            let first = probes.count
            roots.append(add(rule.condition))
            hasSoleThreshold.append(rule.soleThreshold != nil)
            ruleProbes.append(first..<probes.count)
            ruleOfProbe += Array(repeating: index, count: probes.count - first)
        }
    }

    private mutating func add(_ condition: Condition) -> Int {
        switch condition {
        case .all(let conditions): return add(.all(conditions.map { add($0) }))
        case .any(let conditions): return add(.any(conditions.map { add($0) }))
        case .test(let signals, let test):
            tests.append(test)
            let own = tests.count - 1
            let first = probes.count
            // The signals of one condition have the same exceptions.
            let exceptions = signals.first.map(CompiledPattern.exceptions) ?? []
            let written = Array((signals.first?.exceptions ?? []).joined(separator: " ").utf8)
            let leaves = signals.map { signal in
                let key = PatternKey(name: Array(signal.text.utf8), exceptions: written)
                probes.append(
                    Probe(
                        pattern: index(of: signal, key, exceptions), test: own,
                        isExact: signal.isExact))
                return add(.probe(probes.count - 1))
            }
            testProbes.append(first..<probes.count)
            testNodes.append(leaves.count == 1 ? leaves[0] : add(.any(leaves)))
            return testNodes[own]
        }
    }

    private mutating func add(_ node: Node) -> Int {
        nodes.append(node)
        return nodes.count - 1
    }

    private mutating func index(
        of signal: SignalPattern, _ key: PatternKey, _ exceptions: CompiledPattern.Exceptions
    ) -> Int {
        if let known = patternIndex[key] { return known }
        patterns.append(CompiledPattern(signal, exceptions: exceptions))
        patternIndex[key] = patterns.count - 1
        firstOfText.append(textIndex[key.name] ?? patterns.count - 1)
        textIndex[key.name] = firstOfText[firstOfText.count - 1]
        return patterns.count - 1
    }
}
