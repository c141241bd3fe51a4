import Responses
import Utilities

/// One drawing of all strips, one below the other, with a line of text on each. Path data is in units of a cell's
/// width; cells are 1.1 high, and strips are 1.65 apart.
struct StripDrawing {
    let strips: [FrameStrip]

    func draw(on page: inout HTMLWriter) {
        var width = 0
        for strip in strips { width = max(width, strip.cells.count) }
        page.markup("<figure><svg class=\"fs\" viewBox=\"0 0 ")
        page.number(width)
        page.markup(" ")
        page.decimal(Self.top(of: strips.count))
        page.markup("\" height=\"")
        page.number(strips.count * 18)
        page.markup("\" aria-hidden=\"true\"><path class=\"k\" d=\"")
        drawOutlines(on: &page)
        page.markup("\"/><path class=\"sx\" d=\"")
        drawCells(of: nil, on: &page)
        page.markup("\"/><path class=\"s1\" d=\"")
        drawCells(of: 1, on: &page)
        page.markup("\"/><path class=\"s2\" d=\"")
        drawCells(of: 2, on: &page)
        page.markup("\"/><path class=\"s3\" d=\"")
        drawCells(of: 3, on: &page)
        page.markup("\"/><path class=\"s4\" d=\"")
        drawCells(of: 4, on: &page)
        page.markup("\"/><path class=\"s5\" d=\"")
        drawCells(of: 5, on: &page)
        page.markup("\"/><path class=\"sv\" d=\"")
        drawVerdicts(on: &page)
        page.markup("\"/></svg><figcaption>")
        page.text { writeLabels(to: &$0) }
        page.markup("</figcaption></figure>")
    }

    private func writeLabels(to lines: inout OutputBuffer) {
        for (row, strip) in strips.enumerated() {
            if row > 0 { lines.append(.lineFeed) }
            strip.writeLabel(to: &lines)
        }
    }

    /// The upper edge of a row.
    private static func top(of row: Int) -> Double { Double(row * 165) / 100 }

    private func drawOutlines(on page: inout HTMLWriter) {
        for (row, strip) in strips.enumerated() where !strip.cells.isEmpty {
            page.markup("M0 ")
            page.decimal(Self.top(of: row))
            page.markup("h")
            page.number(strip.cells.count)
            page.markup("v1.1H0z")
        }
    }

    /// Draws the cells of a shade; nil for those without a sound frame. Most strips have no shade but 0.
    private func drawCells(of shade: UInt8?, on page: inout HTMLWriter) {
        for (row, strip) in strips.enumerated() {
            guard shade.map({ $0 <= strip.darkest }) ?? (strip.defective > 0) else { continue }
            var cell = HTMLWriter(capacity: 32)
            cell.markup(".06 ")
            cell.decimal(Self.top(of: row))
            cell.markup("h.88v1.1h-.88z")
            for (column, frame) in strip.cells.enumerated() where frame.shade == shade {
                page.path(from: column, cell)
            }
        }
    }

    /// Draws a triangle below each cell with a verdict.
    private func drawVerdicts(on page: inout HTMLWriter) {
        for (row, strip) in strips.enumerated() where strip.verdicts > 0 {
            var triangle = HTMLWriter(capacity: 32)
            triangle.markup(".5 ")
            triangle.decimal(Double(row * 165 + 120) / 100)
            triangle.markup("l.45.44h-.9z")
            for (column, frame) in strip.cells.enumerated() where frame.verdict {
                page.path(from: column, triangle)
            }
        }
    }
}

extension HTMLWriter {
    /// Appends path data that begins in a column.
    fileprivate mutating func path(from column: Int, _ path: borrowing HTMLWriter) {
        markup("M")
        number(column)
        append(path)
    }
}

extension FrameStrip {
    /// `ip: 3 frames; highest 0.98 (frame 0, label 788); verdict in 1; 1 unreadable`.
    fileprivate func writeLabel(to line: inout OutputBuffer) {
        line.append(short: classifier)
        if frames == 0 { return line.append(": no frames") }
        line.append(": ")
        line.append(frames, "frame")
        if let highest {
            line.append("; highest ")
            line.append(decimal: highest.score)
            line.append(" (frame ")
            line.append(integer: Int64(highest.frame))
            if let label = highest.label {
                line.append(", label ")
                line.append(integer: label)
            }
            line.append(")")
        }
        line.append("; verdict in ")
        if verdicts == 0 { line.append("none") } else { line.append(grouped: verdicts) }
        if defective > 0 {
            line.append("; ")
            line.append(grouped: defective)
            line.append(" unreadable")
        }
        if framesPerCell > 1 {
            line.append("; a cell is the highest of ")
            line.append(framesPerCell, "frame")
        }
    }
}
