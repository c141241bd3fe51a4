package import Policies
package import Responses

/// The rows of one batch as bytes, for every file of the report (CONTRACT section 6). A worker fills them, and the
/// run commits them to the `ReportFolder` in input order. `clear()` keeps the storage.
///
/// Between two calls of `clear()` all signals belong to one `SignalTable`. No field with a link of the platform is
/// written.
package struct BatchRows: ~Copyable, Sendable {
    let style: ReportStyle
    private(set) var generations: CSVSheet
    private(set) var findings: CSVSheet
    private(set) var unaudited: UnauditedRows
    private(set) var scores: ScoreRows
    private(set) var objects = JSONWriter(pretty: false)
    /// How `generations`, `findings` and `objects` are divided by decision and severity.
    private(set) var groupEnds: [RowGroupEnd] = []
    private var signalsDigest = SignalsDigest()
    private var reviewKey = ReviewKey()
    /// `meaning_sha256` of each rule, and the digest of the policy with these rules.
    private var meanings: [String] = [], policySHA256 = ""
    private(set) var counts = RowCounts()
    private(set) var cards = Shortlist<DrawnCard>()
    private(set) var disagreements = Disagreements()
    /// The cut-offs of the HTML report after some earlier batch. A hint: old values only cost time.
    package var cutoffs = ListingCutoffs()
    /// Bytes that full rows of the text at work may still take (CONTRACT section 6).
    package var roomOfText = Int.max

    /// `roomOfText` at the beginning of a text of so many bytes.
    package static func room(textBytes: Int) -> Int { ListedGeneration.room(textBytes: textBytes) }

    /// Creates empty rows in a style.
    package init(style: ReportStyle) {
        self.style = style
        generations = CSVSheet(style: style)
        findings = CSVSheet(style: style)
        unaudited = UnauditedRows(style: style)
        scores = ScoreRows(style: style)
    }

    /// The length of the rows in bytes.
    package var count: Int {
        generations.count + findings.count + unaudited.count + scores.sheet.count + objects.count
    }

    /// Removes all rows and keeps the storage.
    package mutating func clear() {
        generations.removeAll()
        findings.removeAll()
        unaudited.removeAll()
        scores.removeAll()
        objects.removeAll()
        groupEnds.removeAll(keepingCapacity: true)
        counts = RowCounts()
        cards.removeAll()
        disagreements.removeAll()
    }

    /// Adds a generation that is flagged, near or incomplete: its row and object, a row for each finding, and its
    /// scores if the style has them.
    ///
    /// `index` is its index in `records.generations`. `evidence` is the SHA-256 of the JSON text in 64 lower-case
    /// hexadecimal digits. `revision` is its number, from 2, if its ID occurred before with another outcome.
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
        readMeanings(of: row.policy)
        row.link = style.link?.address(of: row.generation)
        row.signalsDigest = signalsDigest.hex(of: row.generation, of: row.records, signals: row.signals)
        row.reviewKey = reviewKey.key(of: row, meanings: meanings)
        let size = row.fullSize
        row.isBrief = size > roomOfText
        if !row.isBrief { roomOfText -= size }
        GenerationsTable.write(row, to: &generations)
        generations.endRow()
        counts.add(row.judgement.decision)
        GenerationsJSON.write(row, to: &objects)
        for finding in row.judgement.findings {
            FindingsTable.write(row.finding(finding), of: row, to: &findings)
            findings.endRow()
            counts.add(finding.band)
        }
        endRows(of: RowGroup(row.judgement.decision, row.top?.rule.severity))
        // The page has its own limits.
        row.isBrief = false
        if style.scores != .none { scores.add(row.generation, of: row.records, signals: row.signals) }
        let rank = CardRank(row)
        cards.add(rank, above: cutoffs.cards) { DrawnCard(row) }
        if row.judgement.agreement == .policyOnly {
            disagreements.policyOnly.add(rank, above: cutoffs.policyOnly) { Disagreement(row) }
        } else if row.judgement.agreement == .platformOnly {
            disagreements.platformOnly.add(rank, above: cutoffs.platformOnly) { Disagreement(row) }
        }
    }

    /// Passes the rows of `scores.csv` on; none remain.
    mutating func passScores(to files: SeriesWriter) throws(ReportError) { try scores.pass(to: files) }

    private mutating func readMeanings(of policy: Policy) {
        if policySHA256 == policy.sha256, meanings.count == policy.rules.count { return }
        policySHA256 = policy.sha256
        meanings = policy.rules.map { RuleDigests(of: $0, in: policy).meaning }
    }

    private mutating func endRows(of group: RowGroup) {
        let end = RowGroupEnd(
            group: group, generations: generations.count, findings: findings.count, objects: objects.count)
        if groupEnds.last?.group == group { groupEnds.removeLast() }
        groupEnds.append(end)
    }

    /// Adds a generation that is clear under the policy and flagged by the platform. The HTML report lists the
    /// worst ones.
    package mutating func noteDisagreement(generation index: Int, of records: ResponseRecords, place: TextPlace)
    {
        let rank = CardRank(clear: records.generations[index], of: records)
        disagreements.platformOnly.add(rank, above: cutoffs.platformOnly) {
            Disagreement(records.generations[index], of: records, place: place)
        }
    }

    /// Adds the scores of a generation that is not listed, for `ReportStyle.Scores.all`.
    package mutating func addScores(generation index: Int, of records: ResponseRecords, signals: SignalTable) {
        scores.add(records.generations[index], of: records, signals: signals.signals)
    }

    /// Adds a response or task without a generation, with its task's key if another answer of the task can
    /// supersede it.
    package mutating func addUnaudited(_ item: Unaudited, task: IDKey? = nil, place: TextPlace) {
        unaudited.add(
            .init(
                kind: item.kind.rawValue, place: place, taskID: item.taskID, generationID: item.generationID,
                status: item.status, moderation: item.moderation, reason: item.reason), item.kind, task: task)
        counts.unaudited[item.kind, default: 0] += 1
    }

    /// Adds a text that could not be read and has no records. `taskID` is the requested task, if the text names it.
    package mutating func addUnreadable(reason: String, place: TextPlace, taskID: BorrowedText? = nil) {
        unaudited.add(
            .init(kind: Unaudited.Kind.unreadable.rawValue, place: place, taskID: taskID, reason: reason),
            .unreadable)
        counts.unaudited[.unreadable, default: 0] += 1
    }

    /// Adds a generation with an ID that occurred before; `reason` is plain English.
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

extension BatchRows {
    /// Writes the rows as a chunk of a part file, with the keys of the IDs of their generations. The items of the page are not
    /// among them.
    func write(to part: inout PartEncoder, ids: BorrowedText) {
        part.count(groupEnds.count)
        for end in groupEnds {
            part.count(end.group.index)
            part.count(end.generations)
            part.count(end.findings)
            part.count(end.objects)
        }
        counts.write(to: &part)
        generations.write(to: &part)
        findings.write(to: &part)
        part.bytes(objects.text)
        part.bytes(unaudited.text)
        scores.write(to: &part)
        part.bytes(ids)
    }

    /// Replaces all rows by those of a chunk of a part file.
    /// - Returns: The keys of the IDs of their generations, as long as the bytes of `part` are valid.
    package mutating func read(_ part: inout PartDecoder) throws(PartFault) -> PartDecoder {
        clear()
        for _ in 0..<(try part.elements()) {
            groupEnds.append(
                RowGroupEnd(
                    group: try RowGroup(index: part.count(upTo: RowGroup.count - 1)),
                    generations: try part.count(), findings: try part.count(), objects: try part.count()))
        }
        counts = try RowCounts(from: &part)
        try generations.read(&part)
        try findings.read(&part)
        objects.raw(try part.bytes())
        try unaudited.read(part.bytes())
        try scores.read(&part)
        try checkGroups()
        return PartDecoder(try part.bytes())
    }

    /// Replaces the items of the page by those of a chunk of a part file, and removes all rows.
    package mutating func readCards(_ part: inout PartDecoder) throws(PartFault) {
        clear()
        cards = try Shortlist(from: &part) { part throws(PartFault) in try DrawnCard(from: &part) }
        disagreements.policyOnly = try Shortlist(from: &part) { part throws(PartFault) in
            try Disagreement(from: &part)
        }
        disagreements.platformOnly = try Shortlist(from: &part) { part throws(PartFault) in
            try Disagreement(from: &part)
        }
    }

    /// Throws a fault unless the groups cover all rows of listed generations, in their order.
    private func checkGroups() throws(PartFault) {
        var last = (generations: 0, findings: 0, objects: 0)
        for end in groupEnds {
            guard end.generations >= last.generations, end.findings >= last.findings,
                end.objects >= last.objects, end.generations <= generations.count,
                end.findings <= findings.count, end.objects <= objects.count
            else { throw PartFault() }
            last = (end.generations, end.findings, end.objects)
        }
        guard last == (generations.count, findings.count, objects.count) else { throw PartFault() }
    }
}
