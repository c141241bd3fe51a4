import Digests
import Dispatch
import Policies
import Synchronization

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
        let items = renderCards()
        let tail = PageTemplates.tail.render(tailFields)
        var shown = items.count
        var sections = self.sections(shown: shown)
        var size = items.reduce(sections.utf8.count + tail.utf8.count) { $0 + $1.utf8.count }
        if size >= Self.byteLimit {
            // Fewer generations; what stands before them gets a few bytes longer or shorter by that.
            while shown > 0, size >= Self.byteLimit - 10_000 {
                shown -= 1
                size -= items[shown].utf8.count
            }
            sections = self.sections(shown: shown)
        }
        var page = OutputBuffer(capacity: size + 10_000)
        page.append(sections)
        for item in items[..<shown] { page.append(item) }
        page.append(tail)
        return page.copied()
    }

    /// On all cores: these are nearly all of the page's work, and when it is drawn nothing else runs.
    private func renderCards() -> [String] {
        let perPart = 64, parts = (cards.count + perPart - 1) / perPart
        let rendered = Mutex<[Int: [String]]>([:])
        DispatchQueue.concurrentPerform(iterations: parts) { part in
            let range = part * perPart..<min((part + 1) * perPart, cards.count)
            let items = range.map { index in
                PageTemplates.card.render(
                    PlacedCard(card: cards[index].card, number: cards[index].number, index: index))
            }
            rendered.withLock { $0[part] = items }
        }
        return rendered.withLock { rendered in (0..<parts).flatMap { rendered[$0] ?? [] } }
    }

    /// Everything before the first generation, of which `shown` will follow.
    private func sections(shown: Int) -> String {
        [
            PageTemplates.head.render(headFields), PageTemplates.audited.render(auditedFields),
            PageTemplates.rules.render(ruleFields),
            PageTemplates.agreement.render(agreementFields(shown: shown)),
            PageTemplates.signals.render(signalFields), PageTemplates.labels.render(labelFields),
            PageTemplates.listing.render(listingFields(shown: shown)),
        ].joined()
    }

    var audited: Int { summary.audited }
    var tool: String { "\(summary.tool.name) \(summary.tool.version)" }

    /// What was read: the first few by name.
    var inputs: String {
        let named = summary.inputs.prefix(6).map { "\(PageText.short($0.path)) (\($0.bytes.grouped) bytes)" }
        let more = summary.inputs.count - named.count
        return named.joined(separator: ", ") + (more > 0 ? " and \(more.grouped) more" : "")
    }

    private var headFields: PageFields {
        [
            "styleDigest": SHA256Digest.base64(of: Array(PageStyle.text.utf8)), "style": PageStyle.text,
            "scriptDigest": SHA256Digest.base64(of: Array(PageScript.text.utf8)), "tool": tool,
            "policy": PageText.short(summary.policy.name),
            "version": summary.policy.version.isEmpty ? [] : [PageText.short(summary.policy.version)],
            "policySHA256": summary.policy.sha256, "asOf": PageText.moment(summary.asOf), "sentence": sentence,
        ]
    }

    /// The run in one sentence.
    private var sentence: String {
        let counts = summary.counts
        if audited == 0 { return "No generation was audited." }
        var text = "\(counts.flagged.grouped) of \(audited.grouped) generations "
        text += counts.flagged == 1 ? "is flagged" : "are flagged"
        if counts.near > 0 { text += ", \(counts.near.grouped) near a threshold" }
        if counts.incomplete > 0 { text += ", \(counts.incomplete.grouped) could not be judged in full" }
        return text + "."
    }

    private var tailFields: PageFields { ["tool": tool, "inputs": inputs, "script": PageScript.text] }

    private func listingFields(shown: Int) -> PageFields {
        let listed = summary.counts.flagged + summary.counts.near + summary.counts.incomplete
        let extent =
            switch listed {
            case 0: "No generation is flagged, near or incomplete."
            case shown: "All \(listed.grouped) that are flagged, near or incomplete, by severity, then margin."
            default:
                "The first \(shown.grouped) of \(listed.grouped) that are flagged, near or incomplete, by severity, "
                    + "then margin. The others stand in generations.csv and generations.json only."
            }
        let options = summary.rules.filter { $0.flagged + $0.near > 0 }.prefix(Self.rulesShown)
        return ["extent": extent, "options": options.map { PageText.short($0.id) }]
    }
}
