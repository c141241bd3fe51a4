import Policies
import Utilities

/// The section that compares the policy's decisions with the platform's own view.
extension HTMLReport {
    /// - Parameter anchors: The anchors of the listed generations, in their order.
    func agreementSection(_ anchors: [String]) -> HTML {
        let counts = summary.agreement
        let places = Dictionary(
            zip(cards, anchors).map { ($0.item.key, $1) }, uniquingKeysWith: { first, _ in first })
        let policyOnly = list(
            "Flagged by the policy only", disagreements.policyOnly, counts.policyOnly, places)
        let platformOnly = list(
            "Flagged by the platform only", disagreements.platformOnly, counts.platformOnly, places)
        return """
            <section id="agreement" aria-labelledby="agreement-h">
            <h2 id="agreement-h">The policy against the platform</h2>
            <table class="two"><caption>Only flagged counts for the policy, not near. The platform flagged where its output, filters, \
            moderation or any frame’s verdict says so.</caption>
            <thead><tr><td></td><th scope="col">platform flagged</th><th scope="col">platform did not</th>\
            <th scope="col" class="dim">sum</th></tr></thead>
            <tbody><tr><th scope="row">policy flagged</th><td class="agree">\(counts.both.grouped)</td>\
            <td class="differ">≠ \(counts.policyOnly.grouped)</td>\
            <td class="dim">\((counts.both + counts.policyOnly).grouped)</td></tr>
            <tr><th scope="row">policy did not</th><td class="differ">≠ \(counts.platformOnly.grouped)</td>\
            <td class="agree">\(counts.neither.grouped)</td>\
            <td class="dim">\((counts.platformOnly + counts.neither).grouped)</td></tr>
            <tr class="dim"><th scope="row">sum</th><td>\((counts.both + counts.platformOnly).grouped)</td>\
            <td>\((counts.policyOnly + counts.neither).grouped)</td><td>\(audited.grouped)</td></tr></tbody></table>
            <div class="columns lists">\(policyOnly)\(platformOnly)</div>
            </section>

            """
    }

    private func list(
        _ title: String, _ list: Shortlist<Disagreement>, _ count: Int, _ places: [String: String]
    ) -> HTML {
        let items = list.best.map { item($0.item, places) }
        let first = items.prefix(Self.disagreementsFirst), rest = items.dropFirst(Self.disagreementsFirst)
        let cut = "The worst \(items.count.grouped) of \(count.grouped)."
        return """
            <div><h3>\(title) <span class="dim">\(count.grouped)</span></h3>
            \("<p class=\"dim\">None.</p>", if: items.isEmpty)<ul>\
            \(Array(first))</ul>\
            \("<details><summary>\(rest.count.grouped) more</summary><ul>\(Array(rest))</ul></details>", if: !rest.isEmpty)\
            \("<p class=\"dim\">\(cut)</p>", if: items.count < count)</div>
            """
    }

    private func item(_ item: Disagreement, _ places: [String: String]) -> HTML {
        let id = item.id.isEmpty ? "without an id" : item.id, decision = item.decision.rawValue
        let anchor = places[PageAnchor.key(source: item.source, id: item.id)]
        let name: HTML =
            anchor.map { "<a href=\"#\($0)\"><code>\(id)</code></a>" } ?? "<code>\(id)</code>"
        return """
            <li>\(name) <span class="d \(decision)">\(decision)</span> \(item.reason)<br>\
            <bdi class="p">\(item.prompt)</bdi> <span class="dim">\(item.source)</span></li>

            """
    }

    /// The entries of each list that are visible at first; the reader expands the rest.
    private static let disagreementsFirst = 10
}
