import Glibc
import Policies
import Responses
import Utilities

/// The section on the distribution of the signals' values.
extension HTMLReport {
    private static let signalsShown = 200
    private static let testsShown = 6

    var signalsSection: HTML {
        let named = summary.signals.sorted { $0.signal.utf8.lexicographicallyPrecedes($1.signal.utf8) }
        let uses = facts.policy?.uses(of: named.map(\.signal)) ?? named.map { _ in SignalUse() }
        let all = Array(zip(named, uses))
        let watched = all.filter { !$0.1.rules.isEmpty }, others = all.filter { $0.1.rules.isEmpty }
        let shown = watched.prefix(Self.signalsShown)
        let rest = others.prefix(Self.signalsShown - shown.count)
        let more = all.count - shown.count - rest.count
        let restDrawn: HTML = """
            <details><summary>\(rest.count.counted("signal")) that no rule looks at</summary>\
            <div class="grid">\(rest.map { figure(of: $0, $1) })</div></details>
            """
        return """
            <section id="signals" aria-labelledby="signals-h">
            <h2 id="signals-h">Signals</h2>
            <p class="legend">Generations by a signal’s value; a series counts by its greatest frame. Scores have twenty bins \
            from 0 to 1, heights logarithmic, and a bar each for <b>?</b> missing and <b>0</b> exactly zero; true and false, \
            and texts, have a bar by share. Lines: <b class="l-flag">▏flag_at</b>, <b class="l-near">┊near_at</b>.</p>
            <div class="grid">\(shown.map { figure(of: $0, $1) })</div>
            \(restDrawn, if: !rest.isEmpty)
            \("<p class=\"dim\">\(more.counted("more signal")) in <code>summary.json</code>.</p>", if: more > 0)
            </section>

            """
    }

    private func figure(of count: Summary.SignalCount, _ use: SignalUse) -> HTML {
        let shape = facts.signals[ByteName(count.signal)], name = PageText.short(count.signal)
        let words = words(of: count, shape)
        let label = "\(name): \(words.joined(separator: ", "))"
        return """
            <figure class="sig"><figcaption><code>\(name)</code></figcaption>\
            \(drawing(of: count, shape, use, label: label))\
            <p class="dim">\(words.joined(separator: " · "))</p>\
            \(tests(of: use, shape?.kind).map { "<p class=\"test\">\($0)</p>" })</figure>
            """
    }

    /// The counts of a signal that apply to its kind.
    private func words(of count: Summary.SignalCount, _ shape: PageFacts.SignalDistribution?) -> [String] {
        let missing = "missing \(count.missing.grouped)", others = count.present - count.zero
        switch shape?.kind {
        case .boolean: return ["true \(others.grouped)", "false \(count.zero.grouped)", missing]
        case .verdicts:
            return ["true in a frame \(others.grouped)", "true in none \(count.zero.grouped)", missing]
        case .text, nil: return ["present \(count.present.grouped)", missing]
        case .number, .scores:
            var words = ["present \(count.present.grouped)", "exactly zero \(count.zero.grouped)", missing]
            if let max = count.max { words.append("highest \(PageText.number(max))") }
            if let outside = shape?.histogram.outside, outside > 0 {
                words.append("not in 0…1 \(outside.grouped)")
            }
            return words
        }
    }

    private func drawing(
        of count: Summary.SignalCount, _ shape: PageFacts.SignalDistribution?, _ use: SignalUse, label: String
    ) -> HTML {
        switch shape?.kind {
        case .number, .scores: histogram(of: count, shape, use, label: label)
        case .boolean, .verdicts:
            shares(
                [("value", count.present - count.zero), ("zero", count.zero), ("missing", count.missing)], label
            )
        case .text, nil: shares([("present", count.present), ("missing", count.missing)], label)
        }
    }

    /// A bar of parts with widths in proportion to their shares; a part other than 0 is always visible.
    private func shares(_ parts: [(name: String, count: Int)], _ label: String) -> HTML {
        let sum = max(1, parts.reduce(0) { $0 + $1.count })
        var from = 0.0
        let paths = parts.filter { $0.count > 0 }.map { part -> HTML in
            let width = max(1.5, 254 * Double(part.count) / Double(sum)), start = from
            from += width
            return
                "<path class=\"b-\(part.name)\" d=\"M\(Self.tenths(start + 1)) 2h\(Self.tenths(width))v14H\(Self.tenths(start + 1))z\"/>"
        }
        return """
            <svg class="shares" viewBox="0 0 260 18" role="img" aria-label="\(label)">\(paths)</svg>
            """
    }

    private static func tenths(_ value: Double) -> String { PageText.number((value * 10).rounded() / 10) }

    private func histogram(
        of count: Summary.SignalCount, _ shape: PageFacts.SignalDistribution?, _ use: SignalUse, label: String
    ) -> HTML {
        let bars = HistogramBars(
            histogram: shape?.histogram ?? Histogram(), zero: count.zero, missing: count.missing)
        let drawn = use.thresholds.map(\.threshold).filter { shape?.draws($0) == true }
        let near = drawn.filter { $0.nearAt < $0.flagAt }
        return """
            <svg viewBox="0 0 268 72" role="img" aria-label="\(label)">\
            <path class="axis" d="M36 56.5h220M36 56v3M91 56v3M146 56v3M201 56v3M256 56v3"/>\
            <path class="b-missing" d="\(bars.missing)"/><path class="b-zero" d="\(bars.zero)"/>\
            <path class="b-value" d="\(bars.values)"/>\
            <path class="near-line" d="\(HistogramBars.lines(near.map(\.nearAt)))"/>\
            <path class="flag-line" d="\(HistogramBars.lines(drawn.map(\.flagAt)))"/>\
            <text x="6" y="68">?</text><text x="22" y="68">0</text><text x="91" y="68">.25</text>\
            <text x="146" y="68">.5</text><text x="201" y="68">.75</text><text x="256" y="68">1</text></svg>
            """
    }

    /// The first rules that read a signal, each with its thresholds.
    private func tests(of use: SignalUse, _ kind: SignalKind?) -> [String] {
        let tests = use.rules.map { rule in
            let thresholds = use.thresholds.filter { $0.rule == rule }.map {
                Self.words(of: $0.threshold, kind)
            }
            return ([PageText.short(rule)] + thresholds).joined(separator: " ")
        }
        let hidden = tests.count - Self.testsShown
        return Array(tests.prefix(Self.testsShown)) + (hidden > 0 ? ["and \(hidden.counted("more rule"))"] : [])
    }

    private static func words(of threshold: Threshold, _ kind: SignalKind?) -> String {
        let isSeries = kind == .scores || kind == .verdicts
        let statistic = isSeries && threshold.statistic != .max ? "\(threshold.statistic.rawValue) " : ""
        let near = threshold.nearAt < threshold.flagAt ? ", near ≥ \(PageText.number(threshold.nearAt))" : ""
        return "\(statistic)≥ \(PageText.number(threshold.flagAt))\(near)"
    }
}

extension PageFacts.SignalDistribution {
    /// Only thresholds on the value in the histogram can be drawn in it.
    func draws(_ threshold: Threshold) -> Bool { kind == .number || threshold.statistic == .max }
}

/// The bars of a histogram as SVG path data, in a box of 268 × 72: missing, zero, then 0 to 1 from 36 to 256.
private struct HistogramBars {
    let values: String
    let zero: String
    let missing: String

    private static let origin = 36.0
    private static let width = 220.0
    private static let base = 56

    init(histogram: Histogram, zero: Int, missing: Int) {
        let bins = histogram.bins
        let most = ([zero, missing, histogram.outside] + bins).max() ?? 0
        func bar(_ count: Int, at x: Int, width: Int) -> String {
            if count == 0 { return "" }
            // A logarithmic scale keeps the few high values visible beside the many low ones.
            let height = max(1, Int((50 * log1p(Double(count)) / log1p(Double(most))).rounded()))
            return "M\(x) \(Self.base)v-\(height)h\(width)v\(height)z"
        }
        let step = Int(Self.width) / Histogram.binCount
        values =
            bins.enumerated().map { bar($1, at: Int(Self.origin) + step * $0, width: step - 1) }.joined()
            + bar(histogram.outside, at: 259, width: 8)
        self.zero = bar(zero, at: 17, width: 10)
        self.missing = bar(missing, at: 1, width: 10)
    }

    /// Vertical lines at values, each once.
    static func lines(_ values: [Double]) -> String {
        Set(values.filter { 0...1 ~= $0 }).sorted().map {
            "M\(PageText.number(((origin + width * $0) * 10).rounded() / 10)) 2V\(base)"
        }.joined()
    }
}
