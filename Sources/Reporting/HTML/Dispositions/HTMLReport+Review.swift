import Policies
import Utilities

/// The section on reviews and waivers, and what a card has of them.
extension HTMLReport {
    /// The maximum number of waivers in the section.
    private static let waiversShown = 100

    /// Empty without a ledger and waivers.
    var reviewSection: HTML {
        guard let review = summary.review else { return "" }
        return """
            <section id="review" aria-labelledby="review-h">
            <h2 id="review-h">Reviews and waivers</h2>
            <p>\(need(review)) <span class="dim">\(sources(review))</span></p>
            <div class="columns"><div class="scroll">\(dispositionTable(review))</div><div>\(reasons(review))\(waivers(review))</div></div>
            </section>

            """
    }

    private func need(_ review: Summary.Review) -> String {
        let count = [Decision.flagged, .near, .incomplete].reduce(0) { $0 + review.open($1) }
        return switch count {
        case 0: "No listed generation needs a reviewer."
        case 1: "1 listed generation needs a reviewer."
        default: "\(count.grouped) listed generations need a reviewer."
        }
    }

    private func sources(_ review: Summary.Review) -> String {
        let decisions = review.sources.decisions.map { "\($0.entries.counted("line")) of the ledger" }
        let waivers = review.sources.waivers.map { $0.entries.counted("waiver") }
        return [decisions, waivers].compactMap(\.self).joined(separator: ", ") + "."
    }

    private func dispositionTable(_ review: Summary.Review) -> HTML {
        let decisions = [Decision.flagged, .near, .incomplete]
        let shown = Disposition.allCases.filter { disposition in
            decisions.contains { review.count($0, disposition) > 0 }
        }
        let rows: [HTML] = shown.map { disposition in
            let cells: [HTML] = decisions.map { "<td>\(review.count($0, disposition).grouped)</td>" }
            let name: HTML = disposition.needsAction ? "<b>\(disposition.words)</b>" : "\(disposition.words)"
            return "<tr><th scope=\"row\">\(name)</th>\(cells)</tr>\n"
        }
        let heads: [HTML] = decisions.map { "<th scope=\"col\">\($0.rawValue)</th>" }
        return """
            <table class="two"><caption>Generations by disposition. Bold: a reviewer is needed.</caption>
            <thead><tr><th scope="col">disposition</th>\(heads)</tr></thead>
            <tbody>\(rows)</tbody></table>

            """
    }

    private func reasons(_ review: Summary.Review) -> HTML {
        let items: [HTML] = ReopenReason.allCases.compactMap { reason in
            let count = review.reopenedBecause[reason, default: 0]
            guard count > 0 else { return nil }
            return "<li><b>\(count.grouped)</b> \(reason.words)</li>\n"
        }
        if items.isEmpty { return "" }
        return "<div class=\"lists\"><h3>Reopened because</h3><ul>\(items)</ul></div>\n"
    }

    private func waivers(_ review: Summary.Review) -> HTML {
        let rows = review.waiverRows
        if rows.isEmpty { return "" }
        let items: [HTML] = rows.prefix(Self.waiversShown).map { row in
            """
            <li><code>\(PageText.short(row.id))</code> \(row.status.words), until \(PageText.short(row.expires))\
            \("; begins on \(PageText.short(row.begins ?? ""))", if: row.begins != nil): \
            \(row.findings.counted("finding")) of \(row.generations.counted("generation"))\
            \("; \(row.overCeiling.grouped) above the ceiling", if: row.overCeiling > 0) \
            <span class="p">\(PageText.short(row.reason))</span></li>

            """
        }
        let more = rows.count - items.count
        return """
            <div class="lists"><h3>Waivers <span class="dim">\(rows.count.grouped)</span></h3><ul>\(items)</ul>\
            \("<p class=\"dim\">\(more.grouped) more are in waivers.csv.</p>", if: more > 0)</div>

            """
    }
}

extension ReopenReason {
    /// The reason in a phrase.
    var words: String {
        switch self {
        case .expired: "the decision has expired"
        case .newRule: "a rule has a finding that the decision does not cover"
        case .meaning: "a rule asks something else"
        case .severity: "a rule has a higher severity"
        case .score: "a value is higher"
        case .label: "another label, signal or text decided"
        case .missing: "another signal is missing"
        case .waiverExpired: "the waiver has ended"
        case .waiverCeiling: "a value is above the ceiling of the waiver"
        }
    }
}

extension WaiverStatus {
    fileprivate var words: String {
        switch self {
        case .used: "used"
        case .expiresSoon: "ends soon"
        case .expired: "ended"
        case .unused: "unused"
        }
    }
}
