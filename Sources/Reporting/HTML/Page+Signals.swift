import Glibc
import Policies
import Responses

/// How the signals' values lie.
extension HTMLReport {
    private static let signalsShown = 200
    private static let testsShown = 6

    var signalFields: PageFields {
        let named = summary.signals.sorted { $0.signal.utf8.lexicographicallyPrecedes($1.signal.utf8) }
        let uses = facts.policy?.uses(of: named.map(\.signal)) ?? named.map { _ in SignalUse() }
        let all = Array(zip(named, uses))
        let watched = all.filter { !$0.1.rules.isEmpty }, others = all.filter { $0.1.rules.isEmpty }
        let shown = watched.prefix(Self.signalsShown)
        let rest = others.prefix(Self.signalsShown - shown.count)
        let more = all.count - shown.count - rest.count
        return [
            "watched": shown.map { fields(of: $0, $1) }, "rest": rest.map { fields(of: $0, $1) },
            "hasOthers": !rest.isEmpty, "others": rest.count.grouped, "more": more > 0 ? [more.grouped] : [],
        ]
    }

    private func fields(of count: Summary.SignalCount, _ use: SignalUse) -> PageFields {
        let shape = facts.signals[ByteName(count.signal)]
        var words = ["present \(count.present.grouped)"]
        let hasValues = shape.map { $0.kind != .text } ?? false
        if hasValues { words.append("exactly zero \(count.zero.grouped)") }
        words.append("missing \(count.missing.grouped)")
        if let max = count.max { words.append("highest \(PageText.number(max))") }
        if let outside = shape?.histogram.outside, outside > 0 { words.append("not in 0…1 \(outside.grouped)") }
        let drawn = hasValues ? use.thresholds.filter { shape?.draws($0.threshold) == true } : []
        let tests = use.rules.map { rule in
            let thresholds = use.thresholds.filter { $0.rule == rule }.map {
                Self.words(of: $0.threshold, shape?.kind)
            }
            return ([PageText.short(rule)] + thresholds).joined(separator: " ")
        }
        let hidden = tests.count - Self.testsShown
        let bars = HistogramBars(
            histogram: shape?.histogram ?? Histogram(), zero: count.zero, missing: count.missing)
        return [
            "name": PageText.short(count.signal), "hasValues": hasValues,
            "label": "\(PageText.short(count.signal)): \(words.joined(separator: ", "))",
            "facts": words.joined(separator: " · "), "bars": bars.values, "zeroBar": bars.zero,
            "missingBar": bars.missing,
            "flagLines": HistogramBars.lines(drawn.map(\.threshold.flagAt)),
            "nearLines": HistogramBars.lines(
                drawn.filter { $0.threshold.nearAt < $0.threshold.flagAt }.map(\.threshold.nearAt)),
            "tests": Array(tests.prefix(Self.testsShown)) + (hidden > 0 ? ["and \(hidden) more rules"] : []),
        ]
    }

    private static func words(of threshold: Threshold, _ kind: SignalKind?) -> String {
        let isSeries = kind == .scores || kind == .verdicts
        let statistic = isSeries && threshold.statistic != .max ? "\(threshold.statistic.rawValue) " : ""
        let near = threshold.nearAt < threshold.flagAt ? ", near ≥ \(PageText.number(threshold.nearAt))" : ""
        return "\(statistic)≥ \(PageText.number(threshold.flagAt))\(near)"
    }
}

extension PageFacts.SignalDistribution {
    /// Only a threshold on the value that the histogram counts can be drawn into it.
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
            // Logarithmic: the few high values matter, and would not be seen beside the many low ones.
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

    /// Upright lines at values, each once.
    static func lines(_ values: [Double]) -> String {
        Set(values.filter { 0...1 ~= $0 }).sorted().map {
            "M\(PageText.number(((origin + width * $0) * 10).rounded() / 10)) 2V\(base)"
        }.joined()
    }
}
