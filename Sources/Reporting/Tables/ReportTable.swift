import Responses

/// The tables of a report, each a CSV file or, split, several (CONTRACT section 6). The raw value is the name of
/// the file without `.csv`.
enum ReportTable: String, CaseIterable {
    case generations, findings, unaudited, scores

    /// Goes over the table's fields with no value for any.
    func listFields(to fields: inout some FieldWriter & ~Copyable) {
        switch self {
        case .generations: GenerationsTable.write(nil, to: &fields)
        case .findings: FindingsTable.write(nil, of: nil, to: &fields)
        case .unaudited: UnauditedTable.write(nil, to: &fields)
        case .scores: ScoresTable.writeHeader(to: &fields)
        }
    }

    /// What stands in a row.
    var title: StaticString {
        switch self {
        case .generations: "Generations that are flagged, near or incomplete, one per row"
        case .findings: "Rules that flagged a generation or came near it, one rule and generation per row"
        case .unaudited: "Responses and tasks that gave no generation, and duplicates, one per row"
        case .scores: "Scores as the response gave them, one frame, category or filter per row"
        }
    }
}
