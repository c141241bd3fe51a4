import Reviews

/// The lines of a ledger about one generation that count, and what they come to (CONTRACT section 16).
struct Answers {
    /// What reviewers say about a generation.
    enum Verdict: Equatable {
        case positive, negative
        /// All are unsure.
        case unsure
        /// They disagree.
        case conflict

        /// `violation`, `dismissed`, `unsure` or `conflict`.
        var word: String {
            switch self {
            case .positive: "violation"
            case .negative: "dismissed"
            case .unsure: "unsure"
            case .conflict: "conflict"
            }
        }
    }

    /// Of `lines` in the order of the ledger, those that count: after the last `reopen`, from the last `final` on, the last of
    /// each reviewer.
    static func counting(_ lines: [AnswerTable.Line]) -> [AnswerTable.Line] {
        var counting: [AnswerTable.Line] = []
        for line in lines {
            if line.decision == .reopen {
                counting.removeAll()
                continue
            }
            if line.isFinal { counting.removeAll() }
            counting.removeAll { $0.reviewer == line.reviewer }
            counting.append(line)
        }
        return counting
    }

    /// What counting lines come to; nil if none of them answers. `unsure` abstains, and so does `escalated`.
    static func verdict(_ counting: [AnswerTable.Line]) -> Verdict? {
        let isPositive = counting.contains { $0.decision == .violation }
        let isNegative = counting.contains { $0.decision == .dismissed }
        if isPositive && isNegative { return .conflict }
        if isPositive { return .positive }
        if isNegative { return .negative }
        return counting.contains { $0.decision == .unsure } ? .unsure : nil
    }
}
