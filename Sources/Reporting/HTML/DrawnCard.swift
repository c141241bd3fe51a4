import Policies
import Responses

/// A listed generation's item on the page, drawn but for what only the whole run tells: its place in the input, and whether
/// another item has its anchor. The worker that lists the generation draws it. A class, because ranking thousands of them
/// moves them about.
final class DrawnCard: ShortlistItem {
    static let limit = 2_000

    /// The item behind its opening.
    let html: HTML
    /// What the page's address ends in behind `#`, where no other item has the same.
    let anchor: String
    /// Place and id: what the lists of disagreements know it by.
    let key: String
    /// Whether the deciding finding is critical or high.
    let isSevere: Bool

    var byteCount: Int { html.count }

    init(_ row: ListedGeneration) {
        let card = Card(row)
        html = card.drawn
        anchor = PageAnchor.text(of: row)
        key = PageAnchor.key(source: card.source, id: card.id)
        isSevere = card.top.map { $0.severity >= .high } ?? false
    }

    /// The beginning of the item.
    func opening(number: Int, anchor: String, isPrinted: Bool) -> HTML {
        "<li id=\"\(anchor)\"\(" class=\"pr\"", if: isPrinted) data-k=\"\(number) "
    }
}

/// The fragment that leads to a generation's card: `#gen_01abc`.
enum PageAnchor {
    private static let prefix = "gen_"
    /// Bytes of an id beyond which its anchor is another.
    private static let longestID = 128

    /// The generation's id, percent-encoded, with `gen_` before it where it has another beginning. Without a sound id, or
    /// with a long one, it comes from the evidence's digest, which stays the same from run to run.
    static func text(of row: ListedGeneration) -> String {
        guard let id = row.generation.id, !id.isEmpty, id.count <= longestID else {
            return "text_" + row.evidence.prefix(16)
        }
        var text = ""
        text.append(percentEncoded: id)
        return text.hasPrefix(prefix) ? text : prefix + text
    }

    static func key(source: String, id: String) -> String { "\(source) \(id)" }

    /// The anchors of items, in their order: the first of equal ones has it as it is, the others with their numbers.
    static func unique(_ cards: [(number: Int, item: DrawnCard)]) -> [String] {
        var taken: Set<String> = []
        return cards.map { number, card in
            var anchor = card.anchor
            while !taken.insert(anchor).inserted { anchor += "~\(number)" }
            return anchor
        }
    }
}
