import Policies
import Responses

/// A listed generation's markup, without what depends on the whole run: its number in the input, and whether
/// another item has its anchor. The worker that lists the generation renders it. It is a class because ranking
/// moves thousands of them.
final class DrawnCard: ShortlistItem {
    static let limit = 2_000

    /// The item after its opening tag.
    let html: HTML
    /// The fragment of its address after `#`, if no other item has the same.
    let anchor: String
    /// Number and ID, by which the lists of disagreements refer to it.
    let key: String
    /// Whether the deciding finding is critical or high.
    let isSevere: Bool

    var byteCount: Int { html.count }

    init(_ row: ListedGeneration) {
        let card = Card(row)
        var page = HTMLWriter(capacity: 4096)
        card.draw(on: &page)
        html = page.html
        anchor = PageAnchor.text(of: row)
        key = PageAnchor.key(source: card.source, id: PageText.short(row.generation.id))
        isSevere = card.top.map { $0.severity >= .high } ?? false
    }

    /// A card that another run has drawn.
    init(html: HTML, anchor: String, key: String, isSevere: Bool) {
        self.html = html
        self.anchor = anchor
        self.key = key
        self.isSevere = isSevere
    }

    /// The opening tag of the item.
    func opening(number: Int, anchor: String, isPrinted: Bool) -> HTML {
        "<li id=\"\(anchor)\"\(" class=\"pr\"", if: isPrinted) data-k=\"\(number) "
    }
}

/// The fragment that links to a generation's card: `#gen_01abc`.
enum PageAnchor {
    private static let prefix = "gen_"
    /// The maximum length of an ID in bytes for an anchor made of it.
    private static let longestID = 128

    /// The generation's ID, percent-encoded, with the prefix `gen_` if it has another one. Without a valid ID, or
    /// with a long one, the anchor comes from the evidence's digest, which is the same in every run.
    static func text(of row: ListedGeneration) -> String {
        guard let id = row.generation.id, !id.isEmpty, id.count <= longestID else {
            return "text_" + row.evidence.prefix(16)
        }
        let text = id.isWord ? String(id) : percentEncoded(id)
        return text.hasPrefix(prefix) ? text : prefix + text
    }

    private static func percentEncoded(_ id: BorrowedText) -> String {
        var text = ""
        text.append(percentEncoded: id)
        return text
    }

    static func key(source: String, id: String) -> String { "\(source) \(id)" }

    /// The key of the card of a row, if it has one.
    static func key(of row: ListedRow) -> String {
        key(
            source: row.source.map { PageText.place(ofSource: String($0)) } ?? "",
            id: PageText.short(row.generationID))
    }

    /// The anchors of items, in their order. The first of equal ones is unchanged; the others get their number.
    static func unique(_ cards: [(number: Int, item: DrawnCard)]) -> [String] {
        var taken: Set<String> = []
        return cards.map { number, card in
            var anchor = card.anchor
            while !taken.insert(anchor).inserted { anchor += "~\(number)" }
            return anchor
        }
    }
}

extension BorrowedText {
    /// Whether it has only letters and digits of ASCII and `_`, as nearly all IDs. None of them is percent-encoded.
    fileprivate var isWord: Bool {
        withSpan { bytes in
            var strange: UInt8 = 0
            for index in bytes.indices {
                let byte = bytes[index]
                let isLetter: UInt8 = (byte | 0x20) &- UInt8(ascii: "a") < 26 ? 1 : 0
                let isDigit: UInt8 = byte &- UInt8(ascii: "0") < 10 ? 1 : 0
                let isLine: UInt8 = byte == UInt8(ascii: "_") ? 1 : 0
                strange |= (isLetter | isDigit | isLine) ^ 1
            }
            return strange == 0
        }
    }
}
