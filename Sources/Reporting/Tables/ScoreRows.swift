import Responses

/// The rows of `scores.csv` of one batch: a million and more from a gigabyte of responses, so whatever cells
/// rows share are rendered once and copied.
struct ScoreRows: ~Copyable {
    private(set) var sheet: CSVSheet
    /// A row's first cells in the making.
    private var lead: CSVSheet
    /// The cells of the categories met in this batch, up to the score.
    private var categories: CSVSheet
    /// Where in `categories` a signal's cells are, by its index; nil for those not met yet.
    private var cellsOfSignal: [Range<Int>?] = []

    init(style: ReportStyle) {
        sheet = CSVSheet(style: style)
        lead = CSVSheet(style: style)
        categories = CSVSheet(style: style)
    }

    /// Also forgets the signals: the next batch may come with another table.
    mutating func removeAll() {
        sheet.removeAll()
        categories.removeAll()
        cellsOfSignal.removeAll(keepingCapacity: true)
    }

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
                unsafe sheet.cells(lead.bytes)
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
            unsafe sheet.cells(lead.bytes)
            unsafe sheet.cells(categories.bytes(cells))
            let score = reading.state == .missing ? nil : reading.number
            ScoresTable.writeScore(score, verdict: nil, type: nil, to: &sheet)
            sheet.endRow()
        }
    }

    private mutating func addFilters(_ range: Range<Int>, of records: ResponseRecords, behind end: Int) {
        for result in records.filters[range] {
            lead.truncate(to: end)
            ScoresTable.writeOrigin(.filter, source: result.filter, scope: nil, to: &lead)
            unsafe sheet.cells(lead.bytes)
            ScoresTable.writeFrame(nil, label: nil, to: &sheet)
            ScoresTable.writeCategory(nil, to: &sheet)
            ScoresTable.writeScore(nil, verdict: nil, type: result.type, to: &sheet)
            sheet.endRow()
        }
    }

    /// Where a category's cells are; empty for a signal that is no category.
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
