import Policies
import Responses
import Utilities

/// The section on the labels of the legal classifiers.
extension HTMLReport {
    private static let classifiersShown = 20
    private static let labelsShown = 12

    var labelsSection: HTML {
        let byClassifier = Dictionary(grouping: facts.labels) { ByteName($0.classifier) }
        let ranked = byClassifier.sorted { $0.key < $1.key }.prefix(Self.classifiersShown)
        return """
            <section id="labels" aria-labelledby="labels-h">
            <h2 id="labels-h">Labels of the legal classifiers</h2>
            <p class="legend">A label has no public meaning. One that stands in nearly every frame, with a high p and no \
            verdict, is likely to mean “nothing recognised”: name it in <code>background_labels</code>, so that its p \
            doesn’t count.</p>
            \("<p class=\"dim\">No frames were seen.</p>", if: ranked.isEmpty)
            <div class="columns">\(ranked.map { table(of: $0.key.text, $0.value) })</div>
            </section>

            """
    }

    private func table(of classifier: String, _ labels: [PageFacts.LabelCount]) -> HTML {
        let frames = labels.reduce(0) { $0 + $1.census.frames }
        let ranked = labels.sorted { ($1.census.frames, $0.label) < ($0.census.frames, $1.label) }
        let background = facts.policy?.backgroundLabels(of: classifier) ?? []
        let rows = ranked.prefix(Self.labelsShown).map {
            row($0, of: frames, isBackground: background.contains($0.label))
        }
        return """
            <table class="labels"><caption><code>\(PageText.short(classifier))</code> <span class="dim">\
            \(frames.counted("frame")), \(labels.count.counted("label"))\
            \(", the \(Self.labelsShown) most frequent", if: labels.count > Self.labelsShown)</span></caption>
            <thead><tr><th scope="col" class="n">label</th><th scope="col" class="n">frames</th>\
            <th scope="col" class="n">share</th><th scope="col" class="n">mean p</th>\
            <th scope="col" class="n">with verdict</th><th scope="col">policy</th></tr></thead>
            <tbody>\(rows)</tbody></table>
            """
    }

    private func row(_ label: PageFacts.LabelCount, of frames: Int, isBackground: Bool) -> HTML {
        let census = label.census, share = Double(census.frames) / Double(frames)
        let verdicts =
            census.verdicts == 0 ? "–" : PageText.percent(Double(census.verdicts) / Double(census.frames))
        let isCandidate =
            !isBackground && census.frames >= 20 && share >= 0.5 && census.verdicts * 1000 <= census.frames
        return """
            <tr><th scope="row" class="n"><code>\(String(label.label))</code></th>\
            <td class="n" data-l="frames">\(census.frames.grouped)</td>\
            <td class="n" data-l="share">\(PageText.percent(share))</td>\
            <td class="n" data-l="mean p">\(PageText.number((census.meanProbability * 1000).rounded() / 1000))</td>\
            <td class="n" data-l="with verdict">\(verdicts)</td><td>\("background", if: isBackground)\
            \("<b>candidate?</b>", if: isCandidate)</td></tr>

            """
    }
}
