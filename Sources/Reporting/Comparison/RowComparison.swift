import Policies
import Responses
import Utilities

/// Compares the current rows with the rows of the previous report, one at a time (CONTRACT section 13).
///
/// It runs after the rows of the report are final. Call `add` for each row in the order of the report, then `finish`.
struct RowComparison: ~Copyable {
    /// The columns of the comparison; nil for a row that is not compared.
    typealias Columns = (change: Change, firstListed: String)

    private(set) var changes = Summary.Changes()
    private var previous: PreviousReport
    private let facts: ReportFacts
    private let rules: RuleComparison
    private var reader = ListedRowReader()
    private var new: ChangedRows
    private var worse: ChangedRows
    private var changed: ChangedRows
    private var better: ChangedRows
    /// The keys of the cards on the page, which `news` links to.
    private let cards: Set<String>
    /// The sheet for rows of the previous report.
    private var sheet: CSVSheet

    /// Creates a comparison.
    /// - Parameters:
    ///   - facts: The facts of the current report.
    ///   - folder: The path of a folder for a file without a name.
    ///   - cards: The keys of the cards on the report's page.
    init(
        with previous: consuming PreviousReport, facts: ReportFacts, style: ReportStyle, folder: String,
        cards: Set<String> = []
    ) {
        self.facts = facts
        self.cards = cards
        rules = RuleComparison(previous.facts, facts)
        if let before = previous.facts {
            changes.previous = .init(
                manifestSHA256: previous.manifestSHA256, asOf: before.moment, policySHA256: before.policySHA256)
            changes.signalChanges = Summary.SignalChange.between(before, facts)
        }
        changes.listedBefore = previous.rows.count
        changes.editedFiles = previous.editedFiles
        new = ChangedRows(style: style, folder: folder)
        worse = ChangedRows(style: style, folder: folder)
        changed = ChangedRows(style: style, folder: folder)
        better = ChangedRows(style: style, folder: folder)
        sheet = CSVSheet(style: style)
        self.previous = previous
    }

    /// Compares the next row. Returns nil if it has no identity.
    /// - Parameter disposition: The row's disposition; nil without a ledger and waivers.
    mutating func add(_ row: ListedRow, _ disposition: Disposition?) throws(ReportError) -> Columns? {
        if disposition == .reopened { changes.reopened += 1 }
        let identity = row.identity(previous.rows.keying)
        guard identity != .none else {
            changes.unmatched += 1
            return nil
        }
        guard let index = previous.rows.match(identity, row.revision) else {
            let cause = self.cause(signals: nil, rules.isUnchanged(row, nil))
            try add(
                ChangedRow(
                    change: .new, cause: cause, now: row, was: nil, firstListed: facts.moment,
                    disposition: disposition))
            return (.new, facts.moment)
        }
        let firstListed = self.firstListed(index)
        if previous.rows.content(of: index) == row.content {
            changes.counts[.same, default: 0] += 1
            if row.decision == .flagged, disposition == .reopened { changes.flaggedNews += 1 }
            return (.same, firstListed)
        }
        let was = try previous.row(index, &reader)
        let change = Self.change(of: row, from: was)
        let isSameInput =
            if let after = row.signals, let before = was.signals { after == before } else { false }
        let cause = self.cause(signals: isSameInput, rules.isUnchanged(row, was))
        try add(
            ChangedRow(
                change: change, cause: cause, now: row, was: was, firstListed: firstListed,
                disposition: disposition))
        return (change, firstListed)
    }

    /// Writes the rows of `changes.csv` in their order.
    /// - Parameter hasInput: Whether the IDs of the input were marked, so that cleared generations are known.
    mutating func finish(
        hasInput: Bool, _ write: (borrowing CSVSheet) throws(ReportError) -> Void
    ) throws(ReportError) {
        try new.drain(write)
        try worse.drain(write)
        try changed.drain(write)
        try better.drain(write)
        for index in 0..<previous.rows.count {
            switch previous.rows.fate(of: index) {
            case .matched: changes.matchedBefore += 1
            case .unmatched: changes.unmatchedBefore += 1
            case .cleared, .notSeen: break
            }
        }
        try writeMissing(hasInput ? .cleared : .gone, hasInput ? [.cleared] : [.cleared, .notSeen], write)
        if hasInput { try writeMissing(.notSeen, [.notSeen], write) }
    }

    /// Writes the rows of the previous report that are not listed now.
    private mutating func writeMissing(
        _ change: Change, _ fates: Set<PreviousRows.Fate>,
        _ write: (borrowing CSVSheet) throws(ReportError) -> Void
    ) throws(ReportError) {
        for index in 0..<previous.rows.count where fates.contains(previous.rows.fate(of: index)) {
            if Interruption.isRequested { throw .stopped }
            let was = try previous.row(index, &reader)
            let cause = change == .notSeen ? .input : self.cause(signals: nil, rules.isUnchanged(nil, was))
            count(change, cause)
            ChangesTable.write(
                ChangedRow(
                    change: change, cause: cause, now: nil, was: was, firstListed: firstListed(index),
                    disposition: nil),
                to: &sheet)
            sheet.endRow()
            if sheet.count >= 1 << 18 { try flush(write) }
        }
        try flush(write)
    }

    private mutating func flush(
        _ write: (borrowing CSVSheet) throws(ReportError) -> Void
    ) throws(ReportError) {
        try write(sheet)
        sheet.removeAll()
    }

    /// The time at which a row of the previous report was first listed.
    private func firstListed(_ index: Int) -> String {
        let moment = previous.rows.firstListed(of: index)
        return moment.isEmpty ? previous.facts?.moment ?? "" : moment
    }

    private mutating func count(_ change: Change, _ cause: ChangeCause) {
        changes.counts[change, default: 0] += 1
        changes.causes[cause, default: 0] += 1
    }

    private mutating func add(_ row: ChangedRow) throws(ReportError) {
        count(row.change, row.cause)
        switch row.change {
        case .new: try new.add(row)
        case .worse: try worse.add(row)
        case .better: try better.add(row)
        default: try changed.add(row)
        }
        guard let now = row.now else { return }
        let isNew = row.change == .new || row.change == .worse
        if now.decision == .flagged, isNew || row.disposition == .reopened, row.needsAction {
            changes.flaggedNews += 1
        }
        if isNew, changes.news.count < Summary.News.limit, cards.contains(PageAnchor.key(of: now)) {
            changes.news.append(Summary.News(now, row.change, row.disposition))
        }
    }

    /// The change of a row that differs from the previous one.
    private static func change(of row: ListedRow, from was: ListedRow) -> Change {
        if row.rank != was.rank { return row.rank > was.rank ? .worse : .better }
        if !ChangedRow.rules(of: row, notIn: was).isEmpty { return .worse }
        return ChangedRow.rules(of: was, notIn: row).isEmpty ? .changed : .better
    }

    /// The cause of a change.
    /// - Parameter signals: Whether the signals are equal; nil if only one report lists the generation.
    private func cause(signals: Bool?, _ areRulesUnchanged: Bool) -> ChangeCause {
        guard previous.facts != nil else { return .unknown }
        return switch (signals, areRulesUnchanged) {
        case (true?, true): .unknown
        case (true?, false): .policy
        case (false?, true): .input
        case (false?, false): .both
        case (nil, true): .input
        case (nil, false): .unknown
        }
    }
}

extension Summary.News {
    fileprivate init(_ row: ListedRow, _ change: Change, _ disposition: Disposition?) {
        self.change = change
        self.disposition = disposition
        decision = row.decision
        id = PageText.short(row.generationID)
        source = row.source.map { PageText.place(ofSource: String($0)) } ?? ""
        why = PageText.short(row.why)
    }
}
