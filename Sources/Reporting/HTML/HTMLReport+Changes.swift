import Policies
import Utilities

/// The section on the report before.
extension HTMLReport {
    /// The maximum number of generations in the section.
    private static let newsShown = 200
    /// The items of each list that are visible at first.
    private static let itemsFirst = 20
    /// The maximum number of rules and signals that are named.
    private static let changesNamed = 100

    /// Empty without a comparison.
    /// - Parameter anchors: The anchors of the listed generations, in their order.
    func changesSection(_ anchors: [String]) -> HTML {
        guard let changes = summary.changes else { return "" }
        return """
            <section id="new" aria-labelledby="new-h">
            <h2 id="new-h">What is new</h2>
            <p>\(since(changes)) <span class="dim">changes.csv has every row.</span></p>
            <div class="columns"><div>\(counts(of: changes))</div><div>\(policies(changes))\(signals(changes))</div></div>
            \(news(changes, anchors))
            </section>

            """
    }

    private func since(_ changes: Summary.Changes) -> HTML {
        guard let previous = changes.previous else {
            return "There is no report before to compare with, so every listed generation with an id is new."
        }
        return """
            Compared with the report as of <time>\(PageText.short(previous.asOf))</time> \
            <span class="dim">(manifest sha256 <code>\(String(previous.manifestSHA256.prefix(16)))…</code>)</span>.
            """
    }

    private func counts(of changes: Summary.Changes) -> HTML {
        let named: [(change: Change, name: String, meaning: String)] = [
            (.new, "new", "not listed before"),
            (.worse, "worse", "a higher decision or severity, or one more rule flags"),
            (.changed, "changed", "other signals or findings, of the same severity"),
            (.better, "better", "a lower decision or severity, or fewer rules flag"),
            (.same, "same", "nothing differs"),
            (.cleared, "cleared", "listed before; all of it is clear now"),
            (.notSeen, "not seen", "listed before; not in this input"),
        ]
        let rows = named.map { row($0.name, changes[$0.change], $0.meaning) }
        let causes = ChangeCause.allCases.map { "\($0.rawValue) \(changes.causes[$0, default: 0].grouped)" }
        return """
            <table class="two"><caption>Generations by change. What the changes come from: \
            \(texts: causes, between: ", ").</caption>
            <tbody>\(rows)\
            \(row("not compared", changes.unmatched, "without an id"), if: changes.unmatched > 0)\
            \(row("reopened", changes.reopened, "counted above too; disposition in generations.csv"), if: changes.reopened > 0)\
            </tbody></table>

            """
    }

    private func row(_ name: String, _ count: Int, _ meaning: String) -> HTML {
        """
        <tr><th scope="row">\(name)</th><td>\(count.grouped)</td><td class="l dim">\(meaning)</td></tr>

        """
    }

    private func policies(_ changes: Summary.Changes) -> HTML {
        if changes.previous == nil { return "" }
        if changes.policyChanges.isEmpty { return "<p>No rule of the policy changed.</p>\n" }
        let items: [HTML] = changes.policyChanges.prefix(Self.changesNamed).map {
            "<li><code>\(PageText.short($0.ruleID))</code> \($0.kind.rawValue)</li>\n"
        }
        return list("Changes of the policy", items, of: changes.policyChanges.count)
    }

    private func signals(_ changes: Summary.Changes) -> HTML {
        if changes.signalChanges.isEmpty { return "" }
        let items = changes.signalChanges.prefix(Self.changesNamed).map(item)
        return list("Signals that vanished or appeared", items, of: changes.signalChanges.count)
    }

    private func item(_ change: Summary.SignalChange) -> HTML {
        let name = PageText.short(change.signal)
        return switch change.kind {
        case .vanished:
            "<li><code>\(name)</code> vanished: it was in \(change.wasPresent.grouped) generations, and is in none now</li>\n"
        case .appeared:
            "<li><code>\(name)</code> appeared: it was in none, and is in \(change.present.grouped) generations now</li>\n"
        }
    }

    private func news(_ changes: Summary.Changes, _ anchors: [String]) -> HTML {
        let count = changes[.new] + changes[.worse]
        if count == 0 { return "<p>No generation is new or worse.</p>\n" }
        let places = Dictionary(
            zip(cards, anchors).map { ($0.item.key, $1) }, uniquingKeysWith: { first, _ in first })
        // A full page has fewer cards than were drawn.
        let items = changes.news.prefix(Self.newsShown).compactMap { news in
            places[PageAnchor.key(source: news.source, id: news.id)].map { item(news, anchor: $0) }
        }
        if items.isEmpty {
            return "<p>New and worse: \(count.counted("generation")), none of which this page lists.</p>\n"
        }
        return list("New and worse", items, of: count)
    }

    private func item(_ news: Summary.News, anchor: String) -> HTML {
        let name: HTML = "<a href=\"#\(anchor)\"><code>\(news.id)</code></a>"
        let decision = news.decision.rawValue
        let disposition = news.disposition?.words ?? ""
        return """
            <li>\(news.change.rawValue) <span class="d \(decision)">\(decision)</span> \(name) \(news.why)\
            \(" <b>\(disposition)</b>", if: !disposition.isEmpty)</li>

            """
    }

    /// A list with a title and its number; the reader expands the rest of it.
    private func list(_ title: String, _ items: [HTML], of count: Int) -> HTML {
        let first = items.prefix(Self.itemsFirst), rest = items.dropFirst(Self.itemsFirst)
        let cut = "The first \(items.count.grouped) of \(count.grouped)."
        return """
            <div class="lists"><h3>\(title) <span class="dim">\(count.grouped)</span></h3>
            <ul>\(Array(first))</ul>\
            \("<details><summary>\(rest.count.grouped) more</summary><ul>\(Array(rest))</ul></details>", if: !rest.isEmpty)\
            \("<p class=\"dim\">\(cut)</p>", if: items.count < count)</div>

            """
    }
}
