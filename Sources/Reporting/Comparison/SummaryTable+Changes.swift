import Utilities

extension Summary.Changes {
    /// The maximum number of names in a list on one line.
    private static let rulesNamed = 20
    /// The maximum number of names in a list with one line per name.
    private static let signalsNamed = 20

    /// The counts in one line: `since 2026-11-21   9 new, 2 worse; 1 reopened; policy: ip-max (thresholds)`. A reopened
    /// generation can be one that did not change.
    /// - Parameter asOf: The time of the run.
    package func line(asOf: String) -> String {
        let named: [(Change, String)] = [
            (.new, "new"), (.worse, "worse"), (.changed, "changed"), (.better, "better"), (.cleared, "cleared"),
            (.notSeen, "not seen"), (.gone, "gone"),
        ]
        var counts = named.filter { self[$0.0] > 0 }.map { "\(self[$0.0].grouped) \($0.1)" }
        if counts.isEmpty { counts.append("nothing changed") }
        if unmatched > 0 { counts.append("\(unmatched.grouped) without an id not compared") }
        let what = counts.joined(separator: ", ") + (reopened > 0 ? "; \(reopened.grouped) reopened" : "")
        guard let previous else { return "no report before to compare with   \(what)" }
        // The day, or the full time if both reports are from one day.
        let isSameDay = previous.asOf.prefix(10) == asOf.prefix(10)
        let moment = isSameDay ? previous.asOf : String(previous.asOf.prefix(10))
        return "since \(moment)   \(what)" + (policyChanges.isEmpty ? "" : "; policy: \(policyWords)")
    }

    /// Warnings about the signals of the input.
    package var warnings: [String] {
        let vanished = signalChanges.filter { $0.kind == .vanished }
        let more = vanished.count - Self.signalsNamed
        return vanished.prefix(Self.signalsNamed).map {
            "\($0.signal.visible) was in \($0.wasPresent.grouped) generations and is in none now"
        } + (more > 0 ? ["\(more.grouped) more signals were in many generations and are in none now"] : [])
    }

    /// The differences by rule: `ip-max (thresholds, severity)`.
    var policyWords: String {
        var rules: [(id: String, kinds: [String])] = []
        for change in policyChanges {
            if rules.last?.id == change.ruleID {
                rules[rules.count - 1].kinds.append(change.kind.rawValue)
            } else {
                rules.append((change.ruleID, [change.kind.rawValue]))
            }
        }
        let named = rules.prefix(Self.rulesNamed).map {
            "\($0.id.visible) (\($0.kinds.joined(separator: ", ")))"
        }
        let more = rules.count - named.count
        return named.joined(separator: ", ") + (more > 0 ? " and \(more.grouped) more" : "")
    }
}
