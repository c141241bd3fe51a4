import Statistics

/// The geometry of a curve over thresholds, in a box of 360 × 190.
struct TuningChart {
    private let thresholds: [Double]
    private let flagAt: Double
    private let nearAt: Double?

    private static let left = 44.0, right = 350.0, top = 12.0, bottom = 160.0

    /// - Parameters:
    ///   - thresholds: The thresholds of the points, ascending; at least one.
    ///   - nearAt: Nil if it is not drawn.
    init(_ thresholds: [Double], flagAt: Double, nearAt: Double?) {
        self.thresholds = thresholds
        self.flagAt = flagAt
        self.nearAt = nearAt
    }

    /// The axes with their ends.
    func frame(top: String, middle: String) -> HTML {
        let low = PageText.number(thresholds[0]), high = PageText.number(thresholds[thresholds.count - 1])
        return """
            <path class="axis" d="M44 12V160H350"/><path class="c-grid" d="M44 12H350M44 86H350"/>\
            <text class="c-y" x="40" y="16">\(top)</text><text class="c-y" x="40" y="90">\(middle)</text>\
            <text class="c-y" x="40" y="164">0</text>\
            <text class="c-x" x="44" y="176">\(low)</text><text class="c-y" x="356" y="176">\(high)</text>
            """
    }

    /// The lines of today's thresholds.
    var today: HTML {
        let flag = number(x(flagAt)), label = PageText.number(flagAt)
        let near = nearAt.map { "M\(number(x($0))) 12V160" } ?? ""
        return """
            <path class="near-line" d="\(near)"/><path class="flag-line" d="M\(flag) 12V160"/>\
            <text class="c-x c-now" x="\(flag)" y="187">\(label)</text>
            """
    }

    /// A line through the points that have a height, 0…1; the others interrupt it.
    func line(_ heights: [Double?]) -> String {
        runs(heights).map { run in
            let points = run.map { "\(number(x(thresholds[$0.index]))) \(number(y($0.value)))" }
            // A single point is a dot: the ends of the line are round.
            return "M\(points[0])" + (points.count == 1 ? "h0" : points.dropFirst().map { "L\($0)" }.joined())
        }.joined()
    }

    /// The area between the limits of the points that have an estimate.
    func band(_ estimates: [Estimate?]) -> String {
        runs(estimates).filter { $0.count > 1 }.map { run in
            let upper = run.map { "\(number(x(thresholds[$0.index]))) \(number(y($0.value.high)))" }
            let lower = run.reversed().map { "\(number(x(thresholds[$0.index]))) \(number(y($0.value.low)))" }
            return "M" + (upper + lower).joined(separator: "L") + "Z"
        }.joined()
    }

    /// The points with a value, in runs without a gap.
    private func runs<Value>(_ values: [Value?]) -> [[(index: Int, value: Value)]] {
        var runs: [[(index: Int, value: Value)]] = [], isOpen = false
        for (index, value) in values.enumerated() {
            guard let value else {
                isOpen = false
                continue
            }
            if !isOpen { runs.append([]) }
            runs[runs.count - 1].append((index, value))
            isOpen = true
        }
        return runs
    }

    private func x(_ threshold: Double) -> Double {
        let low = thresholds[0], high = thresholds[thresholds.count - 1]
        let share = high > low ? (threshold - low) / (high - low) : 0.5
        return Self.left + (Self.right - Self.left) * min(1, max(0, share))
    }

    private func y(_ share: Double) -> Double { Self.bottom - (Self.bottom - Self.top) * min(1, max(0, share)) }

    private func number(_ value: Double) -> String { PageText.number((value * 10).rounded() / 10) }
}
