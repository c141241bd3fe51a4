import Responses

/// The rows of the listed generations until the end of the run: their groups follow each other in the report, and in
/// the run they are mixed. Memory holds a fixed number of bytes for each group and file; the rest is on the disk.
struct GroupedRows: ~Copyable, Sendable {
    private typealias Groups = InlineArray<9, SpoolFile>

    private var generations: Groups
    private var findings: Groups
    private var objects: Groups

    init(in folder: String) {
        precondition(RowGroup.count == Groups.count)
        generations = Groups { _ in SpoolFile(in: folder) }
        findings = Groups { _ in SpoolFile(in: folder) }
        objects = Groups { _ in SpoolFile(in: folder) }
    }

    mutating func append(_ rows: borrowing BatchRows) throws(ReportError) {
        var start = (generations: 0, findings: 0, objects: 0)
        for end in rows.groupEnds {
            let group = end.group.index
            try generations[group].append(rows.generations.text.slice(start.generations..<end.generations))
            try findings[group].append(rows.findings.text.slice(start.findings..<end.findings))
            try objects[group].append(rows.objects.text.slice(start.objects..<end.objects))
            start = (end.generations, end.findings, end.objects)
        }
    }

    /// Writes all rows group by group. Nothing may be appended afterwards.
    mutating func write(
        generations generationsFile: inout CSVFileSeries, findings findingsFile: inout CSVFileSeries,
        objects objectsFile: inout ReportFile
    ) throws(ReportError) {
        var isFirst = true
        for group in 0..<RowGroup.count {
            try generations[group].drain { rows throws(ReportError) in try generationsFile.append(rows) }
            try findings[group].drain { rows throws(ReportError) in try findingsFile.append(rows) }
            try objects[group].drain { text throws(ReportError) in
                // Every object starts with a comma; the first of the file needs none.
                try objectsFile.append(isFirst ? text.slice(1..<text.count) : text)
                isFirst = false
            }
        }
    }
}
