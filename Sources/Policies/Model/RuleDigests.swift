internal import Digests
import Responses

/// Two digests of a rule, by which reports are compared (CONTRACT section 6).
///
/// Comments, the order of the rules and the policy's version change neither.
package struct RuleDigests: Sendable, Equatable {
    /// SHA-256 of what the rule asks, in lower-case hexadecimal: all of it but its severity and thresholds.
    package let meaning: String
    /// SHA-256 of `meaning`, the severity and the thresholds, in lower-case hexadecimal.
    package let definition: String

    /// The digests of a rule of `policy`.
    package init(of rule: Rule, in policy: Policy) {
        meaning = SHA256Digest.hex(of: Self.meaningText(of: rule, in: policy))
        definition = Self.definition(of: rule, meaning: meaning, severity: rule.severity)
    }

    /// The definition that a rule with this meaning and severity has with the thresholds of `rule`.
    package static func definition(of rule: Rule, meaning: String, severity: Severity) -> String {
        SHA256Digest.hex(of: definitionText(of: rule, meaning: meaning, severity: severity))
    }

    /// The canonical JSON that `meaning` is of.
    static func meaningText(of rule: Rule, in policy: Policy) -> [UInt8] {
        var json = CanonicalJSON()
        json.raw("{\"id\":")
        json.string(rule.id)
        json.raw(",\"why\":")
        json.string(rule.why)
        json.raw(",\"missing\":")
        json.string(rule.missing.rawValue)
        write(backgroundLabels(of: rule, in: policy), to: &json)
        json.raw(",\"condition\":")
        write(rule.condition, to: &json)
        json.raw("}")
        return json.bytes
    }

    /// The canonical JSON that `definition` is of.
    static func definitionText(of rule: Rule, meaning: String, severity: Severity) -> [UInt8] {
        var thresholds: [Threshold] = []
        rule.condition.forEachTest { _, test in
            if case .threshold(let threshold) = test { thresholds.append(threshold) }
        }
        var json = CanonicalJSON()
        json.raw("{\"meaning\":")
        json.string(meaning)
        json.raw(",\"severity\":")
        json.string(severity.rawValue)
        json.raw(",\"thresholds\":")
        json.array(thresholds) { threshold, json in
            json.raw("{\"flag_at\":")
            json.number(threshold.flagAt)
            json.raw(",\"near_at\":")
            json.number(threshold.nearAt)
            json.raw("}")
        }
        json.raw("}")
        return json.bytes
    }

    /// The labels of the classifiers with a score series that a pattern of the rule matches, in byte order; a classifier
    /// without labels is not among them.
    private static func backgroundLabels(of rule: Rule, in policy: Policy) -> [(String, Set<Int64>)] {
        let labels = policy.backgroundLabels.filter { !$0.value.isEmpty }
            .sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        let names = labels.map { SegmentedName("legal.\(Signal.segment($0.key)).score") }
        var isMatched = names.map { _ in false }
        rule.condition.forEachTest { signals, _ in
            for pattern in signals.lazy.map({ CompiledPattern($0) }) {
                for (index, name) in names.enumerated() where !isMatched[index] {
                    isMatched[index] = pattern.matches(name)
                }
            }
        }
        return zip(labels, isMatched).filter(\.1).map { ($0.0.key, $0.0.value) }
    }

    private static func write(_ labels: [(String, Set<Int64>)], to json: inout CanonicalJSON) {
        if labels.isEmpty { return }
        json.raw(",\"background_labels\":{")
        for (index, (classifier, labels)) in labels.enumerated() {
            if index > 0 { json.raw(",") }
            json.string(classifier)
            json.raw(":")
            json.array(labels.sorted()) { $1.integer($0) }
        }
        json.raw("}")
    }

    private static func write(_ condition: Condition, to json: inout CanonicalJSON) {
        switch condition {
        case .all(let conditions):
            json.raw("{\"all\":")
            json.array(conditions) { write($0, to: &$1) }
        case .any(let conditions):
            json.raw("{\"any\":")
            json.array(conditions) { write($0, to: &$1) }
        case .test(let signals, let test):
            json.raw("{\"signal\":")
            write(signals.map(\.text), to: &json)
            if let exceptions = signals.first?.exceptions, !exceptions.isEmpty {
                json.raw(",\"except\":")
                write(exceptions, to: &json)
            }
            write(test, to: &json)
        }
        json.raw("}")
    }

    private static func write(_ test: Test, to json: inout CanonicalJSON) {
        switch test {
        case .threshold(let threshold):
            json.raw(",\"statistic\":")
            json.string(threshold.statistic.rawValue)
            guard let frameAt = threshold.frameAt else { return }
            json.raw(",\"frame_at\":")
            json.number(frameAt)
        case .is(let value):
            json.raw(",\"is\":")
            json.boolean(value)
        case .isIn(let texts):
            json.raw(",\"in\":")
            write(texts, to: &json)
        case .notIn(let texts):
            json.raw(",\"not_in\":")
            write(texts, to: &json)
        }
    }

    private static func write(_ texts: [String], to json: inout CanonicalJSON) {
        json.array(texts) { $1.string($0) }
    }
}
