import Policies
import Responses

/// What was audited and what wasn't, adding up; rules.
extension HTMLReport {
    /// Rules and choices of the filter; more are counted.
    static let rulesShown = 200
    private static let unrecognisedShown = 30
    private static let lackingShown = 30

    var auditedFields: PageFields {
        let counts = summary.counts
        let decisions = [
            (Decision.flagged, counts.flagged, "■"), (.near, counts.near, "▲"),
            (.incomplete, counts.incomplete, "◇"), (.clear, counts.clear, "○"),
        ]
        let unaudited = Unaudited.Kind.allCases.map { (kind: $0, count: summary.unaudited[$0, default: 0]) }
        let meanings: [Unaudited.Kind: String] = [
            .unreadable: "not JSON, or of no known shape", .apiError: "the API answered with an error",
            .rejected: "the platform refused or withheld it", .pending: "not finished yet",
            .failed: "the task failed", .empty: "finished, without a generation",
        ]
        return [
            "tiles": decisions.map { tile($0, $1, $2) },
            "stack": stack(decisions.map { ($0.0.rawValue, $0.1) }),
            "stackLabel": decisions.map { "\($0.1.grouped) \($0.0.rawValue)" }.joined(separator: ", "),
            "sum": decisions.map { sumRow($0.0.rawValue, $0.1, share($0.1)) }
                + [
                    sumRow(
                        "duplicates", counts.duplicates,
                        summary.allowsDuplicates
                            ? "not looked for" : "came before in this run; the first one counts")
                ],
            "generations": counts.generations.grouped, "tasks": counts.tasks.grouped,
            "responses": counts.responses.grouped,
            "unaudited": unaudited.map { sumRow($0.kind.rawValue, $0.count, meanings[$0.kind] ?? "") },
            "unauditedAll": unaudited.reduce(0) { $0 + $1.count }.grouped,
            "hasUnrecognised": !summary.unrecognised.isEmpty, "unrecognised": unrecognised, "inputs": inputs,
            "notes": notes,
        ]
    }

    /// What no row of the report shows.
    private var notes: [String] {
        var notes: [String] = []
        if summary.defective > 0 {
            notes.append(
                "Generations and tasks with values that could not be used: \(summary.defective.grouped)")
        }
        if summary.counts.withheld > 0 {
            notes.append("Withheld by the platform: \(summary.counts.withheld.grouped)")
        }
        if summary.skippedFiles > 0 {
            notes.append(
                "Files in the folders that were not read, for their endings: \(summary.skippedFiles.grouped)")
        }
        return notes
    }

    private func share(_ count: Int) -> String {
        audited == 0 ? "–" : PageText.percent(Double(count) / Double(audited))
    }

    private func sumRow(_ name: String, _ count: Int, _ note: String) -> PageFields {
        ["name": name, "count": count.grouped, "note": note]
    }

    private func tile(_ decision: Decision, _ count: Int, _ sign: String) -> PageFields {
        guard let interval = WilsonInterval(hits: count, of: audited) else {
            return ["name": decision.rawValue, "sign": sign, "count": count.grouped, "share": "–"]
        }
        let low = place(interval.low), high = place(interval.high)
        return [
            "name": decision.rawValue, "sign": sign, "count": count.grouped, "share": share(count),
            "interval": "\(PageText.percent(interval.low)) to \(PageText.percent(interval.high))",
            "bar": "M0 4h\(place(Double(count) / Double(audited)))v4H0z",
            "whisker": "M\(low) 6H\(high)M\(low) 2v8M\(high) 2v8",
        ]
    }

    /// A share as a place on a line of 200.
    private func place(_ share: Double) -> String { PageText.number((share * 2000).rounded() / 10) }

    private func stack(_ parts: [(name: String, count: Int)]) -> [PageFields] {
        var from = 0
        return parts.filter { $0.count > 0 }.map { part in
            defer { from += part.count }
            let start = from * 1000 / audited, end = (from + part.count) * 1000 / audited
            return ["name": part.name, "bar": "M\(start) 0H\(max(end, start + 1))v18H\(start)z"]
        }
    }

    private var unrecognised: [PageFields] {
        let paths = summary.unrecognisedInOrder
        var items = paths.prefix(Self.unrecognisedShown).map { (PageText.short($0.path), $0.count) }
        let rest = paths.dropFirst(Self.unrecognisedShown)
        if !rest.isEmpty { items.append(("\(rest.count.grouped) more", rest.reduce(0) { $0 + $1.count })) }
        return items.enumerated().map { index, item in
            ["path": item.0, "count": item.1.grouped, "last": index == items.count - 1]
        }
    }

    var ruleFields: PageFields {
        let most = summary.rules.map { $0.flagged + $0.near }.max() ?? 0
        // Where not all have room, those that found something go first.
        let found = summary.rules.filter { $0.flagged + $0.near + $0.missing > 0 }
        let quiet = summary.rules.filter { $0.flagged + $0.near + $0.missing == 0 }
        let shown =
            summary.rules.count > Self.rulesShown
            ? Array((found + quiet).prefix(Self.rulesShown)) : summary.rules
        let rules = Dictionary(
            facts.policy?.rules.map { ($0.id, $0) } ?? [], uniquingKeysWith: { first, _ in first })
        let more = summary.rules.count - shown.count
        return [
            "rules": shown.map { rule -> PageFields in
                let scale = most == 0 ? 0 : 300 / Double(most)
                let flagged = Int(Double(rule.flagged) * scale), near = Int(Double(rule.near) * scale)
                let why = PageText.why(rules[rule.id].map(reason) ?? "")
                return [
                    "id": PageText.short(rule.id), "severity": rule.severity.rawValue, "why": why,
                    "hasWhy": !why.isEmpty, "flagged": rule.flagged.grouped, "near": rule.near.grouped,
                    "missing": rule.missing.grouped,
                    "flaggedBar": rule.flagged > 0 ? "M0 1h\(max(flagged, 1))v12H0z" : "",
                    "nearBar": rule.near > 0 ? "M\(flagged) 1h\(max(near, 1))v12H\(flagged)z" : "",
                ]
            },
            "more": more > 0 ? [more.grouped] : [], "hasLacking": !lacking.isEmpty, "lacking": lacking,
        ]
    }

    private func reason(for rule: Rule) -> String {
        rule.why.isEmpty ? PolicyProse.sentence(of: rule) : rule.why
    }

    private var lacking: [PageFields] {
        let rules = summary.lackingRules(of: facts.policy)
        var items = rules.prefix(Self.lackingShown).map { rule in
            (PageText.short(rule.id), rule.signal.map { " (\(PageText.short($0)))" } ?? "")
        }
        let more = rules.count - items.count
        if more > 0 { items.append(("\(more.grouped) more", "")) }
        return items.enumerated().map { index, item in
            ["id": item.0, "note": item.1, "last": index == items.count - 1]
        }
    }
}
