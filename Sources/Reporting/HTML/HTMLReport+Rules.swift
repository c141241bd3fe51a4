import Policies
import Utilities

/// The section on the rules: their conditions and their counts.
extension HTMLReport {
    /// The maximum number of rules and of options of the filter; the rest are counted.
    static let rulesShown = 200
    private static let lackingShown = 30
    /// The maximum length of one list.
    private static let conditionsShown = 12
    private static let depthShown = 3

    var rulesSection: HTML {
        let most = summary.rules.map { $0.flagged + $0.near }.max() ?? 0
        let rules = shownRules, more = summary.rules.count - rules.count
        let policies = Dictionary(
            facts.policy?.rules.map { ($0.id, $0) } ?? [], uniquingKeysWith: { first, _ in first })
        return """
            <section id="rules" aria-labelledby="rules-h">
            <h2 id="rules-h">Rules</h2>
            <p class="legend">In generations. \(missingWords)</p>
            <div class="scroll" tabindex="0" role="region" aria-labelledby="rules-h"><table class="wide rules"><thead><tr>\
            <th scope="col">rule</th><th scope="col">severity</th><th scope="col" class="n">flagged</th>\
            <th scope="col" class="n">near</th><th scope="col" class="n">missing</th>\
            <th scope="col">flagged \(Self.key("b-flagged")) and near \(Self.key("b-near"))</th></tr></thead>
            <tbody>\(rules.map { row($0, policies[$0.id], most: most) })</tbody></table></div>
            \("<p class=\"dim\">\(more.counted("more rule")) in <code>summary.json</code>.</p>", if: more > 0)
            </section>

            """
    }

    /// If some rules must be omitted, rules with findings come first.
    private var shownRules: [Summary.RuleCount] {
        guard summary.rules.count > Self.rulesShown else { return summary.rules }
        let found = summary.rules.filter { $0.flagged + $0.near + $0.missing > 0 }
        let quiet = summary.rules.filter { $0.flagged + $0.near + $0.missing == 0 }
        return Array((found + quiet).prefix(Self.rulesShown))
    }

    var shownRuleCount: Int { shownRules.count }

    private static func key(_ name: HTML) -> HTML {
        """
        <svg class="key" viewBox="0 0 14 10" aria-hidden="true"><path class="\(name)" d="M0 0h14v10H0z"/></svg>
        """
    }

    private var missingWords: String {
        guard let policy = facts.policy else { return "" }
        return
            "Where a signal is missing, a rule \(PolicyProse.consequence(of: policy.missing)), unless it says otherwise."
    }

    /// `most` is the count of the longest bar.
    private func row(_ count: Summary.RuleCount, _ rule: Rule?, most: Int) -> HTML {
        let why = PageText.why(rule?.why ?? "")
        let scale = most == 0 ? 0 : 300 / Double(most)
        let flagged = Int(Double(count.flagged) * scale), near = Int(Double(count.near) * scale)
        let flaggedBar = count.flagged > 0 ? "M0 1h\(max(flagged, 1))v12H0z" : ""
        let nearBar = count.near > 0 ? "M\(flagged) 1h\(max(near, 1))v12H\(flagged)z" : ""
        return """
            <tr><th scope="row"><code>\(PageText.short(count.id))</code>\
            \("<span class=\"why\">\(why)</span>", if: !why.isEmpty)\(rule.map(condition) ?? "" as HTML)</th><td>\(count.severity.rawValue)</td>\
            <td class="n" data-l="flagged">\(count.flagged.grouped)</td>\
            <td class="n" data-l="near">\(count.near.grouped)</td>\
            <td class="n" data-l="missing">\(count.missing.grouped)</td>\
            <td class="bar"><svg viewBox="0 0 300 14" preserveAspectRatio="none" role="img" \
            aria-label="\(count.flagged.grouped) flagged, \(count.near.grouped) near">\
            <path class="rail" d="M0 13h300v1H0z"/><path class="b-flagged" d="\(flaggedBar)"/>\
            <path class="b-near" d="\(nearBar)"/></svg></td></tr>

            """
    }

    /// The condition of the rule in plain English.
    private func condition(of rule: Rule) -> HTML {
        let prose = ConditionProse(rule), other = rule.missing != facts.policy?.missing
        let consequence = "Where a signal is missing, it \(PolicyProse.consequence(of: rule.missing))."
        return """
            <div class="cond">Flags when \(PageText.clause(prose.clause))\(prose.parts.isEmpty ? "." : ":")\
            \(list(prose.parts, depth: 0), if: !prose.parts.isEmpty)\
            \(" \(consequence)", if: other)</div>
            """
    }

    /// The limits on the number and the nesting of conditions that are shown.
    private func list(_ parts: [ConditionProse], depth: Int) -> HTML {
        let shown = parts.prefix(Self.conditionsShown).map { part -> HTML in
            let isCut = depth == Self.depthShown && !part.parts.isEmpty
            return """
                <li>\(PageText.clause(part.clause))\(" \(part.parts.count.counted("condition"))", if: isCut)\
                \(":\(list(part.parts, depth: depth + 1))", if: !isCut && !part.parts.isEmpty)</li>
                """
        }
        let more = parts.count - shown.count
        return "<ul>\(shown)\("<li>and \(more.grouped) more</li>", if: more > 0)</ul>"
    }

    /// The rules that lacked a signal in every generation; empty if there are none.
    var lacking: HTML {
        let rules = summary.lackingRules(of: facts.policy)
        if rules.isEmpty { return "" }
        var items = rules.prefix(Self.lackingShown).map { rule in
            (PageText.short(rule.id), rule.signal.map { " (\(PageText.short($0)))" } ?? "")
        }
        let more = rules.count - items.count
        if more > 0 { items.append(("\(more.grouped) more", "")) }
        return """
            <p class="warn"><b>Rules that lacked a signal in every generation:</b> \
            \(items.map { "<code>\($0)</code>\($1)" }, between: ", "). A slip in a signal’s name looks like this, and \
            so does content that the platform does not send.</p>
            """
    }
}
