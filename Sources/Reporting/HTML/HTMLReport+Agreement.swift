import Policies

/// Ours against the platform's verdict.
extension HTMLReport {
    /// `shown` cards follow: a link leads to a generation that the page shows.
    func agreementSection(shown: Int) -> HTML {
        let counts = summary.agreement
        let places = Dictionary(
            cards.prefix(shown).enumerated().map { ("\($1.card.source) \($1.card.id)", $0 + 1) },
            uniquingKeysWith: { first, _ in first })
        let policyOnly = list(
            "We flagged, the platform did not", disagreements.policyOnly, counts.policyOnly, places)
        let platformOnly = list(
            "The platform flagged, we did not", disagreements.platformOnly, counts.platformOnly, places)
        return """
            <section id="agreement" aria-labelledby="agreement-h">
            <h2 id="agreement-h">Our verdict against the platform’s</h2>
            <table class="two"><caption>Only flagged counts as ours. The platform’s is flagged if its output, filters, \
            moderation or any frame’s verdict says so.</caption>
            <thead><tr><td></td><th scope="col">platform flagged</th><th scope="col">platform did not</th>\
            <th scope="col" class="dim">sum</th></tr></thead>
            <tbody><tr><th scope="row">we flagged</th><td class="agree">\(counts.both.grouped)</td>\
            <td class="differ">≠ \(counts.policyOnly.grouped)</td>\
            <td class="dim">\((counts.both + counts.policyOnly).grouped)</td></tr>
            <tr><th scope="row">we did not</th><td class="differ">≠ \(counts.platformOnly.grouped)</td>\
            <td class="agree">\(counts.neither.grouped)</td>\
            <td class="dim">\((counts.platformOnly + counts.neither).grouped)</td></tr>
            <tr class="dim"><th scope="row">sum</th><td>\((counts.both + counts.platformOnly).grouped)</td>\
            <td>\((counts.policyOnly + counts.neither).grouped)</td><td>\(audited.grouped)</td></tr></tbody></table>
            <div class="columns lists">\(policyOnly)\(platformOnly)</div>
            </section>

            """
    }

    private func list(
        _ title: String, _ list: Disagreements.List, _ count: Int, _ places: [String: Int]
    ) -> HTML {
        let items = list.items, cut = "The first \(items.count.grouped) of \(count.grouped), in input order."
        return """
            <div><h3>\(title) <span class="dim">\(count.grouped)</span></h3>
            \("<p class=\"dim\">None.</p>", if: items.isEmpty)<ul>\
            \(items.map { item($0, at: places["\($0.source) \($0.id)"]) })</ul>\
            \("<p class=\"dim\">\(cut)</p>", if: items.count < count)</div>
            """
    }

    /// `place` is that of the generation on the page, from 1 on; nil where it is not there.
    private func item(_ item: Disagreement, at place: Int?) -> HTML {
        let id = item.id.isEmpty ? "without an id" : item.id, decision = item.decision.rawValue
        let name: HTML = place.map { "<a href=\"#g\($0)\"><code>\(id)</code></a>" } ?? "<code>\(id)</code>"
        return """
            <li>\(name) <span class="d \(decision)">\(decision)</span> \(item.reason), \(item.source)<br>\
            <bdi class="p">\(item.prompt)</bdi></li>

            """
    }
}
