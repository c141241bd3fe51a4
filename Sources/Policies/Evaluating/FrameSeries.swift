import Responses

/// The sampled frames of one classifier as one signal: a value per sound frame, nil per defective frame.
struct FrameSeries {
    let frames: [LegalFrame]
    let range: Range<Int>
    /// Whether the values are verdicts and not scores.
    let isVerdicts: Bool
    let background: BackgroundLabels

    /// A verdict is 0 or 1.
    @inline(__always)
    func value(of frame: LegalFrame) -> Double? {
        guard isVerdicts else { return frame.score(background: background) }
        return frame.sound.map { $0.verdict ? 1 : 0 }
    }

    /// The greatest value and the 0-based index of the first frame that has it; nil where no frame is sound.
    var greatest: (value: Double, frame: Int)? {
        var greatest = -1.0, found = -1
        for index in range {
            if let value = value(of: frames[index]), value > greatest {
                greatest = value
                found = index
            }
        }
        return found < 0 ? nil : (greatest, found - range.lowerBound)
    }

    /// The label of a frame, by its 0-based index.
    func label(of frame: Int) -> Int64? { frames[range.lowerBound + frame].label }

    /// The number of sound frames with a value of at least `threshold`.
    func count(from threshold: Double) -> Int {
        range.reduce(0) { count, index in
            value(of: frames[index]).map { $0 >= threshold } == true ? count + 1 : count
        }
    }

    /// The statistic over the sound frames; nil where no frame is sound.
    func value(of statistic: Statistic, frameAt: Double?) -> Double? {
        // A true verdict counts, whatever `frame_at` is.
        let threshold = isVerdicts ? 1 : frameAt ?? 1
        let sound = range.reduce(0) { frames[$1].isSound ? $0 + 1 : $0 }
        guard sound > 0 else { return nil }
        switch statistic {
        case .max: return greatest?.value
        case .count: return Double(count(from: threshold))
        case .run: return Double(longestRun(from: threshold))
        case .share: return Double(count(from: threshold)) / Double(sound)
        case .mean: return range.reduce(0) { $0 + (value(of: frames[$1]) ?? 0) } / Double(sound)
        }
    }

    /// A defective frame breaks a run.
    private func longestRun(from threshold: Double) -> Int {
        var longest = 0, current = 0
        for index in range {
            current = value(of: frames[index]).map { $0 >= threshold } == true ? current + 1 : 0
            longest = Swift.max(longest, current)
        }
        return longest
    }
}
