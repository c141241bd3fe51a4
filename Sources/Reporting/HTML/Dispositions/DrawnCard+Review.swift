import Responses

extension DrawnCard {
    /// The item after its opening tag, with the disposition of its generation. A worker draws the card before the
    /// disposition is known; its place is the end of the summary.
    func html(with review: ReviewColumns?) -> HTML {
        guard let review, let end = html.endOfSummary else { return html }
        var item = HTML(drawn: Array(html.bytes[..<end]))
        item += review.badge
        item += HTML(drawn: Array(html.bytes[end...]))
        return item
    }
}

extension HTML {
    private static let end = Array("</summary>".utf8)

    /// The offset of the first end of a summary. An escaped text contains none.
    fileprivate var endOfSummary: Int? {
        var from = 0
        while let found = bytes[from...].firstIndex(of: UInt8(ascii: "<")) {
            if bytes[found...].starts(with: Self.end) { return found }
            from = found + 1
        }
        return nil
    }
}

extension ReviewColumns {
    /// The maximum number of names and decisions on a card.
    private static let namesShown = 5, reviewsShown = 5

    /// The disposition, what it comes from, and the notes of the reviewers.
    fileprivate var badge: HTML {
        let names = by.prefix(Self.namesShown).map { PageText.short($0) }
        let who = names.joined(separator: ", ") + (by.count > names.count ? " and others" : "")
        let reasons = reopenedBecause.map(\.words).joined(separator: "; ")
        let notes: [HTML] = reviews.suffix(Self.reviewsShown).map {
            "<br>\(line($0))"
        }
        return """
            <span class="dp"><b\(" class=\"due\"", if: disposition.needsAction)>\(disposition.words)</b>\
            \(" because \(reasons)", if: !reasons.isEmpty)\
            \(" by \(who)", if: reasons.isEmpty && !who.isEmpty)\
            \(" since \(PageText.short(since ?? ""))", if: since != nil && reasons.isEmpty)\
            \(" until \(PageText.short(until ?? ""))", if: until != nil)\
            <span class="rv">\(notes)</span></span>
            """
    }

    private func line(_ review: Review) -> HTML {
        let note = PageText.short(review.note ?? "")
        return """
            \(PageText.short(review.reviewer)) \(PageText.short(review.decision)) \(PageText.short(review.recordedAt))\
            \(": \(note)", if: !note.isEmpty)
            """
    }
}
