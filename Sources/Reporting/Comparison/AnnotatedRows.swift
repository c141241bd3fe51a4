import Responses
import Utilities

/// Adds the columns that only the whole run knows to rows of `generations.csv` and `findings.csv`, and to their objects in
/// `generations.json`: those of the comparison (CONTRACT section 13) and of reviews and waivers (section 15).
struct AnnotatedRows: ~Copyable {
    private(set) var generations: CSVSheet
    private(set) var findings: CSVSheet
    private(set) var objects = OutputBuffer()
    private var members = JSONWriter(pretty: false)
    private var reader = ListedRowReader()

    private static let columns = TableColumn.columns(of: .generations).count
    private static let findingColumns = TableColumn.columns(of: .findings).count
    /// The columns before `change`, and those between `disposition` and `reopened_because`.
    private static let before = 2, between = 7
    /// The members that the columns replace. A brief row (section 6) has only the first ones.
    private static let emptyChange: StaticString =
        "\"change\":null,\"first_listed\":null,\"disposition\":null,"
    private static let emptyReview: StaticString =
        "\"reopened_because\":[],\"disposition_by\":[],\"disposition_since\":null,\"disposition_until\":null,"
    private static let severity: StaticString = "\"severity\":"

    init(style: ReportStyle) {
        generations = CSVSheet(style: style)
        findings = CSVSheet(style: style)
    }

    mutating func removeAll() {
        generations.removeAll()
        findings.removeAll()
        objects.removeAll()
    }

    /// Adds the rows of a batch with the columns that `step` gives. The rows, their objects and their findings are in the
    /// same order.
    mutating func add(
        rows: BorrowedText, findings rowsOfFindings: BorrowedText, objects: BorrowedText, _ step: inout RowStep
    ) throws(ReportError) {
        var row = 0, object = 0, finding = 0
        while object < objects.count {
            if Interruption.isRequested { throw .stopped }
            // Each object begins with a comma and a line feed.
            let start = min(object + GenerationsJSON.beforeObject.utf8CodeUnitCount, objects.count)
            let next = objects.firstOffset(of: .lineFeed, from: start).map { $0 - 1 } ?? objects.count
            let rowEnd = rows.end(ofCells: Self.columns, from: row) + 1
            // A part file (section 17) can hold any bytes.
            guard start < next, rowEnd <= rows.count, let listed = reader.row(objects.slice(start..<next))
            else {
                throw .contradiction("a generation cannot be read back")
            }
            let columns = try step.columns(of: listed)
            for index in 0..<listed.rules.count {
                let end = rowsOfFindings.end(ofCells: Self.findingColumns, from: finding) + 1
                guard end <= rowsOfFindings.count else {
                    throw .contradiction("a generation without its rows of findings.csv")
                }
                try add(finding: rowsOfFindings.slice(finding..<end), columns.waiver(ofFinding: index))
                finding = end
            }
            add(object: objects.slice(object..<next), columns)
            try add(row: rows.slice(row..<rowEnd), columns)
            row = rowEnd
            object = next
        }
        guard row == rows.count else { throw .contradiction("rows of generations.csv without an object") }
        guard finding == rowsOfFindings.count else {
            throw .contradiction("rows of findings.csv without a generation")
        }
    }

    private mutating func add(finding row: BorrowedText, _ waiver: String?) throws(ReportError) {
        guard let waiver else { return findings.rows(row, count: 1) }
        guard row.count > 4 else { throw .contradiction("a row of findings.csv without its cells") }
        // The last cell is empty: two quotation marks before the end of the row.
        findings.cells(row.slice(0..<row.count - 4))
        findings.text("waiver_id", waiver)
        findings.endRow()
    }

    private mutating func add(row: BorrowedText, _ columns: RowColumns) throws(ReportError) {
        if columns.isEmpty { return generations.rows(row, count: 1) }
        // Each of the empty cells that are replaced has three bytes.
        let change = row.end(ofCells: Self.before, from: 0)
        let rest = min(change + 9, row.count)
        let review = row.end(ofCells: Self.between, from: rest)
        guard rest < review, review + 12 < row.count else {
            throw .contradiction("a row of generations.csv without its cells")
        }
        generations.cells(row.slice(0..<change))
        generations.text("change", columns.change?.change.rawValue)
        generations.text("first_listed", columns.change?.firstListed)
        generations.text("disposition", columns.review?.disposition.rawValue)
        generations.cells(row.slice(rest..<review))
        generations.list("reopened_because", columns.review?.reopenedBecause) { $0.rawValue }
        generations.list("disposition_by", columns.review?.by) { $0 }
        generations.text("disposition_since", columns.review?.since)
        generations.text("disposition_until", columns.review?.until)
        // The end of the row replaces the last byte of its cells.
        generations.cells(row.slice(review + 12..<row.count - 1))
        generations.endRow()
    }
}

extension AnnotatedRows {
    private mutating func add(object: BorrowedText, _ columns: RowColumns) {
        if columns.isEmpty { return objects.append(object) }
        // The first members follow the decision and the severity, which have no comma.
        var start = object.end(ofMember: 2)
        if object.hasPrefix(Self.severity, at: start) { start = object.end(ofMember: start) }
        objects.append(object.slice(0..<start))
        writeChange(columns)
        if object.hasPrefix(Self.emptyChange, at: start) { start += Self.emptyChange.utf8CodeUnitCount }
        // A text has no quotation mark without a backslash before it, so that only a member has this one.
        if let review = object.offset(of: Self.emptyReview, from: start) {
            objects.append(object.slice(start..<review))
            start = review + Self.emptyReview.utf8CodeUnitCount
            writeReview(columns.review, leavesOutAbsent: false)
        } else {
            writeReview(columns.review, leavesOutAbsent: true)
        }
        // The last byte closes the object.
        objects.append(object.slice(start..<object.count - 1))
        if let reviews = columns.reviews { writeReviews(reviews) }
        objects.append(UInt8(ascii: "}"))
    }

    private mutating func writeChange(_ columns: RowColumns) {
        addMembers {
            $0.text("change", columns.change?.change.rawValue)
            $0.text("first_listed", columns.change?.firstListed)
            $0.text("disposition", columns.review?.disposition.rawValue)
        }
    }

    private mutating func writeReview(_ review: ReviewColumns?, leavesOutAbsent: Bool) {
        addMembers {
            $0.leaveOutAbsent(leavesOutAbsent)
            $0.list("reopened_because", review?.reopenedBecause) { $0.rawValue }
            $0.list("disposition_by", review?.by) { $0 }
            $0.text("disposition_since", review?.since)
            $0.text("disposition_until", review?.until)
            $0.leaveOutAbsent(false)
        }
    }

    /// Adds members, each with a comma after it.
    private mutating func addMembers(_ write: (inout JSONWriter) -> Void) {
        members.removeAll()
        members.object(write)
        if members.count == 2 { return }
        objects.append(members.text.slice(1..<members.count - 1))
        objects.append(.comma)
    }

    private mutating func writeReviews(_ reviews: [ReviewColumns.Review]) {
        members.removeAll()
        members.object {
            $0.array("reviews") { array in
                for review in reviews {
                    array.element()
                    array.object {
                        $0.integer("seq", Int64(review.sequence))
                        $0.text("reviewer", review.reviewer)
                        $0.text("decision", review.decision)
                        $0.text("recorded_at", review.recordedAt)
                        $0.text("note", review.note)
                    }
                }
            }
        }
        objects.append(.comma)
        objects.append(members.text.slice(1..<members.count - 1))
    }
}

extension BorrowedText {
    /// The offset after a number of quoted cells and the byte behind each, a delimiter or the carriage return of a row's
    /// end.
    fileprivate func end(ofCells number: Int, from start: Int) -> Int {
        var end = start
        for _ in 0..<number {
            if end >= count { return count }
            var quote = firstOffset(of: .quote, from: end + 1) ?? count
            while quote + 1 < count, self[quote + 1] == .quote {
                quote = firstOffset(of: .quote, from: quote + 2) ?? count
            }
            end = quote + 2
        }
        return end
    }

    /// The offset after the comma behind the member at `start`. Its value has no comma.
    fileprivate func end(ofMember start: Int) -> Int {
        firstOffset(of: .comma, from: start).map { $0 + 1 } ?? count
    }

    /// The first offset of a text that begins with a quotation mark.
    fileprivate func offset(of text: StaticString, from start: Int) -> Int? {
        var from = start
        while let quote = firstOffset(of: .quote, from: from) {
            if hasPrefix(text, at: quote) { return quote }
            from = quote + 1
        }
        return nil
    }

    /// Whether the text contains `prefix` at the offset.
    fileprivate func hasPrefix(_ prefix: StaticString, at start: Int) -> Bool {
        start + prefix.utf8CodeUnitCount <= count && slice(start..<start + prefix.utf8CodeUnitCount) == prefix
    }
}
