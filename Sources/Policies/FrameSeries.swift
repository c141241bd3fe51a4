import Responses

/// The sampled frames of one classifier, seen as one signal: a value per sound frame, nil per defective one.
struct FrameSeries {
    let frames: ArraySlice<LegalFrame>
    let kind: SignalKind
    let background: BackgroundLabels

    /// A score is p, or 0 where the label is a background label and v is false (CONTRACT section 3); a verdict
    /// counts 0 or 1.
    @inline(__always)
    func value(of frame: LegalFrame) -> Double? {
        guard let label = frame.label, let probability = frame.probability, let verdict = frame.verdict else {
            return nil
        }
        if kind == .verdicts { return verdict ? 1 : 0 }
        return !verdict && background.contains(label) ? 0 : probability
    }

    /// The greatest value and the 0-based index of the first frame that has it; nil where no frame is sound.
    var greatest: (value: Double, frame: Int)? {
        var found: (value: Double, frame: Int)?
        for index in frames.indices {
            guard let value = value(of: frames[index]) else { continue }
            if let known = found?.value, value <= known { continue }
            found = (value, index - frames.startIndex)
        }
        return found
    }

    /// Sound frames with at least `threshold`.
    func count(from threshold: Double) -> Int {
        frames.reduce(0) { count, frame in value(of: frame).map { $0 >= threshold } == true ? count + 1 : count
        }
    }

    /// The statistic over the sound frames; nil where no frame is sound.
    func value(of statistic: Statistic, frameAt: Double?) -> Double? {
        // A verdict counts where it is true, whatever `frame_at` says.
        let threshold = kind == .verdicts ? 1 : frameAt ?? 1
        switch statistic {
        case .max: return greatest?.value
        case .count: return greatest.map { _ in Double(count(from: threshold)) }
        case .run: return greatest.map { _ in Double(longestRun(from: threshold)) }
        case .share:
            let sound = soundCount
            return sound == 0 ? nil : Double(count(from: threshold)) / Double(sound)
        case .mean:
            let sound = soundCount
            return sound == 0 ? nil : frames.reduce(0) { $0 + (value(of: $1) ?? 0) } / Double(sound)
        }
    }

    private var soundCount: Int { frames.reduce(0) { $1.isSound ? $0 + 1 : $0 } }

    /// A defective frame breaks a run.
    private func longestRun(from threshold: Double) -> Int {
        var longest = 0, current = 0
        for frame in frames {
            current = value(of: frame).map { $0 >= threshold } == true ? current + 1 : 0
            longest = Swift.max(longest, current)
        }
        return longest
    }
}
