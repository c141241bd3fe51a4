extension PolicyReader {
    /// Checks a condition's threshold, if it has or needs one.
    mutating func threshold(_ fields: SyntaxFields, _ values: ConditionValues) -> Threshold? {
        guard fields["flag_at"] != nil || fields.suggests("flag_at") else { return nil }
        // If one of the signals is invalid, the kind of the test is unknown.
        let isKnown = values.signals.count == fields["signal"]?.value.items.count
        let shapes = isKnown ? values.signals.flatMap(\.shapes) : []
        let statistic =
            fields["statistic"] == nil && !fields.suggests("statistic") ? .max : values.statistic
        requiresSeries(fields, statistic, shapes)
        let isScore = statistic?.isPartOfOne == true && !shapes.isEmpty && shapes.allSatisfy(\.isWithinOne)
        let flagAt = reachable(values.flagAt, of: fields["flag_at"], isScore: isScore, statistic)
        let writtenNearAt = reachable(values.nearAt, of: fields["near_at"], isScore: isScore, statistic)
        let nearAt = nearLevel(fields, flagAt: flagAt, written: writtenNearAt)
        requiresFrameScore(fields, statistic, shapes)
        guard let statistic, let flagAt, let nearAt else { return nil }
        return Threshold(
            statistic: statistic, flagAt: flagAt, nearAt: nearAt, frameAt: values.frameAt,
            nearFactor: fields["near_at"] == nil ? near : nil)
    }

    private mutating func requiresSeries(
        _ fields: SyntaxFields, _ statistic: Statistic?, _ shapes: [SignalShape]
    ) {
        guard let entry = fields["statistic"], let statistic, statistic != .max else { return }
        if !shapes.isEmpty, !shapes.contains(where: \.isSeries) {
            diagnostics.refuse(
                entry.value.position, "`\(statistic)` is for series, and the signal is one number",
                fixIt: "remove `statistic`; the series are legal.*.score and legal.*.verdict")
        }
    }

    /// A value of `flag_at` or `near_at`.
    mutating func level(_ entry: SyntaxNode.Entry) -> Double? {
        guard let level = number(entry) else { return nil }
        guard level >= 0 else {
            diagnostics.refuse(
                entry.value.position, "`\(entry.key.name)` is negative", fixIt: "no signal is ever below 0")
            return nil
        }
        return level
    }

    private mutating func reachable(
        _ level: Double?, of entry: SyntaxNode.Entry?, isScore: Bool, _ statistic: Statistic?
    ) -> Double? {
        guard let level, let entry else { return nil }
        guard !isScore || level <= 1 else {
            let subject = statistic == .share ? "shares" : "scores"
            let fixIt = Self.share(ofPercent: level).map { "; did you mean \($0)?" } ?? ""
            diagnostics.refuse(
                entry.value.position, "`\(entry.key.name)` of \(level.shortest) is never reached",
                fixIt: "\(subject) run from 0 to 1\(fixIt)")
            return nil
        }
        return level
    }

    private mutating func nearLevel(
        _ fields: SyntaxFields, flagAt: Double?, written nearAt: Double?
    ) -> Double? {
        guard let entry = fields["near_at"] else {
            return flagAt.map { min(near.timesInDecimals($0), $0) }
        }
        guard let nearAt, let flagAt else { return nil }
        guard nearAt <= flagAt else {
            diagnostics.refuse(
                entry.value.position, "`near_at` \(nearAt.shortest) is above `flag_at` \(flagAt.shortest)",
                fixIt: "near is what comes before flagged: `near_at` is at most `flag_at`")
            return nil
        }
        return nearAt
    }

    /// A value of `frame_at`.
    mutating func frameScore(_ entry: SyntaxNode.Entry) -> Double? {
        guard let frameAt = number(entry) else { return nil }
        guard (0...1).contains(frameAt) else {
            let fixIt = Self.share(ofPercent: frameAt).map { "; did you mean \($0)?" } ?? ""
            diagnostics.refuse(
                entry.value.position, "`frame_at` of \(frameAt.shortest) is not a score",
                fixIt: "scores run from 0 to 1\(fixIt)")
            return nil
        }
        return frameAt
    }

    private mutating func requiresFrameScore(
        _ fields: SyntaxFields, _ statistic: Statistic?, _ shapes: [SignalShape]
    ) {
        guard let statistic else { return }
        if let entry = fields["frame_at"], !statistic.countsFrames {
            diagnostics.refuse(
                entry.key.position, "`frame_at` is not used by `\(statistic)`",
                fixIt: "add `statistic: share`, `run` or `count`, or remove `frame_at`")
        }
        if let entry = fields["statistic"], statistic.countsFrames, fields["frame_at"] == nil,
            !fields.suggests("frame_at"), shapes.contains(where: \.isScoreSeries)
        {
            diagnostics.refuse(
                entry.value.position, "`\(statistic)` of a score series needs `frame_at`",
                fixIt: "add `frame_at`, the score from which on a frame counts")
        }
    }
}

extension Statistic {
    /// Whether its value is in 0…1 if the frames' values are.
    fileprivate var isPartOfOne: Bool {
        switch self {
        case .max, .mean, .share: true
        case .run, .count: false
        }
    }

    /// Whether it counts frames at or above `frame_at`.
    var countsFrames: Bool {
        switch self {
        case .max, .mean: false
        case .share, .run, .count: true
        }
    }
}
