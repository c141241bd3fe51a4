import Policies

/// `report.html`: the report for people, one file that needs no other.
struct HTMLReport {
    static let name = "report.html"
    /// Bytes that the file stays below, whatever the input.
    static let byteLimit = 5_000_000

    let summary: Summary
    let facts: PageFacts
    /// In the order of the page; the number of each is its place in the input.
    let cards: [(number: Int, card: Card)]
    let disagreements: Disagreements

    func text() -> [UInt8] {
        let items = cards.enumerated().map { $1.card.item(number: $1.number, index: $0) }
        let tail = tail
        var shown = items.count
        var page = sections(shown: shown)
        var size = items.reduce(page.count + tail.count) { $0 + $1.count }
        if size >= Self.byteLimit {
            // Fewer generations; what stands before them gets a few bytes longer or shorter by that.
            while shown > 0, size >= Self.byteLimit - 10_000 {
                shown -= 1
                size -= items[shown].count
            }
            page = sections(shown: shown)
        }
        page.reserve(size + 10_000)
        for item in items[..<shown] { page += item }
        page += tail
        return page.bytes
    }

    /// Everything before the first generation, of which `shown` will follow.
    private func sections(shown: Int) -> HTML {
        """
        \(head)\(auditedSection)\(rulesSection)\(agreementSection(shown: shown))\(signalsSection)\(labelsSection)\
        \(listing(shown: shown))
        """
    }

    var audited: Int { summary.audited }
    var tool: String { "\(summary.tool.name) \(summary.tool.version)" }

    /// What was read: the first few by name.
    var inputs: String {
        let named = summary.inputs.prefix(6).map { "\(PageText.short($0.path)) (\($0.bytes.grouped) bytes)" }
        let more = summary.inputs.count - named.count
        return named.joined(separator: ", ") + (more > 0 ? " and \(more.grouped) more" : "")
    }
}
