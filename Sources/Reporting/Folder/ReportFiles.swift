import Responses

/// All files of a report in its build folder (CONTRACT section 6).
struct ReportFiles: ~Copyable, Sendable {
    private let folder: String
    private let style: ReportStyle
    private let create: CSVFileSeries.Create
    /// The rows of `generations`, `findings` and `objects` until the end of the run.
    private var listed: GroupedRows
    private var files: ListedFiles
    private var unaudited: CSVFileSeries
    private(set) var reasons = UnauditedReasons()
    /// The rows of `unaudited` until the end of the run.
    private var unauditedRows: SpoolFile
    private let scores: SeriesWriter?
    private var changes: CSVFileSeries?
    private var waivers: CSVFileSeries?
    private let step: LastStep
    /// The dispositions of the generations that the page shows.
    private(set) var cards = CardDispositions()

    /// Creates every file with its header; a report without rows has all of them. `create` opens them.
    /// - Parameter step: What `annotate` does after the last rows.
    init(
        in folder: String, style: ReportStyle, step: LastStep, rowLimit: Int,
        create: @escaping CSVFileSeries.Create
    ) throws(ReportError) {
        let open: (ReportTable) throws(ReportError) -> CSVFileSeries = { table throws(ReportError) in
            try CSVFileSeries(
                stem: "\(folder)/\(table.rawValue)",
                header: CSVHeader.bytes(style: style) { table.listFields(to: &$0) }, rowLimit: rowLimit,
                create: create)
        }
        let generations = try open(.generations)
        let findings = try open(.findings)
        let unaudited = try open(.unaudited)
        let scores = style.scores == .none ? nil : SeriesWriter(try open(.scores))
        var objects = try create("\(folder)/\(ReportFileName.generations)")
        try objects.append(GenerationsJSON.opening)
        if step.isCompared { changes = try open(.changes) }
        if step.hasWaivers { waivers = try open(.waivers) }
        var restricted: CSVFileSeries?
        if step.hasRestrictedRules { restricted = try open(.restricted) }
        self.folder = folder
        self.style = style
        self.create = create
        self.step = step
        files = ListedFiles(
            generations: generations, findings: findings, objects: objects, restricted: restricted)
        self.unaudited = unaudited
        unauditedRows = SpoolFile(in: folder)
        listed = GroupedRows(in: folder, style: style, isAnnotated: step.isNeeded)
        self.scores = scores
    }

    mutating func append(_ pages: inout BatchRows) throws(ReportError) {
        try listed.append(pages)
        try unauditedRows.append(pages.unaudited.text)
        if let scores { try pages.passScores(to: scores) }
    }

    /// Writes the generations with the columns of the last step, and the tables that it makes. No rows may be appended
    /// afterwards.
    /// - Parameters:
    ///   - facts: The facts of the current report.
    ///   - cards: The generations that the page shows.
    mutating func annotate(
        with previous: consuming PreviousReport?, _ facts: ReportFacts, cards: CardDispositions
    ) throws(ReportError) -> (changes: Summary.Changes?, review: Summary.Review?) {
        var comparison: RowComparison?
        if let previous {
            comparison = RowComparison(
                with: previous, facts: facts, style: style, folder: folder, cards: cards.keys)
        }
        var rows = RowStep(comparison, step, style: style, cards: cards)
        try listed.write(to: &files, &rows)
        var sheet = CSVSheet(style: style)
        for row in rows.finishWaivers() {
            WaiversTable.write(row, to: &sheet)
            sheet.endRow()
        }
        try waivers?.append(sheet)
        try rows.comparison?.finish(hasInput: true) { sheet throws(ReportError) in try changes?.append(sheet) }
        self.cards = rows.cards
        return (rows.comparison?.changes, rows.review)
    }

    /// Writes `unaudited.csv`. Nothing may be appended afterwards.
    /// - Returns: The number of superseded rows, by the kind that they were added as.
    mutating func writeUnaudited(
        superseded isSuperseded: (IDKey) -> Bool
    ) throws(ReportError) -> [Unaudited.Kind: Int] {
        var superseded: [Unaudited.Kind: Int] = [:]
        var sheet = CSVSheet(style: style)
        while let header = try unauditedRows.read(UnauditedHeader.size, { UnauditedHeader($0) }) {
            var kind = header.kind < 0 ? nil : Unaudited.Kind.allCases[header.kind]
            if let before = kind, header.task != .none, isSuperseded(header.task) {
                superseded[before, default: 0] += 1
                kind = .superseded
            }
            sheet.text("kind", kind?.rawValue ?? "duplicate")
            _ = try unauditedRows.read(header.length) { cells throws(ReportError) in
                if let kind { reasons.add(kind, cells) }
                sheet.cells(cells)
            }
            sheet.endRow()
            if sheet.count >= 1 << 18 {
                try unaudited.append(sheet)
                sheet.removeAll()
            }
        }
        try unaudited.append(sheet)
        return superseded
    }

    /// Writes the summary and, last, the manifest of every file; returns when all files are synced to disk.
    mutating func finish(_ summary: Summary, page: HTMLReport) throws(ReportError) {
        // The page takes as long as all tables.
        let drawn = ConcurrentWork { [folder, create] () throws(ReportError) in
            try Self.write(page.text(), to: ReportFileName.page, in: folder, create)
        }
        defer { drawn.wait() }
        try listed.write(to: &files)
        let text = SummaryJSON.text(summary)
        try files.objects.append(GenerationsJSON.beforeSummary)
        try files.objects.append(text)
        try files.objects.append(GenerationsJSON.closing)
        var tables: [(table: ReportTable, files: [SealedFile])] = [
            (.generations, try files.generations.seal()), (.findings, try files.findings.seal()),
            (.unaudited, try unaudited.seal()),
        ]
        if let files = try changes?.seal() { tables.append((.changes, files)) }
        if let files = try files.restricted?.seal() { tables.append((.restricted, files)) }
        if let files = try waivers?.seal() { tables.append((.waivers, files)) }
        if let files = try scores?.seal() { tables.append((.scores, files)) }
        var sealed = [
            try files.objects.seal(), try write(text + [UInt8(ascii: "\n")], to: ReportFileName.summary),
        ]
        sealed += tables.flatMap(\.files)
        sealed.append(try write(summary.policy.bytes, to: ReportFileName.policy))
        sealed.append(try drawn.value())
        sealed.append(
            try write(
                DataPackage.text(
                    of: tables.map { DescribedTable($0.table, $0.files) }, style: style,
                    name: "modaudit-report",
                    title: "Moderation audit by the policy \(summary.policy.name)", created: summary.asOf),
                to: ReportFileName.dataPackage))
        _ = try write(Manifest(sealed).text, to: ReportFileName.manifest)
    }

    private func write(_ bytes: [UInt8], to name: String) throws(ReportError) -> SealedFile {
        try Self.write(bytes, to: name, in: folder, create)
    }

    private static func write(
        _ bytes: [UInt8], to name: String, in folder: String, _ create: CSVFileSeries.Create
    ) throws(ReportError) -> SealedFile {
        var file = try create("\(folder)/\(name)")
        try file.append(bytes)
        return try file.seal()
    }
}
