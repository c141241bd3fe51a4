package import Policies
package import Responses

/// The rows of one batch, for every file of the report (CONTRACT section 6), as bytes. A worker fills them, the
/// run commits them in input order to the `ReportFolder`; emptied with `clear()`, they keep their storage.
///
/// Between two calls of `clear()` all signals are those of one `SignalTable`. No field that holds a link of the
/// platform is written.
package struct BatchRows: ~Copyable, Sendable {
    let style: ReportStyle
    private(set) var generations: CSVSheet
    private(set) var findings: CSVSheet
    private(set) var unaudited: UnauditedRows
    private(set) var scores: ScoreRows
    private(set) var objects = JSONWriter(pretty: false)
    private(set) var counts = RowCounts()
    private(set) var cards = Shortlist<DrawnCard>()
    private(set) var disagreements = Disagreements()
    /// What the report's page has room for yet: a hint, taken from the report as it stood at some batch before.
    package var cutoffs = ListingCutoffs()

    package init(style: ReportStyle) {
        self.style = style
        generations = CSVSheet(style: style)
        findings = CSVSheet(style: style)
        unaudited = UnauditedRows(style: style)
        scores = ScoreRows(style: style)
    }

    /// Bytes of rows.
    package var count: Int {
        generations.count + findings.count + unaudited.count + scores.sheet.count + objects.count
    }

    package mutating func clear() {
        generations.removeAll()
        findings.removeAll()
        unaudited.removeAll()
        scores.removeAll()
        objects.removeAll()
        counts = RowCounts()
        cards.removeAll()
        disagreements.removeAll()
    }

    /// Lists a generation that is flagged, near or incomplete: its row and object, a row for each finding, and
    /// its scores if the style has them.
    ///
    /// `index` is its place in `records.generations`; `evidence` the SHA-256 of the JSON text, in 64 lower-case
    /// hexadecimal digits; `revision` its number where its id came before with another outcome, from 2 on.
    package mutating func list(
        generation index: Int, of records: ResponseRecords, judgement: Judgement, signals: SignalTable,
        evaluator: Evaluator, place: TextPlace, evidence: String, revision: Int? = nil
    ) {
        list(
            ListedGeneration(
                generation: records.generations[index], records: records, judgement: judgement,
                signals: signals.signals, policy: evaluator.policy, tests: evaluator.tests,
                patterns: evaluator.patterns, place: place, evidence: evidence, revision: revision))
    }

    mutating func list(_ row: ListedGeneration) {
        var row = row
        row.link = style.link?.address(of: row.generation)
        GenerationsTable.write(row, to: &generations)
        generations.endRow()
        counts.add(row.judgement.decision)
        GenerationsJSON.write(row, to: &objects)
        for finding in row.judgement.findings {
            FindingsTable.write(row.finding(finding), of: row, to: &findings)
            findings.endRow()
            counts.add(finding.band)
        }
        if style.scores != .none { scores.add(row.generation, of: row.records, signals: row.signals) }
        let rank = CardRank(row)
        cards.add(rank, above: cutoffs.cards) { DrawnCard(row) }
        if row.judgement.agreement == .policyOnly {
            disagreements.policyOnly.add(rank, above: cutoffs.policyOnly) { Disagreement(row) }
        } else if row.judgement.agreement == .platformOnly {
            disagreements.platformOnly.add(rank, above: cutoffs.platformOnly) { Disagreement(row) }
        }
    }

    /// A generation that is clear to the policy and that the platform flagged: the page lists the worst of them.
    package mutating func noteDisagreement(generation index: Int, of records: ResponseRecords, place: TextPlace)
    {
        let rank = CardRank(clear: records.generations[index], of: records)
        disagreements.platformOnly.add(rank, above: cutoffs.platformOnly) {
            Disagreement(records.generations[index], of: records, place: place)
        }
    }

    /// The scores of a generation that is not listed, for `ReportStyle.Scores.all`.
    package mutating func addScores(generation index: Int, of records: ResponseRecords, signals: SignalTable) {
        scores.add(records.generations[index], of: records, signals: signals.signals)
    }

    /// A response or task that gave no generation; with its task's key where another answer of the task can supersede it.
    package mutating func addUnaudited(_ item: Unaudited, task: IDKey? = nil, place: TextPlace) {
        unaudited.add(
            .init(
                kind: item.kind.rawValue, place: place, taskID: item.taskID, generationID: item.generationID,
                status: item.status, moderation: item.moderation, reason: item.reason), item.kind, task: task)
        counts.unaudited[item.kind, default: 0] += 1
    }

    /// A text that could not be read, so that there are no records of it. `taskID` is that of the task that was asked for,
    /// where the text names it.
    package mutating func addUnreadable(reason: String, place: TextPlace, taskID: BorrowedText? = nil) {
        unaudited.add(
            .init(kind: Unaudited.Kind.unreadable.rawValue, place: place, taskID: taskID, reason: reason),
            .unreadable)
        counts.unaudited[.unreadable, default: 0] += 1
    }

    /// A generation whose id came before in the run; `reason` is for people.
    package mutating func addDuplicate(
        generation index: Int, of records: ResponseRecords, place: TextPlace,
        reason: String = "a generation with this id and this outcome came before; the first one counts"
    ) {
        let generation = records.generations[index]
        unaudited.add(
            .init(
                kind: "duplicate", place: place, taskID: generation.taskID, generationID: generation.id,
                reason: reason), nil)
        counts.duplicates += 1
    }
}
