import Digests
import Policies
import Responses
import Statistics

/// Writes the files of a sample (CONTRACT section 16).
package struct SampleFiles {
    private let contents: SampleContents
    /// The questions by rule, stratum and rank.
    private let questions: [SampleQuestion]

    /// Deals the drawn generations to the sheets.
    package init(_ contents: SampleContents) {
        self.contents = contents
        questions = Self.questions(of: contents)
    }

    /// The number of questions in each sheet.
    package var sheets: [Int] {
        (1...contents.options.reviewers).map { sheet in questions.count { $0.sheets.contains(sheet) } }
    }

    private static func questions(of contents: SampleContents) -> [SampleQuestion] {
        let draw = SampleDraw(seed: contents.seed.bytes)
        let reviewers = contents.options.reviewers
        var questions: [SampleQuestion] = [], turn = 0
        for rule in contents.rules {
            let meaning = RuleDigests(of: rule.rule, in: contents.policy).meaning
            for stratum in rule.strata {
                let shared = Int(
                    contents.options.overlap.timesInDecimals(Double(stratum.rows.count)).rounded(.up))
                for (rank, row) in stratum.rows.enumerated() {
                    var sheets = 1...reviewers
                    if rank >= shared {
                        sheets = turn % reviewers + 1...turn % reviewers + 1
                        turn += 1
                    }
                    let identity = row.generation.identity
                    questions.append(
                        SampleQuestion(
                            key: draw.sampleKey(rule: rule.rule.id, identity),
                            order: draw.code(.order, rule: rule.rule.id, identity), sheets: sheets,
                            rule: rule.rule, meaning: meaning, stratum: stratum.stratum,
                            population: stratum.population, drawn: stratum.rows.count, row: row))
                }
            }
        }
        return questions
    }

    /// The bytes of `key.csv`.
    var key: [UInt8] {
        var sheet = CSVSheet(style: keyStyle)
        for question in questions {
            SampleKeyTable.write(question, to: &sheet)
            sheet.endRow()
        }
        return SampleKeyTable.header(style: keyStyle) + sheet.copied()
    }

    /// The style of `key.csv`. Answers are recorded with the ids that it has, so it has them exactly, whatever the sheets have.
    private var keyStyle: ReportStyle {
        var style = contents.options.style
        style.csv = .data
        return style
    }

    /// Writes all files and finishes the folder. Throws `ReportError.contradiction` if the strata do not add up.
    package func write(to folder: inout SealedFolder) throws(ReportError) -> Manifest {
        if let contradiction = contents.contradiction { throw .contradiction(contradiction) }
        let style = contents.options.style
        var tables: [DescribedTable] = []
        let ordered = questions.sorted {
            $0.order == $1.order ? $0.key < $1.key : $0.order.lexicographicallyPrecedes($1.order)
        }
        for sheet in 1...contents.options.reviewers {
            tables.append(
                try folder.write(
                    ordered.lazy.filter { $0.sheets.contains(sheet) }, of: SampleSheetTable.self,
                    named: "sheet-\(sheet)", style: style))
        }
        tables.append(try folder.write(questions, of: SampleKeyTable.self, named: "key", style: keyStyle))
        let strata = contents.rules.flatMap { rule in rule.strata.map { (rule: rule.rule, stratum: $0) } }
        tables.append(try folder.write(strata, of: SampleStrataTable.self, named: "strata", style: style))
        try folder.write(json + [UInt8(ascii: "\n")], to: ReportFileName.sample)
        try folder.write(contents.policy.bytes, to: ReportFileName.policy)
        let package = DataPackage.text(
            of: tables, style: style, name: "modaudit-sample",
            title: "Sample by the policy \(contents.policy.name)", created: contents.summary.asOf)
        try folder.write(package, to: ReportFileName.dataPackage)
        return try folder.finish()
    }

    /// `sample.json`.
    private var json: [UInt8] {
        let summary = contents.summary, options = contents.options
        var json = JSONWriter(pretty: true)
        json.object { json in
            SummaryJSON.writeOrigin(of: summary, to: &json)
            if let seed = contents.seed.text {
                json.text("seed", seed)
            } else {
                json.text("seed_sha256", SHA256Digest.hex(of: contents.seed.bytes))
            }
            json.integer("audited", Int64(summary.audited))
            json.object("sizes") {
                $0.integer("flagged", Int64(options.sizes.flagged))
                $0.integer("near", Int64(options.sizes.near))
                $0.integer("clear", Int64(options.sizes.clear))
                $0.integer("incomplete", Int64(options.sizes.incomplete))
            }
            json.integer("reviewers", Int64(options.reviewers))
            json.decimal("overlap", options.overlap)
            json.text("link", options.style.link?.text)
            json.text("csv", options.style.csv.rawValue)
            json.text("delimiter", String(UnicodeScalar(options.style.delimiter.rawValue)))
            json.array("rules") { array in
                for rule in contents.rules {
                    let digests = RuleDigests(of: rule.rule, in: contents.policy)
                    array.element()
                    array.object {
                        $0.text("id", rule.rule.id)
                        $0.text("meaning_sha256", digests.meaning)
                        $0.text("definition_sha256", digests.definition)
                    }
                }
            }
        }
        return json.copied()
    }
}
