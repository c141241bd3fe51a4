/// What an import made of a sheet.
package struct SheetOutcome: Sendable, Equatable {
    /// The path of the sheet.
    package var path: String
    /// The number of rows behind the header.
    package var rows: Int
    /// The encoding of the sheet.
    package var encoding: SheetEncoding
    /// The byte between two cells.
    package var delimiter: UInt8
    /// The number of recorded rows by decision.
    package var recorded: [ReviewDecision: Int] = [:]
    /// Rows that repeat the reviewer's last decision and note on the key.
    package var unchanged = 0
    /// Rows without a decision and a note.
    package var blank = 0
    /// Rows that were rejected.
    package var rejected = 0
    /// The number of rejected rows by reason. A row can have several.
    package var reasons: [RejectionReason: Int] = [:]
    /// Words that are not a decision's own name: the first in the order of the sheet, each with the rows that it decides.
    package var words: [Word] = []
    /// The file with the rejected rows; nil if it was not written.
    package var rejectedFile: String?

    /// A word that was read as a decision.
    package struct Word: Sendable, Equatable {
        /// The cell.
        package var word: String
        /// The decision that it was read as.
        package var decision: ReviewDecision
        /// The number of rows with it.
        package var rows: Int
    }

    /// The number of recorded rows.
    package var allRecorded: Int { recorded.values.reduce(0, +) }

    /// Counts the outcomes of a sheet's rows.
    init(_ sheet: Sheet, _ outcomes: [RowOutcome], isLabel: Bool) {
        path = sheet.path
        rows = sheet.rows.count
        encoding = sheet.encoding
        delimiter = sheet.delimiter
        for (row, outcome) in zip(sheet.rows, outcomes) {
            switch outcome {
            case .blank: blank += 1
            case .unchanged: unchanged += 1
            case .decided(let said): recorded[said.decision, default: 0] += 1
            case .rejected(let rejection):
                rejected += 1
                for reason in Set(rejection.reasons) { reasons[reason, default: 0] += 1 }
                continue
            }
            if let decision = DecisionWord.decision(row.decision, isLabel: isLabel) {
                note(row.decision, decision)
            }
        }
    }

    private mutating func note(_ word: String, _ decision: ReviewDecision) {
        if DecisionWord.isName(word, of: decision) { return }
        if let place = words.firstIndex(where: { $0.word == word }) {
            words[place].rows += 1
        } else if words.count < Self.mostWords {
            words.append(Word(word: word, decision: decision, rows: 1))
        }
    }

    private static let mostWords = 20

    /// Whether every row has exactly one outcome.
    var addsUp: Bool { rows == allRecorded + unchanged + blank + rejected }
}
