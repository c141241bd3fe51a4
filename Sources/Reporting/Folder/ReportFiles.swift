import Responses

/// All files of a report in its build folder (CONTRACT section 6).
struct ReportFiles: ~Copyable, Sendable {
    private let folder: String
    private let style: ReportStyle
    private let create: CSVFileSeries.Create
    /// The rows of `generations`, `findings` and `objects` until the end of the run.
    private var listed: GroupedRows
    private var generations: CSVFileSeries
    private var findings: CSVFileSeries
    private var unaudited: CSVFileSeries
    private(set) var reasons = UnauditedReasons()
    /// The rows of `unaudited` until the end of the run.
    private var unauditedRows: SpoolFile
    private var scores: CSVFileSeries?
    private var objects: ReportFile
    private var changes: CSVFileSeries?

    /// Creates every file with its header; a report without rows has all of them. `create` opens them.
    /// - Parameter isCompared: Whether `compare` follows the last rows.
    init(
        in folder: String, style: ReportStyle, isCompared: Bool, rowLimit: Int,
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
        var scores: CSVFileSeries?
        if style.scores != .none { scores = try open(.scores) }
        var objects = try create("\(folder)/\(ReportFileName.generations)")
        try objects.append(GenerationsJSON.opening)
        if isCompared { changes = try open(.changes) }
        self.folder = folder
        self.style = style
        self.create = create
        self.generations = generations
        self.findings = findings
        self.unaudited = unaudited
        unauditedRows = SpoolFile(in: folder)
        listed = GroupedRows(in: folder, style: style, isCompared: isCompared)
        self.scores = scores
        self.objects = objects
    }

    mutating func append(_ pages: borrowing BatchRows) throws(ReportError) {
        try listed.append(pages)
        try unauditedRows.append(pages.unaudited.text)
        try scores?.append(pages.scores.sheet)
    }

    /// Writes the generations with the columns of the comparison, and `changes.csv`. No rows may be appended afterwards.
    mutating func compare(
        with previous: consuming PreviousReport, _ facts: ReportFacts
    ) throws(ReportError) -> Summary.Changes {
        var comparison = RowComparison(with: previous, facts: facts, style: style, folder: folder)
        try listed.write(generations: &generations, objects: &objects, &comparison)
        try comparison.finish(hasInput: true) { sheet throws(ReportError) in try changes?.append(sheet) }
        return comparison.changes
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
        try listed.write(generations: &generations, objects: &objects)
        try listed.write(findings: &findings)
        let text = SummaryJSON.text(summary)
        try objects.append(GenerationsJSON.beforeSummary)
        try objects.append(text)
        try objects.append(GenerationsJSON.closing)
        var tables: [(table: ReportTable, files: [SealedFile])] = [
            (.generations, try generations.seal()), (.findings, try findings.seal()),
            (.unaudited, try unaudited.seal()),
        ]
        if let files = try changes?.seal() { tables.append((.changes, files)) }
        if let files = try scores?.seal() { tables.append((.scores, files)) }
        var sealed = [try objects.seal(), try write(text + [UInt8(ascii: "\n")], to: ReportFileName.summary)]
        sealed += tables.flatMap(\.files)
        sealed.append(try write(summary.policy.bytes, to: ReportFileName.policy))
        sealed.append(try write(page.text(), to: ReportFileName.page))
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
        var file = try create("\(folder)/\(name)")
        try file.append(bytes)
        return try file.seal()
    }
}
