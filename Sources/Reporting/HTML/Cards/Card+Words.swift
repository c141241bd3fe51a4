import Policies
import Responses

/// The lines of a card, not escaped.
extension Card {
    /// For an incomplete generation: `ip-likeness: legal.ip.score is missing`.
    func writeLacking(to line: inout OutputBuffer) {
        guard let (rule, signal) = row.lacking else { return line.append("incomplete") }
        line.append(short: rule.id)
        line.append(": ")
        line.append(short: signal)
        line.append(" is missing")
    }

    /// Task, user, model, time and place, without those that are unknown.
    func writeFacts(to line: inout OutputBuffer) {
        let generation = row.generation
        line.append(fact: generation.taskID)
        line.append(fact: generation.userID)
        line.append(fact: generation.model)
        switch generation.createdAt {
        case .text(let text):
            line.append(fact: text)
        case .epoch(let seconds):
            line.append(epoch: seconds)
            line.append(" · ")
        case nil:
            break
        }
        line.append(source)
    }

    /// Further facts about the generation.
    func writeNote(to line: inout OutputBuffer) {
        let more = row.judgement.findings.count - Self.findingsShown
        if more > 0 {
            line.append("and ")
            line.append(more, "more finding")
            line.append("; ")
        }
        line.append("platform: ")
        let start = line.count
        row.generation.writePlatformReasons(in: row.records, to: &line, between: ", ")
        if line.count == start { line.append("not flagged") }
        if let title = row.generation.title, !title.isEmpty {
            line.append("; title: ")
            line.append(short: title)
        }
        line.append("; missing: ", first: Self.missingShown, of: row.judgement.missing) { signal, line in
            line.append(short: row.name(of: signal))
        }
        let defects = row.records.defects[row.generation.defects]
        line.append("; defects: ", first: Self.defectsShown, of: defects) { defect, line in
            line.append(short: defect.reason)
            line.append(" (")
            line.append(PageText.ends(defect.pointer))
            line.append(")")
        }
    }
}

extension CardFinding {
    /// `■ flagged by ip-likeness (high): legal.ip.score max 0.98 ≥ 0.9, margin +0.08, worst in frame 7 …`
    func write(to line: inout OutputBuffer) {
        line.append(isNear ? "▲ near " : "■ flagged by ")
        line.append(words.rule)
        line.append(" (")
        line.append(severity.rawValue)
        line.append("): ")
        line.append(words.reading)
        if !words.margin.isEmpty {
            line.append(", margin ")
            line.append(words.margin)
        }
        if words.others > 0 {
            line.append(", and ")
            line.append(words.others, "more condition")
        }
        if let frames {
            line.append("; ")
            line.append(frames)
        }
    }
}

extension OutputBuffer {
    /// Appends a fact that others follow; nothing if it is unknown.
    fileprivate mutating func append(fact text: BorrowedText?) {
        guard let text, !text.isEmpty else { return }
        append(short: text)
        append(" · ")
    }

    /// `worst in frame 7 (label 12), 3 of 20 frames hit`.
    fileprivate mutating func append(_ frames: MatchedFrames) {
        append("worst in frame ")
        append(integer: Int64(frames.worst))
        if let label = frames.label {
            append(" (label ")
            append(integer: label)
            append(")")
        }
        append(", ")
        append(grouped: frames.hit)
        append(" of ")
        append(frames.total, "frame")
        append(" hit")
    }
}
