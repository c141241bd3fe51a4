extension PolicyReader {
    /// - Parameter signals: What is tested; nil where that is unknown, since it was refused.
    mutating func threshold(
        _ flagEntry: SyntaxNode.Entry, _ fields: SyntaxFields, _ signals: [WrittenSignal]?
    ) -> Threshold? {
        let shapes = signals?.flatMap(\.shapes) ?? []
        let statistic = statistic(fields, shapes)
        let isScore = statistic?.isPartOfOne == true && !shapes.isEmpty && shapes.allSatisfy(\.isWithinOne)
        let flagAt = level(flagEntry, isScore: isScore, statistic)
        let nearAt = nearLevel(fields, flagAt: flagAt, isScore: isScore, statistic)
        let frameAt = frameLevel(fields, statistic, shapes)
        guard let statistic, let flagAt, let nearAt else { return nil }
        return Threshold(statistic: statistic, flagAt: flagAt, nearAt: nearAt, frameAt: frameAt)
    }

    private mutating func statistic(_ fields: SyntaxFields, _ shapes: [SignalShape]) -> Statistic? {
        guard let entry = fields["statistic"] else { return fields.suggests("statistic") ? nil : .max }
        guard let statistic: Statistic = choice(entry) else { return nil }
        if statistic != .max, !shapes.isEmpty, !shapes.contains(where: \.isSeries) {
            diagnostics.refuse(
                entry.value.position, "`\(statistic)` is for series, and the signal is one number",
                mend: "remove `statistic`; the series are legal.*.score and legal.*.verdict")
            return nil
        }
        return statistic
    }

    private mutating func level(
        _ entry: SyntaxNode.Entry, isScore: Bool, _ statistic: Statistic?
    ) -> Double? {
        guard let level = number(entry) else { return nil }
        let name = entry.key.name
        guard level >= 0 else {
            diagnostics.refuse(entry.value.position, "`\(name)` is negative", mend: "no signal is ever below 0")
            return nil
        }
        guard !isScore || level <= 1 else {
            let subject = statistic == .share ? "shares" : "scores"
            let mend = Self.share(ofPercent: level).map { "; did you mean \($0)?" } ?? ""
            diagnostics.refuse(
                entry.value.position, "`\(name)` of \(level.shortest) is never reached",
                mend: "\(subject) run from 0 to 1\(mend)")
            return nil
        }
        return level
    }

    private mutating func nearLevel(
        _ fields: SyntaxFields, flagAt: Double?, isScore: Bool, _ statistic: Statistic?
    ) -> Double? {
        guard let entry = fields["near_at"] else {
            return flagAt.map { near == 1 ? $0 : min((near * $0).roundedTo15Digits, $0) }
        }
        guard let nearAt = level(entry, isScore: isScore, statistic), let flagAt else { return nil }
        guard nearAt <= flagAt else {
            diagnostics.refuse(
                entry.value.position, "`near_at` \(nearAt.shortest) is above `flag_at` \(flagAt.shortest)",
                mend: "near is what comes before flagged: `near_at` is at most `flag_at`")
            return nil
        }
        return nearAt
    }

    private mutating func frameLevel(
        _ fields: SyntaxFields, _ statistic: Statistic?, _ shapes: [SignalShape]
    ) -> Double? {
        guard let entry = fields["frame_at"] else {
            if let statistic, statistic.countsFrames, !fields.suggests("frame_at"),
                shapes.contains(where: \.isScoreSeries), let statisticEntry = fields["statistic"]
            {
                diagnostics.refuse(
                    statisticEntry.value.position, "`\(statistic)` of a score series needs `frame_at`",
                    mend: "add `frame_at`, the score from which on a frame counts")
            }
            return nil
        }
        guard let frameAt = number(entry) else { return nil }
        guard (0...1).contains(frameAt) else {
            let mend = Self.share(ofPercent: frameAt).map { "; did you mean \($0)?" } ?? ""
            diagnostics.refuse(
                entry.value.position, "`frame_at` of \(frameAt.shortest) is no score",
                mend: "scores run from 0 to 1\(mend)")
            return nil
        }
        if let statistic, !statistic.countsFrames {
            diagnostics.refuse(
                entry.key.position, "`frame_at` is not used by `\(statistic)`",
                mend: "add `statistic: share`, `run` or `count`, or remove `frame_at`")
        }
        return frameAt
    }
}

extension Statistic {
    /// Its value runs from 0 to 1 if the frames' values do.
    fileprivate var isPartOfOne: Bool {
        switch self {
        case .max, .mean, .share: true
        case .run, .count: false
        }
    }

    /// It is about frames at or above `frame_at`.
    var countsFrames: Bool {
        switch self {
        case .max, .mean: false
        case .share, .run, .count: true
        }
    }
}
