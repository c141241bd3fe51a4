import Responses

/// The tables of a report. Each is a CSV file, or several if it is split (CONTRACT section 6). The raw value is the
/// name of the file without `.csv`.
enum ReportTable: String, CaseIterable {
    case generations, findings, unaudited, changes, restricted, waivers, scores

    /// Visits the table's fields without values.
    func listFields(to fields: inout some FieldWriter & ~Copyable) {
        switch self {
        case .generations: GenerationsTable.write(nil, to: &fields)
        case .findings: FindingsTable.write(nil, of: nil, to: &fields)
        case .unaudited: UnauditedTable.write(nil, to: &fields)
        case .changes: ChangesTable.write(nil, to: &fields)
        case .restricted: RestrictedTable.write(nil, to: &fields)
        case .waivers: WaiversTable.write(nil, to: &fields)
        case .scores: ScoresTable.writeHeader(to: &fields)
        }
    }

    /// The meaning of a row.
    var title: StaticString {
        switch self {
        case .generations: "Generations that are flagged, near or incomplete, one per row, the worst first"
        case .findings:
            "Rules that flagged a generation or came near it, one rule and generation per row, in the order of generations"
        case .unaudited: "Responses and tasks that gave no generation, and duplicates, one per row"
        case .changes: "Generations that changed since the report before, one per row"
        case .restricted: "Findings of restricted rules, one per row, in the order of generations"
        case .waivers: "Waivers, one per row, in the order of their file"
        case .scores: "Scores as the response gave them, one frame, category or filter per row"
        }
    }
}
