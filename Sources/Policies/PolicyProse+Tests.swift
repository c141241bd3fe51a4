extension PolicyProse {
    /// A test as a clause: "the highest legal.ip.score of a generation's frames is ≥ 0.9, near when ≥ 0.75".
    static func phrase(of signals: [SignalPattern], _ test: Test) -> String {
        switch test {
        case .threshold(let threshold): phrase(of: signals, threshold)
        case .is(true): canBeSeries(signals) ? "\(any(signals)) is true in any frame" : "\(any(signals)) is true"
        case .is(false): canBeSeries(signals) ? "\(any(signals)) is true in no frame" : "\(any(signals)) is false"
        case .isIn(let texts): "\(any(signals)) is \(texts.count > 1 ? "one of " : "")\(list(texts))"
        case .notIn(let texts): "\(any(signals)) is \(texts.count > 1 ? "none of " : "other than ")\(list(texts))"
        }
    }

    private static func phrase(of signals: [SignalPattern], _ threshold: Threshold) -> String {
        let subject: String
        if canBeSeries(signals) {
            let frames =
                threshold.frameAt.map { "\(any(signals)) ≥ \($0.shortest)" } ?? "\(any(signals)) true"
            subject =
                switch threshold.statistic {
                case .max: "the highest \(names(signals)) of a generation's frames"
                case .mean: "the mean \(names(signals)) over a generation's frames"
                case .share: "the share of a generation's frames with \(frames)"
                case .run: "the longest unbroken run of frames with \(frames)"
                case .count: "the number of frames with \(frames)"
                }
        } else {
            subject = any(signals)
        }
        return "\(subject) is ≥ \(threshold.flagAt.shortest), \(near(threshold))"
    }

    private static func near(_ threshold: Threshold) -> String {
        threshold.nearAt < threshold.flagAt ? "near when ≥ \(threshold.nearAt.shortest)" : "never near"
    }

    private static func canBeSeries(_ signals: [SignalPattern]) -> Bool {
        signals.contains { SignalShape.matching($0.text).contains(where: \.isSeries) }
    }

    /// Signals as the subject of a clause: "any of" where there may be several.
    private static func any(_ signals: [SignalPattern]) -> String {
        if signals.count > 1 { return "any of \(names(signals))" }
        return signals.allSatisfy(\.isExact) ? names(signals) : "any \(names(signals))"
    }

    private static func names(_ signals: [SignalPattern]) -> String {
        let names = signals.map(\.text.visible)
        guard let last = names.last, names.count > 1 else { return names.joined() }
        return "\(names.dropLast().joined(separator: ", ")) or \(last)"
    }

    private static func list(_ texts: [String]) -> String {
        texts.map { "`\($0.visible)`" }.joined(separator: ", ")
    }
}
