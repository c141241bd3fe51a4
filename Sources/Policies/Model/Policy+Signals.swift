package import Responses

/// How a policy uses one signal.
package struct SignalUse: Sendable {
    /// The IDs of the rules that read it, in rule order, each once.
    package var rules: [String] = []
    /// The numeric tests of those rules.
    package var thresholds: [(rule: String, threshold: Threshold)] = []

    /// Creates a use by no rule.
    package init() {}
}

extension Policy {
    /// How the rules use each of these signals, by name.
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

    /// Whether a rule has a threshold on the scores of a legal classifier.
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
    /// The frame's score as rules see it: p, or 0 if the label is a background label and the verdict is false; nil
    /// for a defective frame (CONTRACT section 3).
    package func score(background: Set<Int64>) -> Double? { score(background: BackgroundLabels(background)) }

    @inline(__always)
    func score(background: BackgroundLabels) -> Double? {
        guard let (label, probability, verdict) = sound else { return nil }
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
