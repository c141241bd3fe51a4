internal import Reporting
internal import Responses
package import Utilities

/// Records the decisions of sheets in a ledger (CONTRACT section 15).
package struct SheetImport: Sendable {
    /// What the decisions are about.
    package enum Source: Sendable {
        /// The folder of a report.
        case report(String)
        /// The folder of a sample.
        case sample(String)

        fileprivate var key: SheetKey {
            switch self {
            case .report: .review
            case .sample: .sample
            }
        }
    }

    /// The paths of the sheets.
    package var sheets: [String]
    /// What the decisions are about.
    package var source: Source
    /// The folder of the ledger.
    package var ledger: String
    /// The name of the reviewer.
    package var reviewer: String
    /// Whether the decisions settle conflicts.
    package var isFinal = false
    /// The moment of the import.
    package var recordedAt: UTCTime
    /// Whether nothing is written.
    package var isDryRun = false
    /// The file for the rejected rows of one sheet; nil for a file beside each sheet.
    package var rejectedFile: String?

    /// Creates an import.
    package init(
        sheets: [String], source: Source, ledger: String, reviewer: String, recordedAt: UTCTime
    ) {
        self.sheets = sheets
        self.source = source
        self.ledger = ledger
        self.reviewer = reviewer
        self.recordedAt = recordedAt
    }

    /// The result of an import.
    package struct Result: Sendable, Equatable {
        /// What became of each sheet, in their order.
        package var sheets: [SheetOutcome]
        /// The file with the bytes of a torn last line that the ledger had; nil if it had none.
        package var tornPart: String?
    }

    /// Reads the sheets, matches them, and records what is new.
    ///
    /// The rejected rows are written before the ledger, so that an error means that nothing was recorded.
    /// - Parameter write: Writes a file of rejected rows.
    package func run(
        writing write: (_ path: String, _ bytes: [UInt8]) throws(ReviewError) -> Void
    ) throws(ReviewError) -> Result {
        var read: [Sheet] = []
        for path in sheets {
            do throws(SheetReadError) {
                read.append(try Sheet(at: path, key: source.key))
            } catch {
                throw ReviewError(error)
            }
            if Interruption.isRequested { throw ReviewError(ReportError.stopped) }
        }
        let earlier = read.map {
            isDryRun ? nil : EarlierRejected.read(rejectedFile(of: $0), key: source.key)
        }
        let matching = SheetMatching(
            subjects: try subjects(WantedRows(read + earlier.compactMap(\.self))), key: source.key)
        for sheet in read {
            do throws(SheetFault) {
                try matching.requireWholeRows(of: sheet)
            } catch {
                throw ReviewError(SheetReadError.refused(path: sheet.path, error))
            }
        }
        var outcomes = RowOutcomes(read, matching)
        let replaced = earlier.map {
            $0.map { EarlierRejected(sheet: $0, outcomes: RowOutcomes([$0], matching)) }
        }
        return try record(&outcomes, of: read, replacing: replaced, writing: write)
    }

    /// The file for the rejected rows of a sheet.
    private func rejectedFile(of sheet: Sheet) -> String {
        rejectedFile ?? RejectedSheet.path(for: sheet.path)
    }

    private func subjects(_ wanted: WantedRows) throws(ReviewError) -> ReviewSubjects {
        switch source {
        case .report(let path): try ReportRows(at: path).subjects(wanted, at: recordedAt)
        case .sample(let path): try SampleRows(at: path).subjects(wanted, at: recordedAt)
        }
    }

    private func record(
        _ outcomes: inout RowOutcomes, of sheets: [Sheet], replacing earlier: [EarlierRejected?],
        writing write: (String, [UInt8]) throws(ReviewError) -> Void
    ) throws(ReviewError) -> Result {
        if isDryRun {
            try ReviewError.ledger { () throws(ReportError) in try leaveOutRepeats(&outcomes, of: sheets) }
            return Result(sheets: try counts(outcomes, of: sheets), tornPart: nil)
        }
        let done = try ReviewError.ledger { () throws(ReportError) in
            try add(&outcomes, of: sheets, replacing: earlier, writing: write)
        }
        return try done.get()
    }

    /// Adds the new lines to the ledger. Nothing is added if the rejected rows cannot be written.
    private func add(
        _ outcomes: inout RowOutcomes, of sheets: [Sheet], replacing earlier: [EarlierRejected?],
        writing write: (String, [UInt8]) throws(ReviewError) -> Void
    ) throws(ReportError) -> Swift.Result<Result, ReviewError> {
        var writer = try LedgerWriter(in: ledger)
        let lines = try newLines(&outcomes, of: sheets, &writer), torn = writer.tornPart
        let lost = try lostFile(outcomes, of: sheets, replacing: earlier, &writer)
        if let lost { return .failure(EarlierRejected.refusal(lost)) }
        let counted: [SheetOutcome]
        do throws(ReviewError) {
            counted = try writeRejected(outcomes, of: sheets, writing: write)
        } catch {
            return .failure(error)
        }
        for line in lines { try writer.append(line) }
        try writer.finish()
        return .success(Result(sheets: counted, tornPart: torn))
    }

    /// The first file with rejected rows of an earlier import that would be lost; nil if none would be.
    private func lostFile(
        _ outcomes: RowOutcomes, of sheets: [Sheet], replacing earlier: [EarlierRejected?],
        _ ledger: inout LedgerWriter
    ) throws(ReportError) -> String? {
        for (place, sheet) in sheets.enumerated() {
            let own = outcomes.outcomes[place]
            guard own.contains(where: { if case .rejected = $0 { true } else { false } }) else { continue }
            let path = rejectedFile(of: sheet)
            guard var file = earlier[place] else {
                if Sheet.isFilledIn(path) { return path }
                continue
            }
            _ = try newLines(&file.outcomes, of: [file.sheet], &ledger)
            if !file.isKept(by: sheet, own) { return path }
        }
        return nil
    }

    /// The lines that repeat no line of the ledger. Their rows are marked as unchanged.
    private func newLines(
        _ outcomes: inout RowOutcomes, of sheets: [Sheet], _ ledger: inout LedgerWriter
    ) throws(ReportError) -> [LedgerLine] {
        var lines: [LedgerLine] = [], repeats: Set<Int> = []
        for (place, line) in outcomes.lines(of: sheets, by: reviewer, isFinal: isFinal).enumerated() {
            let id = Array(line.generationID.utf8)
            let recorded = try id.withBorrowedText(ofFirst: id.count) { text throws(ReportError) in
                try ledger.lines(of: text)
            }
            if line.isRecorded(in: recorded) { repeats.insert(place) } else { lines.append(line) }
        }
        outcomes.leaveOut(repeats)
        return lines
    }

    /// Writes the rejected rows of each sheet.
    /// - Returns: What became of the sheets.
    private func writeRejected(
        _ outcomes: RowOutcomes, of sheets: [Sheet],
        writing write: (String, [UInt8]) throws(ReviewError) -> Void
    ) throws(ReviewError) -> [SheetOutcome] {
        var counted = try counts(outcomes, of: sheets)
        for place in counted.indices where counted[place].rejected > 0 {
            let path = rejectedFile(of: sheets[place])
            try write(
                path, RejectedSheet.bytes(of: sheets[place], outcomes.outcomes[place], key: source.key))
            counted[place].rejectedFile = path
        }
        return counted
    }

    /// Compares with the ledger without changing anything. A ledger that is not there yet is empty.
    private func leaveOutRepeats(_ outcomes: inout RowOutcomes, of sheets: [Sheet]) throws(ReportError) {
        guard FileSystem.exists(ledger) else { return }
        let ledger = try Ledger(in: ledger)
        var repeats: Set<Int> = [], reader = LedgerLineReader()
        for (place, line) in outcomes.lines(of: sheets, by: reviewer, isFinal: isFinal).enumerated() {
            let id = Array(line.generationID.utf8)
            let recorded = try id.withBorrowedText(ofFirst: id.count) { text throws(ReportError) in
                try ledger.lines(of: text, &reader)
            }
            if line.isRecorded(in: recorded) { repeats.insert(place) }
        }
        outcomes.leaveOut(repeats)
    }

    private func counts(_ outcomes: RowOutcomes, of sheets: [Sheet]) throws(ReviewError) -> [SheetOutcome] {
        let counts = zip(sheets, outcomes.outcomes).map {
            SheetOutcome($0, $1, isLabel: source.key == .sample)
        }
        if let wrong = counts.first(where: { !$0.addsUp }) {
            throw .failed("the rows of \(wrong.path.visible) do not add up, so nothing is recorded")
        }
        return counts
    }
}
