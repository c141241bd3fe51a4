import Responses

/// The rows of the listed generations until the end of the run: their groups follow each other in the report, and in
/// the run they are mixed. Memory holds a fixed number of bytes for each group and file; the rest is on the disk.
struct GroupedRows: ~Copyable, Sendable {
    private typealias Groups = InlineArray<9, SpoolFile>

    private let style: ReportStyle
    private let isCompared: Bool
    /// With a comparison, the rows of a batch and its objects, each with its length.
    private var generations: Groups
    private var findings: Groups
    private var objects: Groups

    /// - Parameter isCompared: Whether the rows are written with the columns of a comparison.
    init(in folder: String, style: ReportStyle, isCompared: Bool) {
        precondition(RowGroup.count == Groups.count)
        self.style = style
        self.isCompared = isCompared
        generations = Groups { _ in SpoolFile(in: folder) }
        findings = Groups { _ in SpoolFile(in: folder) }
        objects = Groups { _ in SpoolFile(in: folder) }
    }

    mutating func append(_ rows: borrowing BatchRows) throws(ReportError) {
        var start = (generations: 0, findings: 0, objects: 0)
        for end in rows.groupEnds {
            let group = end.group.index
            let listed = rows.generations.text.slice(start.generations..<end.generations)
            let listedObjects = rows.objects.text.slice(start.objects..<end.objects)
            if isCompared {
                try generations[group].append(size: listed.count)
                try generations[group].append(size: listedObjects.count)
                try generations[group].append(listed)
                try generations[group].append(listedObjects)
            } else {
                try generations[group].append(listed)
                try objects[group].append(listedObjects)
            }
            try findings[group].append(rows.findings.text.slice(start.findings..<end.findings))
            start = (end.generations, end.findings, end.objects)
        }
    }

    /// Writes all findings group by group. Nothing may be appended afterwards.
    mutating func write(findings file: inout CSVFileSeries) throws(ReportError) {
        for group in 0..<RowGroup.count {
            try findings[group].drain { rows throws(ReportError) in try file.append(rows) }
        }
    }

    /// Writes all generations group by group; with a comparison, `write(generations:objects:_:)` has done so. Nothing may
    /// be appended afterwards.
    mutating func write(
        generations file: inout CSVFileSeries, objects objectsFile: inout ReportFile
    ) throws(ReportError) {
        if isCompared { return }
        var isFirst = true
        for group in 0..<RowGroup.count {
            try generations[group].drain { rows throws(ReportError) in try file.append(rows) }
            try objects[group].drain { text throws(ReportError) in
                // Every object starts with a comma; the first of the file needs none.
                try objectsFile.append(isFirst ? text.slice(1..<text.count) : text)
                isFirst = false
            }
        }
    }

    /// Writes all generations group by group, each with the columns that `comparison` gives. Nothing may be appended
    /// afterwards.
    mutating func write(
        generations file: inout CSVFileSeries, objects objectsFile: inout ReportFile,
        _ comparison: inout RowComparison
    ) throws(ReportError) {
        var annotated = AnnotatedRows(style: style)
        var isFirst = true
        for group in 0..<RowGroup.count {
            while let rows = try generations[group].readSize(), let size = try generations[group].readSize() {
                _ = try generations[group].read(rows + size) { text throws(ReportError) in
                    try annotated.add(
                        rows: text.slice(0..<rows), objects: text.slice(rows..<rows + size), &comparison)
                }
                try file.append(annotated.sheet)
                let text = annotated.objects.text
                try objectsFile.append(isFirst ? text.slice(1..<text.count) : text)
                isFirst = false
                annotated.removeAll()
            }
        }
    }
}
