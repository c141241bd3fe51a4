import Policies
import Responses

/// Ours against the platform's verdict; the labels.
extension HTMLReport {
    func agreementFields(shown: Int) -> PageFields {
        let counts = summary.agreement
        // A link leads to a generation that the page shows.
        let places = Dictionary(
            cards.prefix(shown).enumerated().map { ("\($1.card.source) \($1.card.id)", $0 + 1) },
            uniquingKeysWith: { first, _ in first })
        return [
            "both": counts.both.grouped, "policyOnly": counts.policyOnly.grouped,
            "platformOnly": counts.platformOnly.grouped, "neither": counts.neither.grouped,
            "ours": (counts.both + counts.policyOnly).grouped,
            "notOurs": (counts.platformOnly + counts.neither).grouped,
            "theirs": (counts.both + counts.platformOnly).grouped,
            "notTheirs": (counts.policyOnly + counts.neither).grouped, "all": audited.grouped,
            "lists": [
                list("We flagged, the platform did not", disagreements.policyOnly, counts.policyOnly, places),
                list(
                    "The platform flagged, we did not", disagreements.platformOnly, counts.platformOnly, places),
            ],
        ]
    }

    private func list(
        _ title: String, _ list: Disagreements.List, _ count: Int, _ places: [String: Int]
    ) -> PageFields {
        [
            "title": title, "count": count.grouped, "isEmpty": list.items.isEmpty,
            "isCut": list.items.count < count, "shown": list.items.count.grouped,
            "items": list.items.map { item -> PageFields in
                [
                    "target": places["\(item.source) \(item.id)"].map { [$0] } ?? [],
                    "id": item.id.isEmpty ? "without an id" : item.id, "decision": item.decision.rawValue,
                    "reason": "\(item.reason), \(item.source)", "prompt": item.prompt,
                ]
            },
        ]
    }

    private static let classifiersShown = 20
    private static let labelsShown = 12

    var labelFields: PageFields {
        let byClassifier = Dictionary(grouping: facts.labels) { ByteName($0.classifier) }
        let ranked = byClassifier.sorted { $0.key < $1.key }
        return ["classifiers": ranked.prefix(Self.classifiersShown).map { fields(of: $0.key.text, $0.value) }]
    }

    private func fields(of classifier: String, _ labels: [PageFacts.LabelCount]) -> PageFields {
        let frames = labels.reduce(0) { $0 + $1.census.frames }
        let ranked = labels.sorted { ($1.census.frames, $0.label) < ($0.census.frames, $1.label) }
        let background = facts.policy?.backgroundLabels(of: classifier) ?? []
        return [
            "name": PageText.short(classifier), "frames": frames.counted("frame"),
            "labels": labels.count.counted("label"),
            "isCut": labels.count > Self.labelsShown, "shown": Self.labelsShown,
            "rows": ranked.prefix(Self.labelsShown).map { label -> PageFields in
                let census = label.census, share = Double(census.frames) / Double(frames)
                let isBackground = background.contains(label.label)
                return [
                    "label": "\(label.label)", "frames": census.frames.grouped,
                    "share": PageText.percent(share),
                    "mean": PageText.number((census.meanProbability * 1000).rounded() / 1000),
                    "verdicts": census.verdicts == 0
                        ? "–" : PageText.percent(Double(census.verdicts) / Double(census.frames)),
                    "isBackground": isBackground,
                    "isCandidate": !isBackground && census.frames >= 20 && share >= 0.5
                        && census.verdicts * 1000 <= census.frames,
                ]
            },
        ]
    }
}
