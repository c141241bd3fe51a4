internal import Responses
import Utilities

extension PolicyProse {
    /// A test as a clause: "the highest legal.ip.score of a generation's frames is ≥ 0.9, near when ≥ 0.75".
    static func phrase(of signals: [SignalPattern], _ test: Test) -> String {
        switch test {
        case .threshold(let threshold): phrase(of: signals, threshold)
        case .is(true):
            canBeSeries(signals) ? "\(any(signals)) is true in any frame" : "\(any(signals)) is true"
        case .is(false):
            canBeSeries(signals) ? "\(any(signals)) is true in no frame" : "\(any(signals)) is false"
        case .isIn(let texts): "\(any(signals)) is \(texts.count > 1 ? "one of " : "")\(list(texts))"
        case .notIn(let texts):
            "\(any(signals)) is \(texts.count > 1 ? "none of " : "other than ")\(list(texts))"
        }
    }

    private static func phrase(of signals: [SignalPattern], _ threshold: Threshold) -> String {
        let series = signals.filter { canBeSeries([$0]) }
        let numbers = signals.filter { !canBeSeries([$0]) }
        let subject: String
        switch (series.isEmpty, numbers.isEmpty) {
        case (true, _): subject = any(numbers)
        case (false, true): subject = phrase(of: threshold, frames: series)
        case (false, false): subject = "\(phrase(of: threshold, frames: series)), or \(any(numbers)),"
        }
        return "\(subject) is ≥ \(threshold.flagAt.shortest), \(near(threshold))"
    }

    /// The value that a statistic takes from series: "the highest legal.ip.score of a generation's frames".
    private static func phrase(of threshold: Threshold, frames series: [SignalPattern]) -> String {
        let shapes = series.flatMap { SignalShape.matching($0.text) }
        let areVerdicts = shapes.allSatisfy { $0.kind == .verdicts }
        let frames =
            areVerdicts ? "\(any(series)) true" : "\(any(series)) ≥ \((threshold.frameAt ?? 1).shortest)"
        return switch threshold.statistic {
        case .max:
            "the highest \(names(series)) of a generation's frames\(areVerdicts ? " (true counts as 1)" : "")"
        case .mean:
            "the mean of \(any(series)) over a generation's frames\(areVerdicts ? " (true counts as 1)" : "")"
        case .share: "the share of a generation's frames with \(frames)"
        case .run: "the longest unbroken run of frames with \(frames)"
        case .count: "the number of frames with \(frames)"
        }
    }

    private static func near(_ threshold: Threshold) -> String {
        threshold.nearAt < threshold.flagAt ? "near when ≥ \(threshold.nearAt.shortest)" : "never near"
    }

    private static func canBeSeries(_ signals: [SignalPattern]) -> Bool {
        signals.contains { SignalShape.matching($0.text).contains(where: \.isSeries) }
    }

    /// Signals as the subject of a clause, with "any of" if there may be several.
    private static func any(_ signals: [SignalPattern]) -> String {
        if signals.count > 1 { return "any of \(names(signals))" }
        return signals.allSatisfy(\.isExact) ? names(signals) : "any \(names(signals))"
    }

    private static func names(_ signals: [SignalPattern]) -> String {
        listed(signals.map(\.text)) + (signals.first.map(except) ?? "")
    }

    /// The exceptions of a condition's patterns, which are the same for each.
    static func except(_ signal: SignalPattern) -> String {
        signal.exceptions.isEmpty ? "" : " (except \(listed(signal.exceptions)))"
    }

    private static func listed(_ texts: [String]) -> String {
        let names = texts.map(\.visible)
        guard let last = names.last, names.count > 1 else { return names.joined() }
        return "\(names.dropLast().joined(separator: ", ")) or \(last)"
    }

    private static func list(_ texts: [String]) -> String {
        texts.map { "`\($0.visible)`" }.joined(separator: ", ")
    }
}
