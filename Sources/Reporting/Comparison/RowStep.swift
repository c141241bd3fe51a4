import Policies
import Responses

/// The columns of a listed generation that only the whole run knows.
struct RowColumns {
    /// Nil without a comparison, and without an identity.
    var change: RowComparison.Columns?
    /// Nil without a ledger and waivers.
    var review: ReviewColumns?
    /// The decisions that count; nil without a ledger.
    var reviews: [ReviewColumns.Review]?

    var isEmpty: Bool { change == nil && review == nil }

    /// The ID of the waiver that applies to a finding; nil if there is none.
    func waiver(ofFinding index: Int) -> String? {
        guard let waivers = review?.waivers, index < waivers.count else { return nil }
        return waivers[index]
    }
}

/// The work of the last step on each listed generation, in the order of the report: it compares the generation with the
/// previous report, looks up its disposition, counts, and lists it in `changes.csv` and `restricted.csv`.
struct RowStep: ~Copyable {
    /// Nil without a comparison.
    var comparison: RowComparison?
    private var dispositions: (any DispositionSource)?
    private let rules: RuleIndex
    /// Nil without a ledger and waivers.
    private(set) var review: Summary.Review?
    /// Rows of `restricted.csv`.
    private(set) var restricted: CSVSheet
    /// The dispositions of the generations that the page shows.
    private(set) var cards: CardDispositions

    init(
        _ comparison: consuming RowComparison?, _ step: LastStep, style: ReportStyle, cards: CardDispositions
    ) {
        self.comparison = comparison
        dispositions = step.dispositions
        rules = RuleIndex(step.policy)
        review = step.dispositions.map { Summary.Review($0.sources) }
        restricted = CSVSheet(style: style)
        self.cards = cards
    }

    /// The columns of the next row.
    mutating func columns(of row: ListedRow) throws(ReportError) -> RowColumns {
        var columns = RowColumns()
        if dispositions != nil || rules.hasRestricted {
            let generation = rules.generation(row)
            columns.review = try dispositions?.columns(of: generation)
            list(generation, row, columns.review?.disposition)
        }
        if let found = columns.review {
            review?.add(found, row.decision, row.severity)
            cards.add(found, of: row)
            if review?.sources.decisions != nil { columns.reviews = found.reviews }
        }
        columns.change = try comparison?.add(row, columns.review?.disposition)
        return columns
    }

    /// Adds the rows of `restricted.csv`.
    private mutating func list(
        _ generation: ReviewedGeneration, _ row: ListedRow, _ disposition: Disposition?
    ) {
        for finding in generation.findings where rules.isRestricted(finding.rule) {
            RestrictedTable.write(
                RestrictedRow(
                    rule: rules.rules[finding.rule], band: finding.band, row: row, disposition: disposition),
                to: &restricted)
            restricted.endRow()
        }
    }

    mutating func removeRestricted() { restricted.removeAll() }

    /// The rows of `waivers.csv`, after the last row. The summary counts them.
    mutating func finishWaivers() -> [WaiverRow] {
        let rows = dispositions?.waiverRows() ?? []
        review?.waiverRows = rows
        return rows
    }
}

/// The rules of the policy by their IDs.
struct RuleIndex {
    let rules: [Rule]
    private let numbers: [ByteName: Int]
    let hasRestricted: Bool

    init(_ policy: Policy?) {
        rules = policy?.rules ?? []
        numbers = Dictionary(
            rules.enumerated().map { (ByteName($1.id), $0) }, uniquingKeysWith: { first, _ in first })
        hasRestricted = policy?.hasRestrictedRules ?? false
    }

    func isRestricted(_ rule: Int) -> Bool { rules[rule].handling == .restricted }

    /// The row as reviews see it. A brief row has no findings in its object, and has the rules instead.
    func generation(_ row: ListedRow) -> ReviewedGeneration {
        let identity = row.generationID.flatMap {
            $0.isEmpty || $0.count > ListedRow.longestIdentity ? nil : $0
        }
        var findings = row.findings.compactMap { finding in
            number(of: finding.rule).map {
                ReviewedGeneration.Finding(
                    rule: $0, band: finding.band == "flagged" ? .flagged : .near,
                    value: finding.matchedValue, signal: finding.signal, label: finding.label)
            }
        }
        if row.isBrief {
            findings = row.rules.enumerated().compactMap { index, rule in
                number(of: rule).map {
                    .init(rule: $0, band: index < row.rulesFlagged.count ? .flagged : .near)
                }
            }.sorted { $0.rule < $1.rule }
        }
        return ReviewedGeneration(
            decision: row.decision, identity: identity, generationID: row.generationID, taskID: row.taskID,
            createdAt: row.createdAt, userID: row.userID, model: row.model, signalsSHA256: row.signals,
            reviewKey: row.reviewKey, findings: findings, missingSignals: row.missingSignals,
            isBrief: row.isBrief)
    }

    private func number(of rule: BorrowedText) -> Int? { numbers[ByteName(String(rule))] }
}

extension Policy {
    /// Whether a rule's findings are listed in `restricted.csv`.
    package var hasRestrictedRules: Bool { rules.contains { $0.handling == .restricted } }
}
