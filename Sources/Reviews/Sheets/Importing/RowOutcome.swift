/// What becomes of a row of a sheet.
enum RowOutcome: Sendable {
    case blank
    case rejected(Rejection)
    case decided(RowDecision)
    /// It repeats the reviewer's last decision and note on the key.
    case unchanged
}

/// What a row decides.
struct RowDecision: Sendable, Equatable {
    /// The index of the subject.
    var subject: Int
    var decision: ReviewDecision
    var note: String

    /// Whether two rows on one subject say the same.
    func isSame(as other: RowDecision) -> Bool { decision == other.decision && note == other.note }
}

/// Finds the outcomes of the rows of all sheets of a command.
struct RowOutcomes {
    /// The outcomes of each sheet's rows, in order.
    private(set) var outcomes: [[RowOutcome]]
    private let matching: SheetMatching

    init(_ sheets: [Sheet], _ matching: SheetMatching) {
        self.matching = matching
        outcomes = sheets.map { sheet in sheet.rows.map { Self.outcome(of: $0, matching) } }
        rejectContradictions(sheets)
    }

    private static func outcome(of row: Sheet.Row, _ matching: SheetMatching) -> RowOutcome {
        if row.isBlank { return .blank }
        let isLabel = matching.key == .sample
        let decision = DecisionWord.decision(row.decision, isLabel: isLabel)
        var wordFault: Rejection?
        if row.decision.isEmpty {
            wordFault = Rejection(
                .decisionMissing, "the row has a note; write a decision too, or empty the note")
        } else if decision == nil {
            wordFault = Rejection(.unknownDecision, DecisionWord.hint(for: row.decision, isLabel: isLabel))
        }
        switch matching.subject(of: row) {
        case .failure(let rejected): return .rejected(rejected.rejection.adding(wordFault))
        case .success(let subject):
            if let wordFault { return .rejected(wordFault) }
            guard let decision else { return .blank }
            if decision == .dismissed, row.note.isEmpty, matching.subjects.subjects[subject].isCritical {
                return .rejected(
                    Rejection(.noteMissing, "a critical finding is dismissed; write why in review_note"))
            }
            return .decided(RowDecision(subject: subject, decision: decision, note: row.note))
        }
    }

    /// Rejects all rows on a subject if two of them say different things. Rows that repeat one are unchanged.
    private mutating func rejectContradictions(_ sheets: [Sheet]) {
        var first: [Int: (sheet: Int, row: Int, said: RowDecision)] = [:]
        var contradictions: [Int: String] = [:]
        forEachDecision { sheet, row, said in
            guard let earlier = first[said.subject] else {
                first[said.subject] = (sheet, row, said)
                return
            }
            if contradictions[said.subject] == nil, !said.isSame(as: earlier.said) {
                let places = [(earlier.sheet, earlier.row, earlier.said), (sheet, row, said)].map { place in
                    let name = sheets.count > 1 ? "\(sheets[place.0].name) " : ""
                    return "\(name)row \(sheets[place.0].rows[place.1].number) (\(place.2.decision.rawValue))"
                }
                let what =
                    said.decision == earlier.said.decision ? "have different notes" : "decide differently"
                contradictions[said.subject] = "\(places[0]) and \(places[1]) \(what); keep one"
            }
        }
        var repeats: [(sheet: Int, row: Int)] = [], rejected: [(sheet: Int, row: Int, hint: String)] = []
        forEachDecision { sheet, row, said in
            if let hint = contradictions[said.subject] {
                rejected.append((sheet, row, hint))
            } else if let place = first[said.subject], (place.sheet, place.row) != (sheet, row) {
                repeats.append((sheet, row))
            }
        }
        for place in repeats { outcomes[place.sheet][place.row] = .unchanged }
        for place in rejected {
            outcomes[place.sheet][place.row] = .rejected(Rejection(.contradiction, place.hint))
        }
    }

    private func forEachDecision(_ body: (_ sheet: Int, _ row: Int, _ said: RowDecision) -> Void) {
        for (sheet, rows) in outcomes.enumerated() {
            for (row, outcome) in rows.enumerated() {
                if case .decided(let said) = outcome { body(sheet, row, said) }
            }
        }
    }

    /// Marks decisions that repeat what the ledger has, by their places among `lines`.
    mutating func leaveOut(_ repeats: Set<Int>) {
        if repeats.isEmpty { return }
        var place = 0, rows: [(sheet: Int, row: Int)] = []
        forEachDecision { sheet, row, _ in
            if repeats.contains(place) { rows.append((sheet, row)) }
            place += 1
        }
        for place in rows { outcomes[place.sheet][place.row] = .unchanged }
    }

    /// The lines of the decisions that are not in the ledger, in the order of the sheets.
    func lines(
        of sheets: [Sheet], by reviewer: String, isFinal: Bool
    ) -> [LedgerLine] {
        var lines: [LedgerLine] = []
        forEachDecision { sheet, row, said in
            var line = matching.subjects.line(of: said.subject)
            line.reviewer = reviewer
            line.isFinal = isFinal
            line.decision = said.decision
            line.note = said.note.isEmpty ? nil : said.note
            line.sheet = ReviewedSheet(
                name: sheets[sheet].name, sha256: sheets[sheet].sha256, row: sheets[sheet].rows[row].number)
            lines.append(line)
        }
        return lines
    }
}
