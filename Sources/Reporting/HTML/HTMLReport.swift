import Policies
import Utilities

/// `report.html`: the report for people, a single self-contained file (CONTRACT section 10).
struct HTMLReport {
    /// The limit of the file in bytes, for any input.
    static let byteLimit = 5_000_000
    /// Generations before the other sections; the reader expands the rest.
    static let cardsFirst = 50
    /// The maximum number of printed cards, of those with a critical or high finding.
    static let cardsPrinted = 180

    let summary: Summary
    let facts: PageFacts
    /// The cards in the order of the HTML report; each has its number in the input.
    let cards: [(number: Int, item: DrawnCard)]
    let disagreements: Disagreements
    /// The dispositions of the cards.
    var dispositions = CardDispositions()

    func text() -> [UInt8] {
        let anchors = PageAnchor.unique(cards), openings = openings(anchors)
        let items = cards.map { $0.item.html(with: dispositions[$0.item.key]) }
        let sizes = zip(openings, items).map { $0.count + $1.count }
        var shown = cards.count
        var before = before(shown: shown, anchors), after = after(anchors)
        var size = sizes.reduce(before.count + after.count, +)
        if size >= Self.byteLimit {
            // Fewer generations; the surrounding text changes by a few bytes with them.
            while shown > 0, size >= Self.byteLimit - 10_000 {
                shown -= 1
                size -= sizes[shown]
            }
            before = self.before(shown: shown, Array(anchors.prefix(shown)))
            after = self.after(Array(anchors.prefix(shown)))
        }
        var page = before
        page.reserve(size + 20_000)
        for index in 0..<shown {
            if index == Self.cardsFirst { page += opensRest(count: shown - index) }
            page += openings[index]
            page += items[index]
        }
        page += shown > Self.cardsFirst ? "</ol></details>\n" : "</ol>\n"
        page += after
        return page.bytes
    }

    /// The opening tags of the cards.
    private func openings(_ anchors: [String]) -> [HTML] {
        var printed = 0
        return zip(cards, anchors).map { card, anchor in
            let isPrinted = card.item.isSevere && printed < Self.cardsPrinted
            if isPrinted { printed += 1 }
            return card.item.opening(number: card.number, anchor: anchor, isPrinted: isPrinted)
        }
    }

    /// The markup before the first generation; `shown` generations follow.
    private func before(shown: Int, _ anchors: [String]) -> HTML {
        "\(head)\(findingsSection)\(changesSection(anchors))\(reviewSection)\(listing(shown: shown))"
    }

    private func opensRest(count: Int) -> HTML {
        """
        </ol><details id="more"><summary>\(count.counted("more generation"))</summary><ol id="rest" class="cards">

        """
    }

    /// The markup after the last generation.
    /// - Parameter anchors: The anchors of the listed generations, in their order.
    private func after(_ anchors: [String]) -> HTML {
        """
        </section>

        \(rulesSection)\(agreementSection(anchors))\(signalsSection)\(labelsSection)\(auditedSection)\(tail)
        """
    }

    var audited: Int { summary.audited }
    var tool: String { "\(summary.tool.name) \(summary.tool.version)" }

    /// The inputs; only the first few by name.
    var inputs: String {
        let named = summary.inputs.prefix(6).map { "\(PageText.short($0.path)) (\($0.bytes.counted("byte")))" }
        let more = summary.inputs.count - named.count
        return named.joined(separator: ", ") + (more > 0 ? " and \(more.grouped) more" : "")
    }
}
