import Policies
import Responses

/// Brief rows (CONTRACT section 6): they bound what a small answer takes of the report. They have the decision, the rules and
/// the place; long texts and lists are cut, and the object of `generations.json` holds only fields with a value.
extension ListedGeneration {
    /// Bytes that the full rows of a text of so many bytes may take. The others are brief.
    package static func room(textBytes: Int) -> Int { (4 << 20) + 8 * max(0, textBytes - (1 << 20)) }

    /// Bytes of a text in a brief row; a longer one is cut and ends in `…`.
    private static let longestText = 128
    /// Names that `missing_signals` of a brief row lists before `…`.
    private static let namesListed = 3
    private static let longestLink = 512

    /// About the bytes of its full rows in all files, by which the room of its text is counted.
    var fullSize: Int {
        let own = [generation.id, generation.taskID, generation.userID, generation.model, generation.prompt]
            .reduce(generation.createdAt?.size ?? 0) { $0 + ($1?.count ?? 0) }
        var size = 2 * (1000 + own + (generation.title?.count ?? 0) + (link?.utf8.count ?? 0))
        for missing in judgement.missing { size += 2 * (name(of: missing).utf8.count + 4) }
        for defect in records.defects[generation.defects] {
            size += 2 * (defect.pointer.utf8.count + defect.reason.utf8.count) + 40
        }
        size += judgement.findings.count * (700 + own)
        for matched in judgement.matched {
            size += 250 + signals[matched.signal.index].name.utf8.count + matched.value.size
        }
        return size
    }

    func shown(_ text: BorrowedText?) -> ShownText? { text.map { ShownText(text: $0, limit: textLimit) } }

    func shown(_ time: Timestamp?) -> ShownTime? { time.map { ShownTime(time: $0, limit: textLimit) } }

    func shown(_ name: String) -> String {
        isBrief && name.utf8.count > Self.longestText ? name.cut(to: Self.longestText) + "…" : name
    }

    private var textLimit: Int { isBrief ? Self.longestText : .max }

    /// A name of `missing_signals`, numbered from 1; nil where the row leaves it out.
    func shownName(of signal: MissingSignal, number: Int) -> String? {
        if !isBrief || number <= Self.namesListed { return name(of: signal) }
        return number == Self.namesListed + 1 ? "…" : nil
    }

    /// The defects; of a brief row, the first and the number of the others.
    var shownDefects: ArraySlice<Defect> {
        let defects = records.defects[generation.defects]
        guard isBrief, defects.count > 1 else { return defects }
        return defects.prefix(1) + [Defect(pointer: "…", reason: "\(defects.count - 1) more defects")]
    }

    var shownLink: String? { isBrief && (link?.utf8.count ?? 0) > Self.longestLink ? nil : link }
}

/// A text of a response in a row.
struct ShownText: ReportText {
    let text: BorrowedText
    /// Bytes; a longer text is cut behind the character at that place, and ends in `…`.
    let limit: Int

    func write(to buffer: inout OutputBuffer) {
        guard text.count > limit else { return text.write(to: &buffer) }
        text.cut(to: limit).write(to: &buffer)
        buffer.append("…")
    }
}

/// A time in a row.
struct ShownTime: ReportText {
    let time: Timestamp
    /// Of a text, as `ShownText.limit`.
    let limit: Int

    func write(to buffer: inout OutputBuffer) {
        if case .text(let text) = time {
            ShownText(text: text, limit: limit).write(to: &buffer)
        } else {
            time.write(to: &buffer)
        }
    }
}

extension Timestamp {
    fileprivate var size: Int {
        if case .text(let text) = self { text.count } else { 20 }
    }
}

extension MatchedValue {
    fileprivate var size: Int {
        if case .text(let text) = self { 2 * text.count } else { 0 }
    }
}

extension MatchedSignal {
    /// The same with a text that is cut.
    var brief: MatchedSignal {
        guard case .text(let text) = value else { return self }
        var brief = self
        brief.value = .text(text.cut(to: 128))
        return brief
    }
}

extension String {
    /// The first `limit` bytes, and up to three more to complete a character.
    fileprivate func cut(to limit: Int) -> String {
        var copy = self
        return copy.withBorrowedText { String($0.cut(to: limit)) }
    }
}
