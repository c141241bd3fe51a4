import Policies
import Statistics

/// A drawn generation with the question that a rule asks about it.
struct SampleQuestion {
    let key: String
    /// The code that orders the rows of the sheets.
    let order: [UInt8]
    /// The sheets with the question, numbered from 1.
    let sheets: ClosedRange<Int>
    let rule: Rule
    let meaning: String
    let stratum: Stratum
    let population: Int
    let drawn: Int
    let row: SampledRow
}

/// `sheet-N.csv`: the questions of one reviewer. Nothing in it tells what the rule or the platform made of a generation.
enum SampleSheetTable: FolderTable {
    static let title: StaticString =
        "Questions for one reviewer, one generation and rule per row, in random order"

    static func write(_ row: SampleQuestion?, to fields: inout some FieldWriter & ~Copyable) {
        let generation = row?.row.generation
        fields.text("sample_key", row?.key)
        // A reviewer fills these in.
        fields.absent("review_decision")
        fields.absent("review_note")
        fields.text("question", row?.rule.why)
        fields.text("title", generation?.title)
        fields.text("prompt", generation?.prompt)
        fields.text("link", generation?.link)
        fields.text("generation_id", generation?.identity.id)
        fields.text("task_id", generation?.taskID)
        fields.text("created_at", generation?.createdAt)
    }

    static let notes: [String: ColumnNote] = [
        "sample_key": SampleKeyTable.key,
        "review_decision": .init(description: "For a reviewer to fill in: violation, dismissed or unsure."),
        "review_note": .init(description: "For a reviewer to fill in."),
        "question": .init(description: "What the rule asks: its why in the policy.", isRequired: true),
        "title": .init(description: "Its title, cut if it is long."),
        "prompt": .init(description: "What the user asked for, cut if it is long."),
        "link": .init(description: "Where the organisation's own console shows it; empty without --link."),
        "generation_id": .init(description: "The generation's id.", isRequired: true),
        "task_id": .init(description: "The id of its task."),
        "created_at": .init(
            description:
                "When it was created: RFC 3339 in UTC where the platform gives epoch seconds, else as given."),
    ]
}

/// `key.csv`: what stands behind each question. Reviewers do not get it.
enum SampleKeyTable: FolderTable {
    static let title: StaticString =
        "The questions of all sheets, one generation and rule per row, by rule, stratum and rank"

    static func write(_ row: SampleQuestion?, to fields: inout some FieldWriter & ~Copyable) {
        let generation = row?.row.generation
        fields.text("sample_key", row?.key)
        fields.list("sheets", row.map { Array($0.sheets) }) { String($0) }
        fields.text("rule_id", row?.rule.id)
        fields.text("stratum", row?.stratum.rawValue)
        fields.integer("population", row.map { Int64($0.population) })
        fields.integer("drawn", row.map { Int64($0.drawn) })
        fields.decimal("weight", row.map { Double($0.population) / Double($0.drawn) })
        fields.text("band", row?.row.band.name)
        fields.text("signal", row?.row.signal)
        switch row?.row.value {
        case nil: fields.value("value", nil)
        case .number(let number): fields.decimal("value", number)
        case .boolean(let boolean): fields.flag("value", boolean)
        case .text(let text): fields.text("value", text)
        }
        fields.text("platform", generation.map { $0.origin.isFlaggedByPlatform ? "flagged" : "not_flagged" })
        fields.text("meaning_sha256", row?.meaning)
        fields.text("signals_sha256", generation?.origin.signals)
        fields.text("evidence_sha256", generation?.origin.evidence)
        fields.text("generation_id", generation?.identity.id)
        fields.text("task_id", generation?.taskID)
        fields.text("created_at", generation?.createdAt)
        fields.text("source", generation?.origin.place)
    }

    static let key = ColumnNote(
        description: "The key of the question.", isRequired: true,
        pattern: "sk_[0-9abcdefghjkmnpqrstvwxyz]{16}")

    private static let digest = "[0-9a-f]{64}"

    static let notes: [String: ColumnNote] = [
        "sample_key": key,
        "sheets": .init(
            description: "The numbers of the sheets with it, separated by blanks.", isRequired: true),
        "rule_id": SampleStrataTable.rule,
        "stratum": SampleStrataTable.stratum,
        "population": SampleStrataTable.population,
        "drawn": SampleStrataTable.drawn,
        "weight": .init(
            description: "Population divided by drawn: the generations for each row.", isRequired: true),
        "band": .init(
            description: "The band in which the rule ended.", isRequired: true,
            values: [Band.flagged, .near, .missing, .clear].map(\.name)),
        "signal": .init(
            description: "The signal that decided; of a clear generation, the one with the highest value."),
        "value": .init(description: "Its value: a number, true or false, or a text."),
        "platform": .init(
            description: "The platform's own view: whether its classifiers, filters or moderation flagged it.",
            isRequired: true, values: ["flagged", "not_flagged"]),
        "meaning_sha256": .init(
            description: "SHA-256 of what the rule asks.", isRequired: true, pattern: digest),
        "signals_sha256": .init(
            description: "SHA-256 of the signals that the platform reported.", isRequired: true, pattern: digest
        ),
        "evidence_sha256": .init(
            description: "SHA-256 of the JSON text that was judged.", isRequired: true, pattern: digest),
        "generation_id": .init(description: "The generation's id.", isRequired: true),
        "task_id": .init(description: "The id of its task."),
        "created_at": .init(
            description:
                "When it was created: RFC 3339 in UTC where the platform gives epoch seconds, else as given."),
        "source": .init(
            description: "Where the judged JSON text begins: the input's path, a colon, the line from 1.",
            isRequired: true),
    ]
}

/// `strata.csv`: the strata of the rules, with the generations that each holds.
enum SampleStrataTable: FolderTable {
    static let title: StaticString = "Strata, one rule and stratum per row"

    static func write(
        _ row: (rule: Rule, stratum: DrawnStratum)?, to fields: inout some FieldWriter & ~Copyable
    ) {
        let stratum = row?.stratum
        fields.text("rule_id", row?.rule.id)
        fields.text("stratum", stratum?.stratum.rawValue)
        fields.integer("population", stratum.map { Int64($0.population) })
        fields.integer("asked", stratum.map { Int64($0.asked) })
        fields.integer("drawn", stratum.map { Int64($0.rows.count) })
        fields.integer("restricted", stratum.map { Int64($0.restricted) })
        fields.integer("no_id", stratum.map { Int64($0.withoutID) })
    }

    static let rule = ColumnNote(description: "The rule's id.", isRequired: true)
    static let stratum = ColumnNote(
        description: "The group of the rule's generations.", isRequired: true,
        values: Stratum.allCases.map(\.rawValue))
    static let population = ColumnNote(
        description: "Generations of the stratum that can be drawn.", isRequired: true, minimum: 0)
    static let drawn = ColumnNote(
        description: "Generations drawn from the stratum.", isRequired: true, minimum: 0)

    static let notes: [String: ColumnNote] = [
        "rule_id": rule, "stratum": stratum, "population": population, "drawn": drawn,
        "asked": .init(
            description: "Generations asked for; what another stratum cannot fill is drawn beyond it.",
            isRequired: true, minimum: 0),
        "restricted": .init(
            description: "Further generations with findings of restricted rules, which are never drawn.",
            isRequired: true, minimum: 0),
        "no_id": .init(
            description: "Further generations without a sound id, which are never drawn.", isRequired: true,
            minimum: 0),
    ]
}
