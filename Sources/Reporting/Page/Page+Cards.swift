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
        case "s": card.severity?.rawValue ?? ""
        case "h": card.headline
        case "p": card.prompt
        case "f": "\(card.facts)\n\(card.note)"
        case "lines": card.findings.map(\.line)
        case "strips": card.strips.isEmpty ? [] : [StripDrawing(strips: card.strips)]
        default: nil
        }
    }
}

extension Card.Finding {
    /// `■ flagged by ip-likeness (high): legal.ip.score 0.98 ≥ 0.9, margin +0.08 (max of 20 frames …)`
    fileprivate var line: String {
        var line = "\(band == Band.near.title ? "▲ near" : "■ flagged by") \(rule) (\(severity)): \(reading)"
        if !margin.isEmpty { line += ", margin \(margin)" }
        if !frames.isEmpty { line += " (\(frames))" }
        return line
    }
}

extension Card {
    /// What it is listed for, in a line.
    fileprivate var headline: String {
        guard let top = findings.first(where: { $0.severity == severity?.rawValue }) ?? findings.first else {
            return "missing: \(missing.joined(separator: " "))"
        }
        return "\(top.rule): \(top.reading)\(top.margin.isEmpty ? "" : " (\(top.margin))")"
    }

    fileprivate var facts: String {
        let parts = [id.isEmpty ? "without an id" : id, task, user, model, created, source]
        return parts.filter { !$0.isEmpty }.joined(separator: " · ")
    }

    /// What else is to be said.
    fileprivate var note: String {
        var parts: [String] = []
        if moreFindings > 0 { parts.append("and \(moreFindings) more findings") }
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
    let strips: [FrameStrip]

    func value(named name: String) -> Any? {
        switch name {
        case "box":
            "0 0 \(strips.map(\.cells.count).max() ?? 0) \(PageText.number(Double(strips.count * 165) / 100))"
        case "px": "\(strips.count * 18)"
        case "k": outlines
        case "shades": shades
        case "t": strips.map(\.label).joined(separator: "\n")
        default: nil
        }
    }

    private var outlines: String {
        strips.enumerated().map { row, strip in
            strip.cells.isEmpty ? "" : "M0 \(Self.top(of: row))h\(strip.cells.count)v1.1H0z"
        }.joined()
    }

    private var shades: [StripShade] {
        var shades: [String: String] = [:]
        for (row, strip) in strips.enumerated() {
            strip.draw(
                at: Self.top(of: row), marksAt: PageText.number(Double(row * 165 + 120) / 100), into: &shades)
        }
        return shades.sorted { $0.key < $1.key }.map { StripShade(name: $0.key, path: $0.value) }
    }

    private static func top(of row: Int) -> String { PageText.number(Double(row * 165) / 100) }
}

/// All cells of one shade.
private struct StripShade: PageSource {
    let name: String
    let path: String

    func value(named name: String) -> Any? {
        switch name {
        case "s": self.name
        case "d": path
        default: nil
        }
    }
}

extension FrameStrip {
    /// Adds the shaded cells to the paths of their shades, and the marks of true verdicts.
    fileprivate func draw(at top: String, marksAt mark: String, into shades: inout [String: String]) {
        for (index, cell) in cells.enumerated() {
            if cell.shade != 0 {
                shades[cell.shade.map { "\($0)" } ?? "x", default: ""] += "M\(index).06 \(top)h.88v1.1h-.88z"
            }
            if cell.verdict { shades["v", default: ""] += "M\(index).5 \(mark)l.45.44h-.9z" }
        }
    }

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
