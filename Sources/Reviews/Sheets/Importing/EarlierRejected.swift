internal import Glibc
internal import Utilities

/// The file of rejected rows that an earlier import wrote to the place of a new one.
///
/// It may be replaced if nothing that was typed into it is lost: each generation has the rejected rows of the sheet, or rows
/// that the ledger has, or rows that cannot be recorded while the sheet decides.
struct EarlierRejected {
    let sheet: Sheet
    /// What an import of the file would do with its rows.
    var outcomes: RowOutcomes

    /// Reads the file at `path`; nil if there is none, or no sheet that can be read.
    static func read(_ path: String, key: SheetKey) -> Sheet? {
        guard let status = try? FileSystem.status(of: path), status.st_mode & S_IFMT == S_IFREG else {
            return nil
        }
        return try? Sheet(at: path, key: key)
    }

    static func refusal(_ path: String) -> ReviewError {
        .failed(
            "\(path.visible): holds decisions that are neither in the sheet nor in the ledger; import it, move it away, or "
                + "name another file with --rejected")
    }

    /// Whether nothing is lost when the rejected rows of `sheet` replace the file.
    func isKept(by sheet: Sheet, _ outcomes: [RowOutcome]) -> Bool {
        var rejected: [Place: [Typed: Int]] = [:], decided: [Place: Set<Typed>] = [:]
        for (row, outcome) in zip(sheet.rows, outcomes) {
            switch outcome {
            case .blank: continue
            case .rejected: rejected[Place(row), default: [:]][Typed(row), default: 0] += 1
            case .decided, .unchanged: decided[Place(row), default: []].insert(Typed(row))
            }
        }
        var earlier: [Place: [(typed: Typed, outcome: RowOutcome)]] = [:]
        for (row, outcome) in zip(self.sheet.rows, self.outcomes.outcomes[0]) where !row.isBlank {
            earlier[Place(row), default: []].append((Typed(row), outcome))
        }
        return earlier.allSatisfy { place, rows in
            let counts = Dictionary(rows.map { ($0.typed, 1) }, uniquingKeysWith: +)
            if counts == rejected[place] { return true }
            return rows.allSatisfy { row in
                switch row.outcome {
                case .blank, .unchanged: true
                case .rejected: rejected[place] == nil && decided[place] != nil
                case .decided: decided[place]?.contains(row.typed) ?? false
                }
            }
        }
    }

    /// The generation that a row names.
    private struct Place: Hashable {
        let key: String, id: String

        init(_ row: Sheet.Row) {
            key = row.key
            id = CellText.comparable(row.id)
        }
    }

    /// What a row has in its own cells, in the form in which the file shows them.
    private struct Typed: Hashable {
        let decision: String, note: String

        init(_ row: Sheet.Row) {
            decision = CellText.comparable(row.decision)
            note = CellText.comparable(row.note)
        }
    }
}
