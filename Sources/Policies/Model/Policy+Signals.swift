package import Responses

/// What a policy has to do with a signal.
package struct SignalUse: Sendable {
    /// Ids of the rules that look at it, in rule order, each once.
    package var rules: [String] = []
    /// The numeric tests among theirs.
    package var thresholds: [(rule: String, threshold: Threshold)] = []

    package init() {}
}

extension Policy {
    /// What the rules do with each of these signals, by name.
    package func uses(of signals: [String]) -> [SignalUse] {
        var uses = Array(repeating: SignalUse(), count: signals.count)
        let names = signals.map(SegmentedName.init)
        for rule in rules {
            rule.condition.forEachTest { patterns, test in
                let patterns = patterns.map { CompiledPattern($0) }
                for (index, name) in names.enumerated()
                where patterns.contains(where: { $0.matches(name) }) {
                    if uses[index].rules.last != rule.id { uses[index].rules.append(rule.id) }
                    if case .threshold(let threshold) = test {
                        uses[index].thresholds.append((rule.id, threshold))
                    }
                }
            }
        }
        return uses
    }

    /// Whether a rule holds a threshold against the scores of a legal classifier.
    var looksAtLegalScores: Bool {
        var found = false
        for rule in rules {
            rule.condition.forEachTest { signals, test in
                guard case .threshold = test else { return }
                found =
                    found || signals.contains { SignalShape.matching($0.text).contains(where: \.isScoreSeries) }
            }
        }
        return found
    }
}

extension LegalFrame {
    /// Its score as rules see it: p, or 0 where the label is one of the background labels and the verdict is false;
    /// nil of a defective frame (CONTRACT section 3).
    package func score(background: Set<Int64>) -> Double? { score(background: BackgroundLabels(background)) }

    @inline(__always)
    func score(background: BackgroundLabels) -> Double? {
        guard let label, let probability, let verdict else { return nil }
        return !verdict && background.contains(label) ? 0 : probability
    }
}

extension Condition {
    func forEachTest(_ body: ([SignalPattern], Test) -> Void) {
        switch self {
        case .all(let conditions), .any(let conditions):
            for condition in conditions { condition.forEachTest(body) }
        case .test(let signals, let test): body(signals, test)
        }
    }
}
