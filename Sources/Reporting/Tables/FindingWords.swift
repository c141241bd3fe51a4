import Policies
import Responses
import Utilities

/// A finding in one phrase (CONTRACT section 6, column `why`): `ip-likeness: legal.ip.score max 0.97 ≥ 0.9
/// (+0.07)`.
struct FindingWords {
    let rule: String
    /// `legal.ip.score max 0.97 ≥ 0.9`; without a deciding signal, the missing one.
    let reading: String
    /// `+0.07`; empty without a threshold.
    let margin: String
    /// The number of conditions of the rule's `all` that hold beside the deciding one.
    let others: Int

    /// - Parameter shown: Converts names and texts of the policy and the input for the place where they are shown.
    init(_ finding: ListedFinding, of row: ListedGeneration, shown: (String) -> String = { $0 }) {
        rule = shown(finding.rule.id)
        guard let match = finding.deciding else {
            let missing = row.missing(of: finding.rule).map(shown) ?? "a signal"
            reading = "\(missing) is missing, which this rule flags"
            margin = ""
            others = 0
            return
        }
        reading = match.reading(shown)
        margin = match.matched.margin.map(\.signed) ?? ""
        others = finding.rule.othersOfAll(deciding: match.signal, match.test)
    }

    var text: String {
        String(writing: { text in
            text.append(rule)
            text.append(": ")
            text.append(reading)
            if !margin.isEmpty {
                text.append(" (")
                text.append(margin)
                text.append(")")
            }
            if others > 0 {
                text.append(" and ")
                text.append(integer: Int64(others))
                text.append(" more")
            }
        })
    }
}

extension ListedMatch {
    /// Signal, statistic of a series, value and test: `legal.ip.score max 0.97 ≥ 0.9`.
    func reading(_ shown: (String) -> String) -> String {
        String(writing: { text in
            text.append(shown(signal))
            if let statistic {
                text.append(.space)
                text.append(statistic)
            }
            switch (matched.value, threshold) {
            case (.number(let number), let threshold?):
                text.append(.space)
                text.append(threshold.words(for: number))
            case (.number(let number), nil):
                text.append(" is ")
                text.append(number.shortest)
            case (.boolean(let boolean), _):
                text.append(boolean ? " is true" : " is false")
            case (.text(let value), _):
                text.append(" is \"")
                text.append(shown(String(value)))
                text.append("\"")
            }
        })
    }
}

extension ListedGeneration {
    /// Why it is listed, in one phrase: that of the deciding finding. For an incomplete generation, the first rule
    /// that could not decide, and a signal that it lacks: `ip-likeness: legal.ip.score is missing`.
    func words(of top: ListedFinding?) -> String {
        if let top { return FindingWords(top, of: self).text }
        guard let (rule, signal) = lacking else { return "" }
        return "\(rule.id): \(signal) is missing"
    }

    /// For an incomplete generation, the first rule that could not decide, and a signal that it lacks.
    var lacking: (rule: Rule, signal: String)? {
        for (rule, band) in zip(policy.rules, judgement.ruleBands) where rule.effect(of: band) == .missing {
            if let signal = missing(of: rule) { return (rule, signal) }
        }
        return nil
    }

    /// The first missing signal that the rule reads.
    fileprivate func missing(of rule: Rule) -> String? {
        rule.firstRead(of: judgement.missing.map(name))
    }
}
