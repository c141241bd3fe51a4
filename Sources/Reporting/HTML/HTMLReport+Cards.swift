import Policies
import Utilities

extension Card {
    /// The item after its opening tag, which depends only on the card.
    var drawn: HTML {
        """
        \(relativeMargin.map(Self.number) ?? "-") \(created)" data-r="\(rules.map(Self.key), between: " ")">\
        <details><summary><b class="d \(decision.rawValue)">\(decision.rawValue)</b> \(headline) \
        <span class="sev">\(top?.severity.rawValue ?? "")</span> \
        <span class="i">\(identity) <bdi class="p">\(prompt)</bdi></span></summary>
        <div class="in">\(findings.map { "<p>\($0.line)</p>\n" })<p class="note">\(facts)
        \(note)</p>
        \(StripDrawing(strips).figure, if: !strips.isEmpty)</div></details></li>

        """
    }

    /// The margin with six decimals, for sorting.
    private static func number(_ margin: Double) -> String {
        PageText.number((margin * 1e6).rounded() / 1e6)
    }

    private static func key(_ rule: (id: String, relativeMargin: Double?)) -> HTML {
        "\(rule.id)=\(rule.relativeMargin.map(number) ?? "-")"
    }

    /// Why it is listed, on one line. The margin has its own element, which is never cut.
    private var headline: HTML {
        guard let top else {
            return
                "<span class=\"w\"><span class=\"h\">\(lacking.isEmpty ? "incomplete" : lacking)</span></span>"
        }
        let others = top.words.others
        let near: HTML =
            nearAbove.map { " <span class=\"dim\">also near \($0.words.rule) (\($0.severity.rawValue))</span>" }
            ?? ""
        return """
            <span class="w"><span class="h">\(top.words.rule): \(top.words.reading)</span>\
            \(" <b class=\"m\">\(top.words.margin)</b>", if: !top.words.margin.isEmpty)\
            \(" <span class=\"dim\">and \(others) more</span>", if: others > 0)\
            \(near)</span>
            """
    }

    private var identity: HTML {
        let name: HTML = "<code>\(id.isEmpty ? "without an id" : id)</code>"
        let revised: HTML = revision.map { " <span class=\"dim\">revision \($0)</span>" } ?? ""
        guard let link else { return "\(name)\(revised)" }
        return "<a href=\"\(link)\" rel=\"noreferrer\">\(name)</a>\(revised)"
    }

    private var facts: HTML {
        let parts = [task, user, model, created, source]
        return "\(texts: parts.filter { !$0.isEmpty }, between: " · ")"
    }

    /// Further facts about the generation.
    private var note: HTML {
        """
        \("and \(moreFindings.counted("more finding")); ", if: moreFindings > 0)\
        platform: \(texts: platform.isEmpty ? ["not flagged"] : platform, between: ", ")\
        \("; title: \(title)", if: !title.isEmpty)\
        \("; missing: \(texts: missing, between: ", ")", if: !missing.isEmpty)\
        \(" and \(moreMissing.grouped) more", if: moreMissing > 0)\
        \("; defects: \(texts: defects, between: ", ")", if: !defects.isEmpty)\
        \(" and \(moreDefects.grouped) more", if: moreDefects > 0)
        """
    }
}

extension CardFinding {
    /// `■ flagged by ip-likeness (high): legal.ip.score max 0.98 ≥ 0.9, margin +0.08, worst in frame 7 …`
    fileprivate var line: HTML {
        let sign: HTML = isNear ? "▲ near" : "■ flagged by"
        return """
            \(sign) \(words.rule) (\(severity.rawValue)): \(words.reading)\
            \(", margin \(words.margin)", if: !words.margin.isEmpty)\
            \(", and \(words.others.counted("more condition"))", if: words.others > 0)\
            \("; \(frames)", if: !frames.isEmpty)
            """
    }
}

/// One drawing of all strips, one below the other, with a line of text on each. Path data is in units of a cell's
/// width; cells are 1.1 high, and strips are 1.65 apart.
private struct StripDrawing {
    private let strips: [FrameStrip]
    private var outlines = HTML()
    /// The paths by shade, from 1; the first holds the cells without a sound frame.
    private var shades = [HTML](repeating: HTML(), count: FrameStrip.shadesFrom.count + 2)
    private var marks = HTML()

    init(_ strips: [FrameStrip]) {
        self.strips = strips
        for (row, strip) in strips.enumerated() where !strip.cells.isEmpty {
            let top = PageText.number(Double(row * 165) / 100)
            let mark = PageText.number(Double(row * 165 + 120) / 100)
            outlines += "M0 \(top)h\(strip.cells.count)v1.1H0z"
            let cell: HTML = ".06 \(top)h.88v1.1h-.88z", triangle: HTML = ".5 \(mark)l.45.44h-.9z"
            for (index, frame) in strip.cells.enumerated() {
                if frame.shade != 0 { shades[Int(frame.shade ?? 0)].append(move: index, cell) }
                if frame.verdict { marks.append(move: index, triangle) }
            }
        }
    }

    var figure: HTML {
        let width = strips.map(\.cells.count).max() ?? 0
        let height = PageText.number(Double(strips.count * 165) / 100)
        return """
            <figure><svg class="fs" viewBox="0 0 \(width) \(height)" height="\(strips.count * 18)" aria-hidden="true">\
            <path class="k" d="\(outlines)"/><path class="sx" d="\(shades[0])"/>\
            <path class="s1" d="\(shades[1])"/><path class="s2" d="\(shades[2])"/>\
            <path class="s3" d="\(shades[3])"/><path class="s4" d="\(shades[4])"/>\
            <path class="s5" d="\(shades[5])"/><path class="sv" d="\(marks)"/></svg>\
            <figcaption>\(strips.map(\.label), between: "\n")</figcaption></figure>
            """
    }
}

extension HTML {
    /// The path data that begins at `index`.
    fileprivate mutating func append(move index: Int, _ path: HTML) {
        append(markup: "M")
        append(number: index)
        append(path)
    }
}

extension FrameStrip {
    fileprivate var label: HTML {
        if frames == 0 { return "\(classifier): no frames" }
        let highest: HTML =
            highest.map { score, frame, label in
                "; highest \(PageText.number(score)) (frame \(frame)\(label.map { ", label \($0)" } ?? ""))"
            } ?? ""
        return """
            \(classifier): \(frames.counted("frame"))\(highest); verdict in \
            \(verdicts == 0 ? "none" : verdicts.grouped)\("; \(defective.grouped) unreadable", if: defective > 0)\
            \("; a cell is the highest of \(framesPerCell.counted("frame"))", if: framesPerCell > 1)
            """
    }
}
