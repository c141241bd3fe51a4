import Responses

/// The rows of `scores.csv` of one batch. A gigabyte of responses gives over a million rows, so cells that rows
/// share are rendered once and copied.
struct ScoreRows: ~Copyable {
    private(set) var sheet: CSVSheet
    /// The first cells of the current row.
    private var lead: CSVSheet
    /// The cells of the categories seen in this batch, up to the score.
    private var categories: CSVSheet
    /// For each signal index, the range of its cells in `categories`; nil if it has not been seen.
    private var cellsOfSignal: [Range<Int>?] = []

    init(style: ReportStyle) {
        sheet = CSVSheet(style: style)
        lead = CSVSheet(style: style)
        categories = CSVSheet(style: style)
    }

    /// Also resets the signals, because the next batch may have another table.
    mutating func removeAll() {
        sheet.removeAll()
        categories.removeAll()
        cellsOfSignal.removeAll(keepingCapacity: true)
    }

    /// Passes the rows on; none remain.
    mutating func pass(to files: SeriesWriter) throws(ReportError) { try files.take(&sheet) }

    func write(to part: inout PartEncoder) { sheet.write(to: &part) }

    mutating func read(_ part: inout PartDecoder) throws(PartFault) { try sheet.read(&part) }

    mutating func add(_ generation: GenerationRecord, of records: ResponseRecords, signals: [Signal]) {
        lead.removeAll()
        ScoresTable.writeGeneration(generation.id, to: &lead)
        let end = lead.count
        addLegal(generation.legalSeries, of: records, behind: end)
        addCategories(generation.readings, of: records, signals: signals, behind: end)
        addFilters(generation.filters, of: records, behind: end)
    }

    private mutating func addLegal(_ range: Range<Int>, of records: ResponseRecords, behind end: Int) {
        for series in records.legalSeries[range] {
            lead.truncate(to: end)
            ScoresTable.writeOrigin(.legal, source: series.classifier, scope: nil, to: &lead)
            for index in series.frames {
                let frame = records.frames[index]
                sheet.cells(lead.text)
                ScoresTable.writeFrame(index - series.frames.lowerBound, label: frame.label, to: &sheet)
                ScoresTable.writeCategory(nil, to: &sheet)
                ScoresTable.writeScore(frame.probability, verdict: frame.verdict, type: nil, to: &sheet)
                sheet.endRow()
            }
        }
    }

    private mutating func addCategories(
        _ range: Range<Int>, of records: ResponseRecords, signals: [Signal], behind end: Int
    ) {
        lead.truncate(to: end)
        for index in range {
            let reading = records.readings[index]
            let cells = cells(of: reading.signal, in: signals)
            if cells.isEmpty { continue }
            sheet.cells(lead.text)
            sheet.cells(categories.text.slice(cells))
            let score = reading.state == .missing ? nil : reading.number
            ScoresTable.writeScore(score, verdict: nil, type: nil, to: &sheet)
            sheet.endRow()
        }
    }

    private mutating func addFilters(_ range: Range<Int>, of records: ResponseRecords, behind end: Int) {
        for result in records.filters[range] {
            lead.truncate(to: end)
            ScoresTable.writeOrigin(.filter, source: result.filter, scope: nil, to: &lead)
            sheet.cells(lead.text)
            ScoresTable.writeFrame(nil, label: nil, to: &sheet)
            ScoresTable.writeCategory(nil, to: &sheet)
            ScoresTable.writeScore(nil, verdict: nil, type: result.type, to: &sheet)
            sheet.endRow()
        }
    }

    /// The range of a category's cells; empty for a signal that is not a category.
    private mutating func cells(of signal: SignalID, in signals: [Signal]) -> Range<Int> {
        while cellsOfSignal.count <= signal.index { cellsOfSignal.append(nil) }
        if let known = cellsOfSignal[signal.index] { return known }
        let start = categories.count
        if case .category(let filter, let scope, let category) = signals[signal.index].origin {
            ScoresTable.writeOrigin(.category, source: filter, scope: scope, to: &categories)
            ScoresTable.writeFrame(nil, label: nil, to: &categories)
            ScoresTable.writeCategory(category, to: &categories)
        }
        cellsOfSignal[signal.index] = start..<categories.count
        return start..<categories.count
    }
}
