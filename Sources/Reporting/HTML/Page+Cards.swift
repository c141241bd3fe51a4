import Policies

/// A generation at its place on the page.
struct PlacedCard: PageSource {
    let card: Card
    /// Its place in the input, and on the page from 0 on.
    let number: Int
    let index: Int

    func value(named name: String) -> Any? {
        switch name {
        case "n": "\(index + 1)"
        case "k": "\(number) \(card.margin.map(PageText.number) ?? "-") \(card.created)"
        case "r": card.findings.map(\.rule).joined(separator: " ")
        case "d": card.decision.rawValue
        case "s": card.lead?.severity ?? ""
        case "h": card.headline
        case "p": card.prompt
        case "f": "\(card.facts)\n\(card.note)"
        case "lines": card.findings.map(\.line)
        case "strips": card.strips.isEmpty ? [] : [StripDrawing(card.strips)]
        default: nil
        }
    }
}

extension Card.Finding {
    /// `■ flagged by ip-likeness (high): legal.ip.score 0.98 ≥ 0.9, margin +0.08 (max of 20 frames …)`
    fileprivate var line: String {
        var line = "\(band == Band.near.name ? "▲ near" : "■ flagged by") \(rule) (\(severity)): \(reading)"
        if !margin.isEmpty { line += ", margin \(margin)" }
        if !frames.isEmpty { line += " (\(frames))" }
        return line
    }
}

extension Card {
    /// What it is listed for, in a line.
    fileprivate var headline: String {
        guard let lead else { return "missing: \(missing.joined(separator: " "))" }
        let line = "\(lead.rule): \(lead.reading)\(lead.margin.isEmpty ? "" : " (\(lead.margin))")"
        return nearAbove.map { "\(line); near \($0.rule) (\($0.severity))" } ?? line
    }

    fileprivate var facts: String {
        let parts = [id.isEmpty ? "without an id" : id, task, user, model, created, source]
        return parts.filter { !$0.isEmpty }.joined(separator: " · ")
    }

    /// What else is to be said.
    fileprivate var note: String {
        var parts: [String] = []
        if moreFindings > 0 { parts.append("and \(moreFindings.counted("more finding"))") }
        parts.append("platform: \(platform.isEmpty ? "not flagged" : platform.joined(separator: ", "))")
        if !title.isEmpty { parts.append("title: \(title)") }
        if !missing.isEmpty {
            parts.append(
                "missing: \(missing.joined(separator: ", "))\(moreMissing > 0 ? " and \(moreMissing) more" : "")"
            )
        }
        if !defects.isEmpty {
            parts.append(
                "defects: \(defects.joined(separator: ", "))\(moreDefects > 0 ? " and \(moreDefects) more" : "")"
            )
        }
        return parts.joined(separator: "; ")
    }
}

/// One drawing of all strips under one another, and a line on each beside it. Path data in units of a cell's width;
/// cells are 1.1 high, 1.65 from one strip to the next.
private struct StripDrawing: PageSource {
    private let strips: [FrameStrip]
    private var outlines = ""
    /// By shade from 1 on; the first are the cells where no frame is sound.
    private var shades = [String](repeating: "", count: FrameStrip.shadesFrom.count + 2)
    private var marks = ""

    init(_ strips: [FrameStrip]) {
        self.strips = strips
        for (row, strip) in strips.enumerated() where !strip.cells.isEmpty {
            let top = PageText.number(Double(row * 165) / 100)
            let mark = PageText.number(Double(row * 165 + 120) / 100)
            outlines += "M0 \(top)h\(strip.cells.count)v1.1H0z"
            for (index, cell) in strip.cells.enumerated() {
                if cell.shade != 0 { shades[Int(cell.shade ?? 0)] += "M\(index).06 \(top)h.88v1.1h-.88z" }
                if cell.verdict { marks += "M\(index).5 \(mark)l.45.44h-.9z" }
            }
        }
    }

    func value(named name: String) -> Any? {
        switch name {
        case "box":
            "0 0 \(strips.map(\.cells.count).max() ?? 0) \(PageText.number(Double(strips.count * 165) / 100))"
        case "px": "\(strips.count * 18)"
        case "k": outlines
        case "x": shades[0]
        case "1": shades[1]
        case "2": shades[2]
        case "3": shades[3]
        case "4": shades[4]
        case "5": shades[5]
        case "v": marks
        case "t": strips.map(\.label).joined(separator: "\n")
        default: nil
        }
    }
}

extension FrameStrip {
    fileprivate var label: String {
        if frames == 0 { return "\(classifier): no frames" }
        var words = ["\(classifier): \(frames) frame\(frames == 1 ? "" : "s")"]
        if let highest {
            let label = highest.label.map { ", label \($0)" } ?? ""
            words.append("highest \(PageText.number(highest.score)) (frame \(highest.frame)\(label))")
        }
        words.append(verdicts == 0 ? "verdict in none" : "verdict in \(verdicts)")
        if defective > 0 { words.append("\(defective) unreadable") }
        if framesPerCell > 1 { words.append("a cell stands for \(framesPerCell) frames, by the highest") }
        return words.joined(separator: "; ")
    }
}
