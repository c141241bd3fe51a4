package import Policies
package import Responses

/// A generation that two policies judge differently.
struct DeltaRow {
    let generation: GenerationRecord
    /// The generation under the policy and under the other one.
    let now: ListedGeneration, against: ListedGeneration
    let link: String?
    let label: String?

    /// The one that says why: that of the policy, unless it is clear there.
    var shown: ListedGeneration { now.judgement.decision == .clear ? against : now }

    /// The rules that flag the generation in one listing and not in the other, by their IDs.
    static func rules(of row: ListedGeneration, notIn other: ListedGeneration) -> [String] {
        let known = other.judgement.findings.compactMap { other.ruleID(of: $0, in: .flagged) }
        return row.judgement.findings.compactMap { row.ruleID(of: $0, in: .flagged) }.filter {
            !known.contains($0)
        }
    }
}

/// `delta.csv`: a generation that the policies judge differently per row.
enum DeltaTable: FolderTable {
    static var title: StaticString {
        "Generations with another decision, severity or other flagged rules under the two policies, one per row"
    }

    static func write(_ row: DeltaRow?, to fields: inout some FieldWriter & ~Copyable) {
        let generation = row?.generation, shown = row?.shown
        fields.text("decision", row?.now.judgement.decision.rawValue)
        fields.text("against_decision", row?.against.judgement.decision.rawValue)
        fields.text("severity", row?.now.top?.rule.severity.rawValue)
        fields.text("against_severity", row?.against.top?.rule.severity.rawValue)
        fields.list("rules_gained", row.map { DeltaRow.rules(of: $0.now, notIn: $0.against) }) { $0 }
        fields.list("rules_lost", row.map { DeltaRow.rules(of: $0.against, notIn: $0.now) }) { $0 }
        fields.text("why", shown?.why)
        fields.text("title", shown?.shown(generation?.title))
        fields.text("prompt", shown?.shown(generation?.prompt))
        fields.text("link", row?.link)
        fields.text("generation_id", shown?.shown(generation?.id))
        fields.text("top_rule", shown?.top?.rule.id)
        fields.value("top_value", shown?.top?.deciding?.matched.value)
        fields.text("label", row?.label)
        fields.text("task_id", shown?.shown(generation?.taskID))
        fields.text("created_at", shown?.shown(generation?.createdAt))
        fields.text("user_id", shown?.shown(generation?.userID))
        fields.text("source", shown?.place)
    }

    static let notes: [String: ColumnNote] = [
        "decision": .init(
            description: "What the policy makes of it.", isRequired: true,
            values: Decision.allCases.map(\.rawValue)),
        "against_decision": .init(
            description: "What the other policy makes of it.", isRequired: true,
            values: Decision.allCases.map(\.rawValue)),
        "severity": .init(
            description: "Of the deciding finding's rule; empty if there is none.",
            values: ColumnNote.severities),
        "against_severity": .init(
            description: "The same under the other policy.", values: ColumnNote.severities),
        "rules_gained": .init(
            description: "Ids of the rules that only the policy flags it by, separated by blanks."),
        "rules_lost": .init(
            description: "Ids of the rules that only the other policy flags it by, separated by blanks."),
        "why": .init(
            description:
                "What the deciding finding says, in one phrase; that of the other policy if the policy finds nothing."
        ),
        "title": .init(description: "Its title."),
        "prompt": .init(description: "What the user asked for."),
        "link": .init(description: "Where the organisation's own console shows it; empty without --link."),
        "generation_id": .init(description: "The generation's id."),
        "top_rule": .init(description: "The rule of that finding."),
        "top_value": .init(description: "The value that decided it: a number, true or false, or a text."),
        "label": .init(
            description:
                "What reviewers answered: about the generation, else about a rule gained or lost; empty without an answer.",
            values: ["violation", "dismissed", "unsure", "conflict"]),
        "task_id": .init(description: "The id of its task."),
        "created_at": .init(
            description:
                "When it was created: RFC 3339 in UTC where the platform gives epoch seconds, else as given."),
        "user_id": .init(description: "The user of the task."),
        "source": .init(
            description: "Where the judged JSON text begins: the input's path, a colon, the line from 1.",
            isRequired: true),
    ]
}

/// Rows of `delta.csv` of one batch.
package struct DeltaRows: ~Copyable {
    /// A judgement with the evaluator that made it.
    package struct View {
        fileprivate let evaluator: Evaluator
        fileprivate let judgement: Judgement

        /// The judgement of the generation that the evaluator judged last.
        package init(_ judgement: Judgement, by evaluator: Evaluator) {
            self.evaluator = evaluator
            self.judgement = judgement
        }
    }

    private var sheet: CSVSheet
    /// The ends of the rows in `sheet`.
    private var ends: [Int] = []
    private let link: LinkTemplate?
    /// The text of the last row, and the bytes that full rows of it may still take (CONTRACT section 6).
    private var text: (place: TextPlace, count: Int)?
    private var room = 0

    /// No rows, in a style.
    package init(style: ReportStyle) {
        sheet = CSVSheet(style: style)
        link = style.link
    }

    /// Removes all rows.
    package mutating func removeAll() {
        sheet.removeAll()
        ends.removeAll(keepingCapacity: true)
        text = nil
    }

    /// A copy of the rows.
    package var rows: Rows { Rows(bytes: ends.isEmpty ? [] : sheet.copied(), ends: ends) }

    /// Rows as bytes.
    package struct Rows: Sendable {
        /// The rows, one behind the other.
        let bytes: [UInt8]
        /// The end of each row.
        let ends: [Int]
        /// The number of rows.
        package var count: Int { ends.count }
    }

    /// Whether the policies differ: in the decision, the severity or the flagged rules.
    package static func differ(_ now: View, _ against: View) -> Bool {
        if now.judgement.decision != against.judgement.decision { return true }
        if now.judgement.decision == .clear { return false }
        if now.severity != against.severity { return true }
        return !now.flagged.elementsEqual(against.flagged)
    }

    /// The rules that one of the policies flags the generation by and the other does not.
    package static func rules(_ now: View, _ against: View) -> [String] {
        let mine = Array(now.flagged), others = Array(against.flagged)
        return mine.filter { !others.contains($0) } + others.filter { !mine.contains($0) }
    }

    /// Adds a generation of a text of `textBytes`.
    /// - Parameter views: Its judgements, and the cell `label`.
    package mutating func add(
        generation index: Int, of records: ResponseRecords, _ signals: SignalTable,
        in text: (place: TextPlace, count: Int), _ views: (now: View, against: View, label: String?)
    ) {
        let generation = records.generations[index]
        if !isText(text) {
            self.text = text
            room = ListedGeneration.room(textBytes: text.count)
        }
        let now = views.now.listed(generation, records, signals, text.place)
        let against = views.against.listed(generation, records, signals, text.place)
        let size = now.fullSize + against.fullSize
        (now.isBrief, against.isBrief) = (size > room, size > room)
        if !now.isBrief { room -= size }
        now.link = link?.address(of: generation)
        DeltaTable.write(
            DeltaRow(
                generation: generation, now: now, against: against, link: now.shownLink, label: views.label),
            to: &sheet)
        sheet.endRow()
        ends.append(sheet.count)
    }

    private func isText(_ other: (place: TextPlace, count: Int)) -> Bool {
        guard let text else { return false }
        return text.place.byteOffset == other.place.byteOffset && text.place.line == other.place.line
            && text.count == other.count && text.place.path == other.place.path
    }
}

extension DeltaRows.View {
    fileprivate func listed(
        _ generation: GenerationRecord, _ records: ResponseRecords, _ signals: SignalTable, _ place: TextPlace
    ) -> ListedGeneration {
        ListedGeneration(
            generation: generation, records: records, judgement: judgement, signals: signals.signals,
            policy: evaluator.policy, tests: evaluator.tests, patterns: evaluator.patterns, place: place,
            evidence: "")
    }

    fileprivate var severity: Severity? {
        judgement.top.map { evaluator.policy.rules[judgement.findings[$0].rule].severity }
    }

    /// The IDs of the rules that flag the generation, in the order of their bytes.
    fileprivate var flagged: [String] {
        judgement.findings.filter { $0.band == .flagged }.map { evaluator.policy.rules[$0.rule].id }
            .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
}
