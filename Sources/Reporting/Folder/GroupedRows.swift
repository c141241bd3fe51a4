import Responses

/// The rows of the listed generations until the end of the run: their groups follow each other in the report, and in
/// the run they are mixed. Memory holds a fixed number of bytes for each group and file; the rest is on the disk.
struct GroupedRows: ~Copyable, Sendable {
    private typealias Groups = InlineArray<9, SpoolFile>

    private let style: ReportStyle
    private let isAnnotated: Bool
    /// With a last step, the rows of a batch, its findings and its objects, each with its length.
    private var generations: Groups
    private var findings: Groups
    private var objects: Groups

    /// - Parameter isAnnotated: Whether the rows are written with the columns of the last step.
    init(in folder: String, style: ReportStyle, isAnnotated: Bool) {
        precondition(RowGroup.count == Groups.count)
        self.style = style
        self.isAnnotated = isAnnotated
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
            let listedFindings = rows.findings.text.slice(start.findings..<end.findings)
            if isAnnotated {
                for text in [listed, listedFindings, listedObjects] {
                    try generations[group].append(size: text.count)
                }
                for text in [listed, listedFindings, listedObjects] { try generations[group].append(text) }
            } else {
                try generations[group].append(listed)
                try objects[group].append(listedObjects)
                try findings[group].append(listedFindings)
            }
            start = (end.generations, end.findings, end.objects)
        }
    }

    /// Writes all rows group by group; with a last step, `write(to:_:)` has done so. Nothing may be appended afterwards.
    mutating func write(to files: inout ListedFiles) throws(ReportError) {
        if isAnnotated { return }
        for group in 0..<RowGroup.count {
            try generations[group].drain { rows throws(ReportError) in try files.generations.append(rows) }
            try objects[group].drain { text throws(ReportError) in try files.append(objects: text) }
        }
        for group in 0..<RowGroup.count {
            try findings[group].drain { rows throws(ReportError) in try files.findings.append(rows) }
        }
    }

    /// Writes all rows group by group, each with the columns that `step` gives. Nothing may be appended afterwards.
    mutating func write(to files: inout ListedFiles, _ step: inout RowStep) throws(ReportError) {
        var annotated = AnnotatedRows(style: style)
        for group in 0..<RowGroup.count {
            while let rows = try generations[group].readSize(), let found = try generations[group].readSize(),
                let size = try generations[group].readSize()
            {
                _ = try generations[group].read(rows + found + size) { text throws(ReportError) in
                    try annotated.add(
                        rows: text.slice(0..<rows), findings: text.slice(rows..<rows + found),
                        objects: text.slice(rows + found..<rows + found + size), &step)
                }
                try files.append(annotated)
                annotated.removeAll()
                try files.restricted?.append(step.restricted)
                step.removeRestricted()
            }
        }
    }
}

/// The files of the listed generations.
struct ListedFiles: ~Copyable, Sendable {
    var generations: CSVFileSeries
    var findings: CSVFileSeries
    var objects: ReportFile
    /// Nil if the policy has no restricted rule.
    var restricted: CSVFileSeries?
    private var isFirst = true

    init(
        generations: consuming CSVFileSeries, findings: consuming CSVFileSeries,
        objects: consuming ReportFile, restricted: consuming CSVFileSeries?
    ) {
        self.generations = generations
        self.findings = findings
        self.objects = objects
        self.restricted = restricted
    }

    /// Appends objects, of which each starts with a comma; the first of the file needs none.
    mutating func append(objects text: BorrowedText) throws(ReportError) {
        if text.isEmpty { return }
        try objects.append(isFirst ? text.slice(1..<text.count) : text)
        isFirst = false
    }

    mutating func append(_ rows: borrowing AnnotatedRows) throws(ReportError) {
        try generations.append(rows.generations)
        try findings.append(rows.findings)
        try append(objects: rows.objects.text)
    }
}
