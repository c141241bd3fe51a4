import Policies
import Responses
import Utilities

extension Card {
    /// Draws the item after its opening tag, which depends only on the card.
    func draw(on page: inout HTMLWriter) {
        drawKeys(on: &page)
        page.markup("<details><summary>")
        drawHeadline(on: &page)
        page.markup("<span class=\"i\">")
        drawIdentity(on: &page)
        page.markup(" <bdi class=\"p\">")
        page.text { $0.append(long: row.generation.prompt) }
        page.markup("</bdi></span></summary>\n<div class=\"in\">")
        for finding in findings.prefix(Self.findingsShown) {
            page.markup("<p>")
            page.text { finding.write(to: &$0) }
            page.markup("</p>\n")
        }
        page.markup("<p class=\"note\">")
        page.text {
            writeFacts(to: &$0)
            $0.append(.lineFeed)
            writeNote(to: &$0)
        }
        page.markup("</p>\n")
        drawStrips(on: &page)
        page.markup("</div></details></li>\n")
    }

    /// Draws the end of the opening tag: what the page's script sorts and filters by.
    private func drawKeys(on page: inout HTMLWriter) {
        page.draw(relativeMargin: top?.relativeMargin)
        page.markup(" ")
        page.text { $0.append(moment: row.generation.createdAt) }
        page.markup("\" data-r=\"")
        for (index, finding) in findings.enumerated() {
            if index > 0 { page.markup(" ") }
            page.text(finding.words.rule)
            page.markup("=")
            page.draw(relativeMargin: finding.relativeMargin)
        }
        page.markup("\">")
    }

    /// Draws the decision, why it is listed, and the severity, on one line. The margin has its own element, which is
    /// never cut.
    private func drawHeadline(on page: inout HTMLWriter) {
        let decision = row.judgement.decision.rawValue
        page.markup("<b class=\"d ")
        page.text(decision)
        page.markup("\">")
        page.text(decision)
        page.markup("</b> <span class=\"w\"><span class=\"h\">")
        if let top {
            page.text {
                $0.append(top.words.rule)
                $0.append(": ")
                $0.append(top.words.reading)
            }
            page.markup("</span>")
            drawMargin(of: top.words, on: &page)
        } else {
            page.text { writeLacking(to: &$0) }
            page.markup("</span>")
        }
        page.markup("</span> <span class=\"sev\">")
        page.text(top?.severity.rawValue ?? "")
        page.markup("</span> ")
    }

    /// Draws the margin of the deciding finding, and the findings and conditions beside it.
    private func drawMargin(of words: FindingWords, on page: inout HTMLWriter) {
        if !words.margin.isEmpty {
            page.markup(" <b class=\"m\">")
            page.text(words.margin)
            page.markup("</b>")
        }
        if words.others > 0 {
            page.markup(" <span class=\"dim\">and ")
            page.number(words.others)
            page.markup(" more</span>")
        }
        if let nearAbove {
            page.markup(" <span class=\"dim\">also near ")
            page.text(nearAbove.words.rule)
            page.markup(" (")
            page.text(nearAbove.severity.rawValue)
            page.markup(")</span>")
        }
    }

    private func drawIdentity(on page: inout HTMLWriter) {
        if let link = row.link {
            page.markup("<a href=\"")
            page.text(link)
            page.markup("\" rel=\"noreferrer\">")
        }
        page.markup("<code>")
        if let id = row.generation.id, !id.isEmpty {
            page.text { $0.append(short: id) }
        } else {
            page.markup("without an id")
        }
        page.markup(row.link == nil ? "</code>" : "</code></a>")
        if let revision = row.revision {
            page.markup(" <span class=\"dim\">revision ")
            page.number(revision)
            page.markup("</span>")
        }
    }

    private func drawStrips(on page: inout HTMLWriter) {
        let series = row.records.legalSeries[row.generation.legalSeries].prefix(Self.stripsShown)
        if series.isEmpty { return }
        let frames = row.records.frames, policy = row.policy
        let strips = series.map { FrameStrip($0, frames, policy) }
        StripDrawing(strips: strips).draw(on: &page)
    }
}

extension HTMLWriter {
    /// Appends a margin with six decimals, for sorting.
    fileprivate mutating func draw(relativeMargin margin: Double?) {
        if let margin { decimal((margin * 1e6).rounded() / 1e6) } else { markup("-") }
    }
}
