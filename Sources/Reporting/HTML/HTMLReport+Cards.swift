import Policies

extension Card {
    /// The generation's item in the list: `index` is its place on the page, from 0 on, `number` that in the input.
    func item(number: Int, index: Int) -> HTML {
        "<li id=\"g\(index + 1)\" data-k=\"\(number) \(drawn)"
    }

    /// The item behind its two places, all of it made of the card alone: it can be drawn before they are known.
    var drawn: HTML {
        """
        \(margin.map(PageText.number) ?? "-") \(created)" data-r="\(texts: findings.map(\.rule), between: " ")">\
        <details><summary><b class="d \(decision.rawValue)">\(decision.rawValue)</b> \
        <span class="sev">\(lead?.severity ?? "")</span> <span class="h">\(headline)</span> \
        <bdi class="p">\(prompt)</bdi></summary>
        <div class="in">\(findings.map { "<p>\($0.line)</p>\n" })<p class="note">\(facts)
        \(note)</p>
        \(StripDrawing(strips).figure, if: !strips.isEmpty)</div></details></li>

        """
    }

    /// What it is listed for, in a line.
    private var headline: HTML {
        guard let lead else { return "missing: \(texts: missing, between: " ")" }
        let near: HTML = nearAbove.map { "; near \($0.rule) (\($0.severity))" } ?? ""
        return "\(lead.rule): \(lead.reading)\(" (\(lead.margin))", if: !lead.margin.isEmpty)\(near)"
    }

    private var facts: HTML {
        let parts = [id.isEmpty ? "without an id" : id, task, user, model, created, source]
        return "\(texts: parts.filter { !$0.isEmpty }, between: " · ")"
    }

    /// What else is to be said.
    private var note: HTML {
        """
        \("and \(moreFindings.counted("more finding")); ", if: moreFindings > 0)\
        platform: \(texts: platform.isEmpty ? ["not flagged"] : platform, between: ", ")\
        \("; title: \(title)", if: !title.isEmpty)\
        \("; missing: \(texts: missing, between: ", ")", if: !missing.isEmpty)\
        \(" and \(moreMissing) more", if: moreMissing > 0)\
        \("; defects: \(texts: defects, between: ", ")", if: !defects.isEmpty)\
        \(" and \(moreDefects) more", if: moreDefects > 0)
        """
    }
}

extension Card.Finding {
    /// `■ flagged by ip-likeness (high): legal.ip.score 0.98 ≥ 0.9, margin +0.08 (max of 20 frames …)`
    fileprivate var line: HTML {
        let sign: HTML = band == Band.near.name ? "▲ near" : "■ flagged by"
        return """
            \(sign) \(rule) (\(severity)): \(reading)\(", margin \(margin)", if: !margin.isEmpty)\
            \(" (\(frames))", if: !frames.isEmpty)
            """
    }
}

/// One drawing of all strips under one another, and a line on each beside it. Path data in units of a cell's width;
/// cells are 1.1 high, 1.65 from one strip to the next.
private struct StripDrawing {
    private let strips: [FrameStrip]
    private var outlines = HTML()
    /// By shade from 1 on; the first are the cells where no frame is sound.
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
    /// Path data that begins at `index`.
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
            \(classifier): \(frames) frame\("s", if: frames != 1)\(highest); verdict in \
            \(verdicts == 0 ? "none" : String(verdicts))\("; \(defective) unreadable", if: defective > 0)\
            \("; a cell stands for \(framesPerCell) frames, by the highest", if: framesPerCell > 1)
            """
    }
}
