import Responses
import Utilities

/// Reads a policy back in plain English, for `policy check FILE` (CONTRACT section 4).
package struct PolicyProse {
    /// What the policy does, one block for each rule in its order, each line ended by a line feed. Thresholds come
    /// with their ≥, numbers in their shortest form, and no control character of the policy's texts gets through.
    package static func prose(of policy: Policy) -> String {
        var text = header(of: policy)
        var asked: Set<String> = []
        for rule in policy.rules {
            text += "\n" + block(of: rule, in: policy) + questions(about: rule, &asked)
        }
        return text
    }

    /// What a rule flags, in one sentence; empty where its conditions would need a list, or its signals many lines.
    package static func sentence(of rule: Rule) -> String {
        guard case .test(let signals, let test) = rule.condition, signals.count <= 12 else { return "" }
        return "Flags when \(phrase(of: signals, test))."
    }

    /// What a rule tests, in one line: "u18.is_child is true". A list of conditions is `all of (…; …)` or `any of (…; …)`.
    package static func condition(of rule: Rule) -> String { phrase(of: rule.condition) }

    private static func phrase(of condition: Condition) -> String {
        switch condition {
        case .test(let signals, let test): phrase(of: signals, test)
        case .all(let conditions): "all of (\(conditions.map(phrase).joined(separator: "; ")))"
        case .any(let conditions): "any of (\(conditions.map(phrase).joined(separator: "; ")))"
        }
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
        return text
    }

    private static func block(of rule: Rule, in policy: Policy) -> String {
        var text = "\(rule.id) (\(rule.severity)): flags when "
        switch rule.condition {
        case .test(let signals, let test):
            text += phrase(of: signals, test) + ".\n"
        case .all(let conditions):
            text += "all of these do, and is near when all are at least near:\n"
            text += list(of: conditions, indent: 4)
        case .any(let conditions):
            text += "any of these does, and is near when one is:\n" + list(of: conditions, indent: 4)
        }
        if rule.missing != policy.missing {
            text += "    Where a signal is missing, it \(consequence(of: rule.missing)).\n"
        }
        if !rule.why.isEmpty { text += "    Why: \(rule.why.oneLine)\n" }
        return text
    }

    /// - Parameter asked: Names that were asked about, each of them once: aliases repeat them by the thousand.
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

    private static func list(of conditions: [Condition], indent: Int) -> String {
        let margin = String(repeating: " ", count: indent)
        var text = ""
        for condition in conditions {
            switch condition {
            case .test(let signals, let test): text += "\(margin)- \(phrase(of: signals, test))\n"
            case .all(let nested): text += "\(margin)- all of:\n" + list(of: nested, indent: indent + 2)
            case .any(let nested): text += "\(margin)- any of:\n" + list(of: nested, indent: indent + 2)
            }
        }
        return text
    }

    private static func consequence(of missing: MissingMode) -> String {
        switch missing {
        case .incomplete: "marks the generation incomplete"
        case .ignore: "lets the generation pass"
        case .flag: "flags the generation"
        }
    }
}

extension String {
    /// Visible, its lines joined.
    fileprivate var oneLine: String { split(whereSeparator: \.isWhitespace).joined(separator: " ").visible }
}
