import Policies
import Responses

/// The folder of a tuning in progress (CONTRACT section 16). It replaces the folder at its path as a whole when it is finished.
package struct TuningFolder: ~Copyable {
    private var folder: SealedFolder
    private let style: ReportStyle
    private let hasDelta: Bool
    private var delta: [SealedFile] = []
    /// Rows of the current file of `delta.csv`, header included.
    private var rows = 1

    private static let delta = "delta"

    /// - Parameter hasDelta: Whether rows of `delta.csv` follow.
    package init(at path: String, style: ReportStyle, hasDelta: Bool) throws(ReportError) {
        var folder = try SealedFolder(at: path, as: .tuning)
        if hasDelta {
            try folder.begin("\(Self.delta).csv")
            try folder.append(DeltaTable.header(style: style))
        }
        self.folder = folder
        self.style = style
        self.hasDelta = hasDelta
    }

    /// Goes on in another file.
    private mutating func splitDelta() throws(ReportError) {
        delta.append(try folder.seal())
        try folder.begin("\(Self.delta)-\(delta.count + 1).csv")
        try folder.append(DeltaTable.header(style: style))
        rows = 1
    }

    /// Adds rows of `delta.csv`.
    package mutating func append(_ added: DeltaRows.Rows) throws(ReportError) {
        let limit = style.csv == .excel ? CSVFileSeries.spreadsheetRows : .max
        var start = 0, first = 0
        while first < added.ends.count {
            if rows == limit { try splitDelta() }
            let last = min(added.ends.count - first, limit - rows) + first - 1
            try folder.append(Array(added.bytes[start..<added.ends[last]]))
            rows += last - first + 1
            (start, first) = (added.ends[last], last + 1)
        }
    }

    /// Writes the other files and replaces the folder at the path.
    package mutating func finish(_ result: TuningResult) throws(ReportError) {
        var tables: [DescribedTable] = []
        if hasDelta {
            delta.append(try folder.seal())
            tables.append(DescribedTable(DeltaTable.self, name: Self.delta, delta))
        }
        tables.append(
            try folder.write(
                WorkloadTable.rows(of: result), of: WorkloadTable.self, named: "workload", style: style))
        tables.append(
            try folder.write(
                QualityTable.rows(of: result), of: QualityTable.self, named: "quality", style: style))
        tables.append(
            try folder.write(result.choices, of: ChoiceTable.self, named: "choice", style: style))
        try folder.write(TuningJSON.text(result), to: ReportFileName.tuning)
        try folder.write(result.policy.bytes, to: ReportFileName.policy)
        try folder.write(TuningPage(result).text(), to: ReportFileName.tuningPage)
        let package = DataPackage.text(
            of: tables, style: style, name: "modaudit-tuning",
            title: "Tuning of the policy \(result.policy.name)", created: result.summary.asOf)
        try folder.write(package, to: ReportFileName.dataPackage)
        _ = try folder.finish()
    }
}
