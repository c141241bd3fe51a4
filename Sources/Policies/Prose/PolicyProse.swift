import Responses
import Utilities

/// Describes a policy in plain English, for `policy check FILE` (CONTRACT section 4).
package struct PolicyProse {
    /// The policy's effect, one block per rule in rule order; each line ends in a line feed. Thresholds have their
    /// ≥ and numbers their shortest form. Control characters in the policy's texts are replaced.
    package static func prose(of policy: Policy) -> String {
        var text = header(of: policy)
        var asked: Set<String> = []
        for rule in policy.rules {
            text += "\n" + block(of: rule, in: policy) + questions(about: rule, &asked)
        }
        return text
    }

    private static func header(of policy: Policy) -> String {
        let version = policy.version.isEmpty ? "" : ", version \(policy.version.oneLine)"
        let count = policy.rules.count
        var text = """
            \(policy.name.oneLine)\(version)
            sha256 \(policy.sha256)
            \(count) rule\(count == 1 ? "" : "s"). Where a rule gives no near_at, it is near from \
            \(policy.near.shortest) × flag_at on.
            Where a signal is missing, a rule \(consequence(of: policy.missing))\
            \(policy.rules.contains { $0.missing != policy.missing } ? ", unless it says otherwise" : "").

            """
        let labels = policy.backgroundLabels.filter { !$0.value.isEmpty }.sorted { $0.key < $1.key }
        if !labels.isEmpty {
            let lists = labels.map { classifier, labels in
                "\(classifier.visible) \(labels.sorted().map(String.init).joined(separator: ", "))"
            }
            text += "Labels that mean \"nothing recognised\" (the score is 0 unless the verdict is true): "
            text += lists.joined(separator: "; ") + ".\n"
            for (classifier, _) in labels {
                guard let meant = DocumentedNames.classifier(meantBy: classifier) else { continue }
                text += "No documented answer has a classifier \(classifier.quoted): did you mean `\(meant)`?\n"
            }
        } else if policy.looksAtLegalScores {
            text +=
                "No background labels: every label's score counts, also where the label means \"nothing\".\n"
        }
        return text + reviews(policy.review)
    }

    private static func block(of rule: Rule, in policy: Policy) -> String {
        let condition = ConditionProse(rule)
        var text = "\(rule.id) (\(rule.severity)): flags when \(condition.clause)"
        text += condition.parts.isEmpty ? ".\n" : ":\n" + list(of: condition.parts, indent: 4)
        if rule.missing != policy.missing {
            text += "    Where a signal is missing, it \(consequence(of: rule.missing)).\n"
        }
        text += reviews(rule, in: policy)
        if !rule.why.isEmpty { text += "    Why: \(rule.why.oneLine)\n" }
        return text
    }

    /// - Parameter asked: Names that have been checked, each once, because aliases can repeat a name thousands of
    ///   times.
    private static func questions(about rule: Rule, _ asked: inout Set<String>) -> String {
        var names: [String] = []
        rule.condition.forEachTest { signals, _ in
            for name in signals.flatMap({ [$0.text] + $0.exceptions }) where asked.insert(name).inserted {
                names.append(name)
            }
        }
        return names.compactMap { name in
            DocumentedNames.signal(meantBy: name).map {
                "    No documented answer has \(name.quoted): did you mean \($0.quoted)?\n"
            }
        }.joined()
    }

    private static func list(of conditions: [ConditionProse], indent: Int) -> String {
        let margin = String(repeating: " ", count: indent)
        return conditions.map { condition in
            "\(margin)- \(condition.clause)"
                + (condition.parts.isEmpty ? "\n" : ":\n" + list(of: condition.parts, indent: indent + 2))
        }.joined()
    }

    /// The effect of a rule that ends in missing: `marks the generation incomplete`.
    package static func consequence(of missing: MissingMode) -> String {
        switch missing {
        case .incomplete: "marks the generation incomplete"
        case .ignore: "lets the generation pass"
        case .flag: "flags the generation"
        }
    }
}

extension String {
    /// The text without control characters, on one line.
    fileprivate var oneLine: String { split(whereSeparator: \.isWhitespace).joined(separator: " ").visible }
}
